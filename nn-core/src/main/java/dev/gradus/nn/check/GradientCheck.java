package dev.gradus.nn.check;

import dev.gradus.nn.layer.Layer;
import dev.gradus.nn.layer.Mode;
import dev.gradus.nn.loss.Loss;
import dev.gradus.nn.loss.Objective;
import dev.gradus.nn.loss.Target;
import dev.gradus.nn.random.RandomSource;
import dev.gradus.tensor.Precision;
import dev.gradus.tensor.Scope;
import dev.gradus.tensor.Tensor;
import dev.gradus.tensor.TensorOps;
import java.util.function.Function;

/**
 * Holds backpropagation against central differences, in f64, element by element, and tells which
 * gradient is wrong.
 *
 * <p>The error of an element is |analytic − numerical| over the largest |gradient| of its tensor:
 * relative to the element alone it would be meaningless near zero. An element across whose step a
 * rectifier switches is tried again with a tenth of the step, then left out and counted. A tensor
 * whose gradients all lie below the noise of the difference quotient counts as zero. It takes two
 * forwards an element, so it is a tool for tests, not for training.
 *
 * <pre>{@code
 * GradientCheck.of(ops, myLayer, x).requireRight();
 * GradientCheck.of(ops, myLoss, prediction, Target.labels(2, 0)).requireRight();
 * GradientCheck.of(objective, x, target).sampling(100, random).requireRight();
 * }</pre>
 *
 * <p>Instances are immutable; nothing is computed before {@link #report}. While it runs, parameters
 * are moved, and nobody else may use the layer; when it returns or throws, they are as before, to
 * the bit.
 */
public final class GradientCheck {
  /** What a right gradient keeps to in f64. */
  public static final double TOLERANCE = 1e-7;

  private static final double DEFAULT_STEP = 1e-5;

  private final TensorOps ops;
  private final Function<RandomSource, Subject> subject;
  private final Elements elements;
  private final double step;

  private GradientCheck(
      TensorOps ops, Function<RandomSource, Subject> subject, Elements elements, double step) {
    this.ops = ops;
    this.subject = subject;
    this.elements = elements;
    this.step = step;
  }

  private static GradientCheck of(TensorOps ops, Function<RandomSource, Subject> subject) {
    if (ops.precision() != Precision.F64) {
      throw new IllegalArgumentException(
          "gradient check: expected f64, got " + ops.precision() + "; open the backend in f64");
    }
    return new GradientCheck(ops, subject, Elements.all(), DEFAULT_STEP);
  }

  /**
   * A check of a layer by its parameters and its {@code input}. What is differentiated is the sum
   * of its outputs in inference, each times a fixed random number.
   *
   * @param ops the layer's operations, in f64
   * @param layer the layer
   * @param x an input; not modified
   * @return the check, of every element
   * @throws IllegalArgumentException if the operations are not in f64
   */
  public static GradientCheck of(TensorOps ops, Layer layer, Tensor x) {
    return of(ops, random -> LayerSubject.of(ops, layer, x, random.at("outputs"), Mode::inference));
  }

  /**
   * A check of a layer as it computes in a training step, such as with batch statistics or dropout.
   * Every pass has the same randomness; what passes propose for the layer's state is not committed.
   *
   * @param ops the layer's operations, in f64
   * @param layer the layer
   * @param x an input; not modified
   * @param step the randomness of the step
   * @return the check, of every element
   * @throws IllegalArgumentException if the operations are not in f64
   */
  public static GradientCheck ofTraining(TensorOps ops, Layer layer, Tensor x, RandomSource step) {
    return of(
        ops,
        random -> LayerSubject.of(ops, layer, x, random.at("outputs"), () -> Mode.training(step)));
  }

  /**
   * A check of a loss by its {@code prediction}.
   *
   * @param ops the loss's operations, in f64
   * @param loss the loss
   * @param prediction a prediction; not modified
   * @param target its targets
   * @return the check, of every element
   * @throws IllegalArgumentException if the operations are not in f64
   */
  public static GradientCheck of(TensorOps ops, Loss loss, Tensor prediction, Target target) {
    return of(ops, random -> LossSubject.of(ops, loss, prediction, target));
  }

  /**
   * A check of a network with its loss and penalty, by its parameters.
   *
   * @param objective the network, its loss and penalty, in f64
   * @param x a batch; not modified
   * @param target its targets
   * @return the check, of every element
   * @throws IllegalArgumentException if the objective is not in f64
   */
  public static GradientCheck of(Objective objective, Tensor x, Target target) {
    return of(objective.ops(), random -> new ObjectiveSubject(objective, x, target));
  }

  /**
   * The same check of some elements of each tensor, for large networks.
   *
   * @param elementsPerTensor how many, at least 1; a smaller tensor is checked whole
   * @param random draws them
   * @return a new check
   * @throws IllegalArgumentException if the number is below 1
   */
  public GradientCheck sampling(int elementsPerTensor, RandomSource random) {
    Elements some = Elements.sampled(elementsPerTensor, random.at("gradient check"));
    return new GradientCheck(ops, subject, some, step);
  }

  /**
   * The same check with another step than 1e-5.
   *
   * @param h how far an element is moved to either side, above 0
   * @return a new check
   * @throws IllegalArgumentException if the step is not a finite number above 0
   */
  public GradientCheck withStep(double h) {
    if (!(h > 0) || Double.isInfinite(h)) {
      throw new IllegalArgumentException(
          "gradient check: expected a finite step above 0, got " + h);
    }
    return new GradientCheck(ops, subject, elements, h);
  }

  /**
   * Runs the check.
   *
   * @return a finding for each parameter, and for {@code input} or {@code prediction}
   * @throws IllegalArgumentException if there is nothing to compare: the value is not finite or not
   *     the same for the same input, {@code predict} and {@code forward} differ, a gradient is null
   *     or of another shape, a parameter is not listed or was changed; the message says which
   */
  public GradientReport report() {
    try (Scope scope = ops.scope()) {
      return new Measurement(ops, subject.apply(elements.random()), elements, step).report();
    }
  }

  /**
   * Runs the check and throws unless all errors are at most 1e-7.
   *
   * @throws AssertionError the report, if a gradient is wrong or too many elements were left out
   * @throws IllegalArgumentException as in {@link #report}
   */
  public void requireRight() {
    requireRight(TOLERANCE);
  }

  /**
   * Runs the check and throws unless all errors are at most the tolerance.
   *
   * @param tolerance the largest error of a right gradient
   * @throws AssertionError the report, if a gradient is wrong or too many elements were left out
   * @throws IllegalArgumentException as in {@link #report}
   */
  public void requireRight(double tolerance) {
    GradientReport report = report();
    if (!report.passes(tolerance)) {
      throw new AssertionError(report.describe(tolerance));
    }
  }
}
