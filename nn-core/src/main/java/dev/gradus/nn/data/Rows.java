package dev.gradus.nn.data;

/** Rectangular arrays of arrays. */
final class Rows {
  private Rows() {}

  static double[][] copy(String operation, double[][] rows) {
    if (rows.length == 0) {
      throw new IllegalArgumentException(operation + ": expected at least one sample, got none");
    }
    double[][] copy = new double[rows.length][];
    for (int i = 0; i < rows.length; i++) {
      if (rows[i].length != rows[0].length) {
        throw new IllegalArgumentException(
            "%s: sample %d has %d values, sample 0 has %d"
                .formatted(operation, i, rows[i].length, rows[0].length));
      }
      copy[i] = rows[i].clone();
    }
    return copy;
  }
}
