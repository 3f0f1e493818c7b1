package dev.gradus.tensor.reference;

/** The numbers of one tensor, read and written as f64; a write rounds once to the precision. */
public sealed interface Values {
  /**
   * Reads one number.
   *
   * @param index its place in row-major order
   * @return the number, exactly
   */
  double get(int index);

  /**
   * Writes one number.
   *
   * @param index its place in row-major order
   * @param value rounded to the precision
   */
  void set(int index, double value);

  /**
   * Stored as {@code float}.
   *
   * @param array the storage itself, not a copy
   */
  record Floats(float[] array) implements Values {
    @Override
    public double get(int index) {
      return array[index];
    }

    @Override
    public void set(int index, double value) {
      array[index] = (float) value;
    }
  }

  /**
   * Stored as {@code double}.
   *
   * @param array the storage itself, not a copy
   */
  record Doubles(double[] array) implements Values {
    @Override
    public double get(int index) {
      return array[index];
    }

    @Override
    public void set(int index, double value) {
      array[index] = value;
    }
  }
}
