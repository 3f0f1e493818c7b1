package dev.gradus.formats;

import dev.gradus.tensor.Precision;
import dev.gradus.tensor.Shape;
import dev.gradus.tensor.Tensor;
import dev.gradus.tensor.TensorOps;

/**
 * A tensor as it lies in a file: a shape and its numbers, in the file's own precision, bit for bit.
 * Immutable.
 */
public final class StoredTensor {
  private final Shape shape;
  private final float[] floats;
  private final double[] doubles;

  private StoredTensor(Shape shape, float[] floats, double[] doubles) {
    int length = floats != null ? floats.length : doubles.length;
    if (length != shape.size()) {
      throw new IllegalArgumentException(
          "stored tensor: %s needs %d values, got %d".formatted(shape, shape.size(), length));
    }
    this.shape = shape;
    this.floats = floats;
    this.doubles = doubles;
  }

  /**
   * In f32.
   *
   * @param shape the shape
   * @param values row-major; copied
   * @return the stored tensor
   * @throws IllegalArgumentException if there are more or fewer values than the shape needs
   */
  public static StoredTensor of(Shape shape, float[] values) {
    return owning(shape, values.clone());
  }

  /**
   * In f64.
   *
   * @param shape the shape
   * @param values row-major; copied
   * @return the stored tensor
   * @throws IllegalArgumentException if there are more or fewer values than the shape needs
   */
  public static StoredTensor of(Shape shape, double[] values) {
    return owning(shape, values.clone());
  }

  static StoredTensor owning(Shape shape, float[] values) {
    return new StoredTensor(shape, values, null);
  }

  static StoredTensor owning(Shape shape, double[] values) {
    return new StoredTensor(shape, null, values);
  }

  /**
   * A tensor's numbers, in its own precision.
   *
   * @param ops what made the tensor
   * @param tensor read, not modified
   * @return the stored tensor
   */
  public static StoredTensor of(TensorOps ops, Tensor tensor) {
    return tensor.precision() == Precision.F32
        ? owning(tensor.shape(), ops.floats(tensor))
        : owning(tensor.shape(), ops.doubles(tensor));
  }

  /**
   * A new tensor of these numbers: exact where the operations have at least this precision, else
   * rounded.
   *
   * @param ops what makes it
   * @return the tensor
   */
  public Tensor toTensor(TensorOps ops) {
    return floats != null ? ops.tensor(shape, floats) : ops.tensor(shape, doubles);
  }

  /**
   * The extents.
   *
   * @return the shape
   */
  public Shape shape() {
    return shape;
  }

  /**
   * The format of the numbers.
   *
   * @return f32 or f64
   */
  public Precision precision() {
    return floats != null ? Precision.F32 : Precision.F64;
  }

  /**
   * The numbers, widened exactly where they are f32.
   *
   * @return a copy, row-major
   */
  public double[] doubles() {
    if (doubles != null) {
      return doubles.clone();
    }
    double[] wide = new double[floats.length];
    for (int i = 0; i < wide.length; i++) {
      wide[i] = floats[i];
    }
    return wide;
  }

  float floatAt(int i) {
    return floats[i];
  }

  double doubleAt(int i) {
    return doubles[i];
  }

  /** Shape and precision, not the numbers. */
  @Override
  public String toString() {
    return precision() + " " + shape;
  }
}
