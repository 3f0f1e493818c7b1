package dev.gradus.nn.layer;

import dev.gradus.nn.random.RandomSource;
import dev.gradus.tensor.Shape;
import dev.gradus.tensor.Tensor;
import dev.gradus.tensor.TensorOps;

/**
 * Dropout, inverted: in training each element, of any shape, is set to 0 with probability p, and
 * those that stay are multiplied by 1 / (1 − p); dx = dy under the same mask. Prediction passes x
 * on as it is. Thread-safe.
 *
 * <p>The mask is a function of the mode's source (seed, step, layer path) and of the element's
 * index, so repeated passes of a step see the same mask, on every backend.
 *
 * <pre>{@code
 * Sequential.of(hidden, new Relu(ops), new Dropout(ops, 0.5), output);
 * }</pre>
 *
 * <p>Source: Srivastava, Hinton, Krizhevsky, Sutskever and Salakhutdinov, Dropout: A Simple Way to
 * Prevent Neural Networks from Overfitting (2014).
 */
public final class Dropout implements Layer {
  private final TensorOps ops;
  private final double probability;

  /**
   * The layer.
   *
   * @param ops what computes
   * @param probability p, that an element is dropped; from 0 to below 1
   * @throws IllegalArgumentException if the probability is out of range
   */
  public Dropout(TensorOps ops, double probability) {
    if (!(probability >= 0 && probability < 1)) {
      throw new IllegalArgumentException(
          "Dropout: expected a probability from 0 to below 1, got " + probability);
    }
    this.ops = ops;
    this.probability = probability;
  }

  /**
   * The probability that an element is dropped.
   *
   * @return p, as given
   */
  public double probability() {
    return probability;
  }

  @Override
  public Pass forward(Tensor x, Mode mode) {
    if (!(mode instanceof Mode.Training training) || probability == 0) {
      return new Pass(x, (dy, gradients, wantDx) -> wantDx ? dy : null);
    }
    Tensor mask = mask(x.shape(), training.random().at("dropout"));
    return new Pass(ops.mul(x, mask), (dy, gradients, wantDx) -> wantDx ? ops.mul(dy, mask) : null);
  }

  /** 0 where an element is dropped, else 1 / (1 − p). */
  private Tensor mask(Shape shape, RandomSource random) {
    double kept = 1 / (1 - probability);
    double[] factors = new double[shape.size()];
    for (int i = 0; i < factors.length; i++) {
      factors[i] = random.uniform(i) < probability ? 0 : kept;
    }
    return ops.tensor(shape, factors);
  }

  @Override
  public String toString() {
    return "Dropout " + probability;
  }
}
