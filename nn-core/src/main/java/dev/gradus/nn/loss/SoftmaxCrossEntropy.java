package dev.gradus.nn.loss;

import dev.gradus.tensor.LossAndGradient;
import dev.gradus.tensor.Shape;
import dev.gradus.tensor.Shapes;
import dev.gradus.tensor.Tensor;
import dev.gradus.tensor.TensorOps;
import java.util.Arrays;

/**
 * Softmax and cross-entropy in one, on logits {@code [m, n]}: −1/m · Σ over samples of Σ t·ln
 * softmax(x), with the gradient (softmax(x) − t) / m. Fused, so that neither the exponential nor
 * the logarithm overflows. Takes labels or one-hot rows. Immutable.
 *
 * <p>Label smoothing s makes t·(1 − s) + s/n of every t. Class weights w multiply each t by the
 * weight of its class; for labels the sum is then divided by the sum of the labels' weights instead
 * of m, as in PyTorch, so that a batch of rare classes counts no more than another.
 *
 * <pre>{@code
 * LossAndGradient l = new SoftmaxCrossEntropy(ops).evaluate(logits, Target.labels(3, 1));
 * Loss smoothed = new SoftmaxCrossEntropy(ops).withLabelSmoothing(0.1);
 * }</pre>
 *
 * <p>Source of label smoothing: Szegedy, Vanhoucke, Ioffe, Shlens and Wojna, Rethinking the
 * Inception Architecture for Computer Vision (2016).
 */
public final class SoftmaxCrossEntropy implements Loss {
  private static final String NAME = "softmaxCrossEntropy";

  private final TensorOps ops;

  /** Empty where all classes weigh the same. */
  private final double[] weights;

  private final double smoothing;

  /**
   * The loss, with equal weights and without smoothing.
   *
   * @param ops what computes
   */
  public SoftmaxCrossEntropy(TensorOps ops) {
    this(ops, new double[0], 0);
  }

  private SoftmaxCrossEntropy(TensorOps ops, double[] weights, double smoothing) {
    this.ops = ops;
    this.weights = weights;
    this.smoothing = smoothing;
  }

  /**
   * The same loss with a weight for each class.
   *
   * @param classWeights finite, at least 0; copied
   * @return a new loss
   * @throws IllegalArgumentException if there is no weight, or one is negative or not finite
   */
  public SoftmaxCrossEntropy withClassWeights(double... classWeights) {
    if (classWeights.length == 0
        || !Arrays.stream(classWeights).allMatch(w -> w >= 0 && Double.isFinite(w))) {
      throw new IllegalArgumentException(
          "SoftmaxCrossEntropy: expected a finite weight of at least 0 for each class, got "
              + Arrays.toString(classWeights));
    }
    return new SoftmaxCrossEntropy(ops, classWeights.clone(), smoothing);
  }

  /**
   * The same loss with smoothed labels.
   *
   * @param share of each label that is spread over all classes, 0 to 1
   * @return a new loss
   * @throws IllegalArgumentException if the share is out of range
   */
  public SoftmaxCrossEntropy withLabelSmoothing(double share) {
    if (!(share >= 0 && share <= 1)) {
      throw new IllegalArgumentException(
          "SoftmaxCrossEntropy: expected a label smoothing from 0 to 1, got " + share);
    }
    return new SoftmaxCrossEntropy(ops, weights, share);
  }

  @Override
  public LossAndGradient evaluate(Tensor logits, Target target) {
    boolean plain = weights.length == 0 && smoothing == 0;
    if (target instanceof Target.Labels labels) {
      return plain
          ? ops.softmaxCrossEntropy(logits, labels.classes())
          : ops.softmaxCrossEntropy(logits, rows(logits.shape(), labels.classes()));
    }
    Tensor rows = ((Target.Values) target).tensor();
    return ops.softmaxCrossEntropy(logits, plain ? rows : weighted(rows));
  }

  /** A row for each label, times m over the sum of the labels' weights. */
  private Tensor rows(Shape logits, int[] labels) {
    Shapes.labels(NAME, logits, labels);
    int n = logits.columns();
    weightsFor(n);
    double sum = sum(labels);
    double factor = sum == 0 ? 0 : labels.length / sum; // nothing is learned where nothing counts
    double[] rows = new double[logits.size()];
    for (int i = 0; i < rows.length; i++) {
      int column = i % n;
      double t = smoothing / n + (labels[i / n] == column ? 1 - smoothing : 0);
      rows[i] = factor * weight(column) * t;
    }
    return ops.tensor(logits, rows);
  }

  /**
   * The sum of the labels' weights, which is what their loss is divided by; for rows, which are
   * divided by their number, that.
   *
   * @throws IllegalArgumentException if there is no weight for a label
   */
  @Override
  public double weight(Target target) {
    if (weights.length == 0 || !(target instanceof Target.Labels labels)) {
      return target.samples();
    }
    Shapes.labels(NAME, Shape.of(target.samples(), weights.length), labels.classes());
    return sum(labels.classes());
  }

  private double sum(int[] labels) {
    double sum = 0;
    for (int label : labels) {
      sum += weight(label);
    }
    return sum;
  }

  private double weight(int column) {
    return weights.length == 0 ? 1 : weights[column];
  }

  private double[] weightsFor(int columns) {
    if (weights.length != 0 && weights.length != columns) {
      throw new IllegalArgumentException(
          "SoftmaxCrossEntropy: expected logits of %d classes, one for each weight, got %d"
              .formatted(weights.length, columns));
    }
    return weights;
  }

  private Tensor weighted(Tensor rows) {
    Shape shape = Shapes.matrix(NAME, rows.shape());
    double spread = smoothing / shape.columns();
    Tensor smoothed = smoothing == 0 ? rows : ops.addScalar(ops.scale(rows, 1 - smoothing), spread);
    if (weights.length == 0) {
      return smoothed;
    }
    double[] own = weightsFor(shape.columns());
    return ops.mul(smoothed, ops.tensor(Shape.of(own.length), own));
  }
}
