package dev.gradus.backend.ejml;

import dev.gradus.tensor.IndexMap;
import java.util.Arrays;

/** Gathers and their transposes. */
final class FloatGathers {
  private FloatGathers() {}

  static void gatherRows(float[] a, int[] rows, float[] out, int columns) {
    for (int i = 0; i < rows.length; i++) {
      System.arraycopy(a, rows[i] * columns, out, i * columns, columns);
    }
  }

  static void scatterAddRows(float[] a, int[] rows, float[] out, int rowCount, int columns) {
    Arrays.fill(out, 0, rowCount * columns, 0);
    for (int i = 0; i < rows.length; i++) {
      int from = i * columns;
      int to = rows[i] * columns;
      for (int j = 0; j < columns; j++) {
        out[to + j] += a[from + j];
      }
    }
  }

  static void gatherColumns(float[] a, IndexMap map, float[] out, int rows) {
    int length = map.length();
    for (int i = 0; i < rows; i++) {
      int from = i * map.sourceColumns();
      int to = i * length;
      for (int j = 0; j < length; j++) {
        int source = map.source(j);
        out[to + j] = source == IndexMap.ABSENT ? 0 : a[from + source];
      }
    }
  }

  static void scatterAddColumns(float[] a, IndexMap map, float[] out, int rows) {
    Arrays.fill(out, 0, rows * map.sourceColumns(), 0);
    int length = map.length();
    for (int i = 0; i < rows; i++) {
      int from = i * length;
      int to = i * map.sourceColumns();
      for (int j = 0; j < length; j++) {
        int source = map.source(j);
        if (source != IndexMap.ABSENT) {
          out[to + source] += a[from + j];
        }
      }
    }
  }
}
