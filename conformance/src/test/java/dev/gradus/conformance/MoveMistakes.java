package dev.gradus.conformance;

import dev.gradus.tensor.IndexMap;
import java.util.Arrays;
import java.util.List;

/** What goes wrong in gathers and scatters. */
final class MoveMistakes {
  private MoveMistakes() {}

  static List<Mistake> all() {
    return List.of(
        Mistake.of(
            "a gather of rows that are sorted first",
            "op_gatherRows_01",
            "slices of",
            p ->
                new PlainOps(p) {
                  @Override
                  protected void gatherRows(double[] a, int[] rows, double[] out, int columns) {
                    super.gatherRows(a, Arrays.stream(rows).sorted().toArray(), out, columns);
                  }
                }),
        Mistake.of(
            "a gather that forgets absent entries",
            "op_gatherColumns_01",
            "absent entries; old numbers in recycled storage",
            p ->
                new PlainOps(p) {
                  @Override
                  protected void gatherColumns(double[] a, IndexMap map, double[] out, int rows) {
                    for (int i = 0; i < rows * map.length(); i++) {
                      int from = map.source(i % map.length());
                      out[i] = from < 0 ? out[i] : a[i / map.length() * map.sourceColumns() + from];
                    }
                  }
                }),
        Mistake.of(
            "a gather as a product with zeros and ones",
            "op_gatherColumns_02",
            "a gather written as a product",
            p ->
                new PlainOps(p) {
                  @Override
                  protected void gatherColumns(double[] a, IndexMap map, double[] out, int rows) {
                    int width = map.sourceColumns();
                    for (int i = 0; i < rows * map.length(); i++) {
                      out[i] = 0;
                      for (int j = 0; j < width; j++) {
                        double chosen = j == map.source(i % map.length()) ? 1 : 0;
                        out[i] += chosen * a[i / map.length() * width + j];
                      }
                    }
                  }
                }),
        Mistake.of(
            "a scatter onto old numbers",
            "op_scatterAddRows_01",
            "old numbers in recycled storage",
            p ->
                new PlainOps(p) {
                  @Override
                  protected void scatterAddRows(
                      double[] a, int[] rows, double[] out, int rowCount, int columns) {
                    for (int i = 0; i < a.length; i++) {
                      out[rows[i / columns] * columns + i % columns] += a[i];
                    }
                  }
                }),
        Mistake.of(
            "a scatter whose repeats overwrite each other",
            "op_scatterAddColumns_01",
            "repeats add up",
            p ->
                new PlainOps(p) {
                  @Override
                  protected void scatterAddColumns(
                      double[] a, IndexMap map, double[] out, int rows) {
                    Arrays.fill(out, 0);
                    for (int i = 0; i < rows * map.length(); i++) {
                      int to = map.source(i % map.length());
                      if (to >= 0) {
                        out[i / map.length() * map.sourceColumns() + to] = a[i];
                      }
                    }
                  }
                }));
  }
}
