package dev.gradus.backend.vector;

import dev.gradus.tensor.IndexMap;
import java.util.Arrays;

/** Gathers and their transposes. */
final class FloatGathers {
  private FloatGathers() {}

  /** Slices {@code from} to {@code to − 1} of the result. */
  static void gatherRows(float[] a, int[] rows, float[] out, int columns, int from, int to) {
    for (int i = from; i < to; i++) {
      System.arraycopy(a, rows[i] * columns, out, i * columns, columns);
    }
  }

  static void scatterAddRows(float[] a, int[] rows, float[] out, int columns) {
    Arrays.fill(out, 0);
    for (int i = 0; i < rows.length; i++) {
      int source = i * columns;
      int target = rows[i] * columns;
      for (int j = 0; j < columns; j++) {
        out[target + j] += a[source + j];
      }
    }
  }

  /** Rows {@code from} to {@code to − 1} of the result. */
  static void gatherColumns(float[] a, IndexMap map, float[] out, int from, int to) {
    int length = map.length();
    for (int i = from; i < to; i++) {
      int row = i * map.sourceColumns();
      for (int j = 0; j < length; j++) {
        int source = map.source(j);
        out[i * length + j] = source == IndexMap.ABSENT ? 0 : a[row + source];
      }
    }
  }

  /** Rows {@code from} to {@code to − 1} of the result. */
  static void scatterAddColumns(float[] a, IndexMap map, float[] out, int from, int to) {
    int length = map.length();
    int columns = map.sourceColumns();
    Arrays.fill(out, from * columns, to * columns, 0);
    for (int i = from; i < to; i++) {
      for (int j = 0; j < length; j++) {
        int source = map.source(j);
        if (source != IndexMap.ABSENT) {
          out[i * columns + source] += a[i * length + j];
        }
      }
    }
  }
}
