package dev.gradus.nn.data;

import dev.gradus.nn.loss.Target;
import dev.gradus.tensor.Shape;
import dev.gradus.tensor.TensorOps;

/**
 * Samples whose targets are values, in Java arrays: for regression.
 *
 * <pre>{@code
 * Dataset line = ValueArrays.of(new double[][] {{0}, {1}, {2}}, new double[][] {{1}, {3}, {5}});
 * }</pre>
 */
public final class ValueArrays implements Dataset {
  private final double[][] inputs;
  private final double[][] targets;
  private final Shape sampleShape;

  private ValueArrays(double[][] inputs, double[][] targets) {
    this.inputs = inputs;
    this.targets = targets;
    this.sampleShape = Shape.of(inputs[0].length);
  }

  /**
   * A data set over the given arrays.
   *
   * @param inputs one row for each sample, all of one length; copied
   * @param targets one row for each sample, all of one length; copied
   * @return the data set
   * @throws IllegalArgumentException if there is no sample, their numbers or the rows' lengths
   *     differ
   */
  public static ValueArrays of(double[][] inputs, double[][] targets) {
    if (inputs.length != targets.length) {
      throw new IllegalArgumentException(
          "ValueArrays: %d samples, but %d targets".formatted(inputs.length, targets.length));
    }
    return new ValueArrays(Rows.copy("ValueArrays", inputs), Rows.copy("ValueArrays", targets));
  }

  @Override
  public int size() {
    return inputs.length;
  }

  @Override
  public Shape sampleShape() {
    return sampleShape;
  }

  @Override
  public void read(int sample, double[] out, int offset) {
    System.arraycopy(inputs[sample], 0, out, offset, inputs[sample].length);
  }

  @Override
  public Target targets(TensorOps ops, int[] samples) {
    int width = targets[0].length;
    double[] values = new double[samples.length * width];
    for (int i = 0; i < samples.length; i++) {
      System.arraycopy(targets[samples[i]], 0, values, i * width, width);
    }
    return Target.values(ops.tensor(Shape.of(samples.length, width), values));
  }
}
