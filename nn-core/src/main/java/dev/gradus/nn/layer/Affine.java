package dev.gradus.nn.layer;

import dev.gradus.nn.init.Initializer;
import dev.gradus.nn.random.RandomSource;
import dev.gradus.tensor.Shape;
import dev.gradus.tensor.Tensor;
import dev.gradus.tensor.TensorOps;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The affine map y = x·Wᵀ + b, with x {@code [m, in]}, W {@code [out, in]}, b {@code [out]}.
 * Parameters {@code weight} and, unless it was left out, {@code bias}. Thread-safe while nobody
 * trains it.
 *
 * <pre>{@code
 * Affine hidden = Affine.of(ops, 784, 50, Initializer.he(), random.at("hidden"));
 * }</pre>
 */
public final class Affine implements Layer {
  private final TensorOps ops;
  private final Parameter weight;
  private final Parameter bias;
  private final Map<String, Parameter> parameters;

  private Affine(TensorOps ops, Parameter weight, Parameter bias) {
    this.ops = ops;
    this.weight = weight;
    this.bias = bias;
    Map<String, Parameter> named = new LinkedHashMap<>();
    named.put("weight", weight);
    if (bias != null) {
      named.put("bias", bias);
    }
    this.parameters = Collections.unmodifiableMap(named);
  }

  /**
   * A layer with drawn weights and zero biases.
   *
   * @param ops what computes
   * @param in inputs
   * @param out outputs
   * @param initializer draws the weights
   * @param random this layer's own source
   * @return the layer
   */
  public static Affine of(
      TensorOps ops, int in, int out, Initializer initializer, RandomSource random) {
    Shape shape = Shape.of(out, in);
    Tensor weight = ops.tensor(shape, initializer.values(shape, random));
    return new Affine(ops, Parameter.weight(weight), Parameter.bias(ops.full(Shape.of(out), 0)));
  }

  /**
   * A layer over given parameters.
   *
   * @param ops what computes
   * @param weight {@code [out, in]}
   * @param bias {@code [out]}
   * @return the layer
   * @throws IllegalArgumentException if the shapes do not fit
   */
  public static Affine of(TensorOps ops, Parameter weight, Parameter bias) {
    Shape w = weightShape(weight);
    if (!bias.value().shape().equals(Shape.of(w.extent(0)))) {
      throw new IllegalArgumentException(
          "Affine: expected a bias [%d] for weights %s, got %s"
              .formatted(w.extent(0), w, bias.value().shape()));
    }
    return new Affine(ops, weight, bias);
  }

  /**
   * The linear map y = x·Wᵀ, without a bias.
   *
   * @param ops what computes
   * @param weight {@code [out, in]}
   * @return the layer
   * @throws IllegalArgumentException if the weight is no matrix
   */
  public static Affine withoutBias(TensorOps ops, Parameter weight) {
    weightShape(weight);
    return new Affine(ops, weight, null);
  }

  private static Shape weightShape(Parameter weight) {
    Shape shape = weight.value().shape();
    if (shape.rank() != 2) {
      throw new IllegalArgumentException("Affine: expected weights [out, in], got " + shape);
    }
    return shape;
  }

  /**
   * The width of the input.
   *
   * @return inputs
   */
  public int in() {
    return weight.value().shape().extent(1);
  }

  /**
   * The width of the output.
   *
   * @return outputs
   */
  public int out() {
    return weight.value().shape().extent(0);
  }

  /**
   * Whether there is a bias.
   *
   * @return false for the linear map
   */
  public boolean hasBias() {
    return bias != null;
  }

  @Override
  public Pass forward(Tensor x, Mode mode) {
    return new Pass(predict(x), pullback(x));
  }

  private Pullback pullback(Tensor x) {
    return (dy, gradients, wantDx) -> {
      gradients.add(weight, ops.matmulTransA(dy, x)); // dW = dyᵀ·x
      if (bias != null) {
        gradients.add(bias, ops.columnSums(dy)); // db = Σ rows of dy
      }
      return wantDx ? ops.matmul(dy, weight.value()) : null; // dx = dy·W
    };
  }

  /** Whether {@link #rectified} computes this layer with that one after it. */
  boolean takesIn(Layer next) {
    return bias != null && next instanceof Relu relu && relu.computesWith(ops);
  }

  /** This layer and a rectifier after it, in one pass over the product. */
  Layer rectified() {
    return new Rectified();
  }

  private final class Rectified implements Layer {
    @Override
    public Pass forward(Tensor x, Mode mode) {
      Tensor y = predict(x);
      Pullback affine = pullback(x);
      return new Pass(
          y, (dy, gradients, wantDx) -> affine.apply(ops.reluGrad(y, dy), gradients, wantDx));
    }

    @Override
    public Tensor predict(Tensor x) {
      return ops.affineRelu(x, weight.value(), bias.value());
    }
  }

  @Override
  public Tensor predict(Tensor x) {
    return bias == null
        ? ops.matmulTransB(x, weight.value())
        : ops.affine(x, weight.value(), bias.value());
  }

  @Override
  public Map<String, Parameter> parameters() {
    return parameters;
  }

  @Override
  public String toString() {
    return "Affine " + in() + "→" + out() + (bias == null ? " without bias" : "");
  }
}
