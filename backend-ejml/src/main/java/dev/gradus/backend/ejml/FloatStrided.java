package dev.gradus.backend.ejml;

/**
 * A matrix inside a flat array, its own or its transpose: element (i, j) lies at {@code i·rowStep +
 * j·columnStep}.
 */
record FloatStrided(float[] data, int rowStep, int columnStep) {
  /** The row-major matrix of so many columns. */
  static FloatStrided rowMajor(float[] data, int columns) {
    return new FloatStrided(data, columns, 1);
  }

  FloatStrided transposed() {
    return new FloatStrided(data, columnStep, rowStep);
  }
}
