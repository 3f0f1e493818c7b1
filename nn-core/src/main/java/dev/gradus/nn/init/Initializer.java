package dev.gradus.nn.init;

import dev.gradus.nn.random.RandomSource;
import dev.gradus.tensor.Shape;
import java.util.function.LongToDoubleFunction;

/**
 * Draws the starting weights of a layer: the same for the same source, on every backend. For a
 * weight {@code [out, in]}, fanIn is in and fanOut is out.
 *
 * <pre>{@code
 * double[] weights = Initializer.he().values(Shape.of(50, 784), RandomSource.ofSeed(1));
 * }</pre>
 */
@FunctionalInterface
public interface Initializer {
  /**
   * The starting values.
   *
   * @param shape the weight's shape, {@code [out, in]}
   * @param random the layer's own source
   * @return {@code shape.size()} values, row-major
   */
  double[] values(Shape shape, RandomSource random);

  /**
   * Normal with mean 0 and a given standard deviation.
   *
   * @param sigma the standard deviation
   * @return the initializer
   */
  static Initializer normal(double sigma) {
    return (shape, random) -> drawn(shape, i -> sigma * random.normal(i));
  }

  /**
   * Uniform in [−ε, ε).
   *
   * @param epsilon the half width
   * @return the initializer
   */
  static Initializer uniform(double epsilon) {
    return (shape, random) -> drawn(shape, i -> epsilon * (2 * random.uniform(i) - 1));
  }

  /**
   * Normal with variance 2 / (fanIn + fanOut), for sigmoid and tanh.
   *
   * <p>Source: Glorot and Bengio, Understanding the Difficulty of Training Deep Feedforward Neural
   * Networks (2010).
   *
   * @return the initializer
   */
  static Initializer xavier() {
    return (shape, random) ->
        normal(Math.sqrt(2.0 / (fanIn(shape) + fanOut(shape)))).values(shape, random);
  }

  /**
   * Normal with variance 2 / fanIn, for rectifiers.
   *
   * <p>Source: He, Zhang, Ren and Sun, Delving Deep into Rectifiers (2015).
   *
   * @return the initializer
   */
  static Initializer he() {
    return (shape, random) -> normal(Math.sqrt(2.0 / fanIn(shape))).values(shape, random);
  }

  /**
   * Normal with mean 0, drawn again where it lies further out than two standard deviations, so that
   * no weight starts far from the others. What remains has 0.88 times the standard deviation.
   *
   * @param sigma the standard deviation of the distribution that is truncated
   * @return the initializer
   */
  static Initializer truncatedNormal(double sigma) {
    return (shape, random) -> drawn(shape, i -> sigma * truncated(random.at(i)));
  }

  private static double truncated(RandomSource element) {
    long draw = 0;
    double value = element.normal(draw);
    while (Math.abs(value) > 2) {
      value = element.normal(++draw);
    }
    return value;
  }

  /**
   * A random orthogonal matrix times a gain: W·Wᵀ = gain²·I for {@code [out, in]} with out ≤ in,
   * else Wᵀ·W = gain²·I, so that a deep network starts by keeping lengths.
   *
   * <p>Source: Saxe, McClelland and Ganguli, Exact Solutions to the Nonlinear Dynamics of Learning
   * in Deep Linear Neural Networks (2014).
   *
   * @param gain the length of every row or column; 1 for linear layers, √2 for rectifiers
   * @return the initializer, for weights of rank 2 at least, which count as {@code [out, rest]}
   */
  static Initializer orthogonal(double gain) {
    return new Orthogonal(gain);
  }

  /**
   * All zeros: right for biases; weights that start equal stay equal.
   *
   * @return the initializer
   */
  static Initializer zeros() {
    return (shape, random) -> new double[shape.size()];
  }

  private static double[] drawn(Shape shape, LongToDoubleFunction draw) {
    double[] values = new double[shape.size()];
    for (int i = 0; i < values.length; i++) {
      values[i] = draw.applyAsDouble(i);
    }
    return values;
  }

  private static int fanIn(Shape shape) {
    return shape.columns();
  }

  private static int fanOut(Shape shape) {
    return shape.rank() == 0 ? 1 : shape.extent(0);
  }
}
