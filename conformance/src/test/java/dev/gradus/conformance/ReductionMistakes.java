package dev.gradus.conformance;

import static dev.gradus.conformance.Mutants.columnSums;
import static dev.gradus.conformance.Mutants.rowArgMax;
import static dev.gradus.conformance.Mutants.rowMaxima;
import static dev.gradus.conformance.Mutants.rowSums;

import dev.gradus.tensor.Precision;
import dev.gradus.tensor.TensorOps;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;

/** What goes wrong in sums and maxima. */
final class ReductionMistakes {
  private ReductionMistakes() {}

  static List<Mistake> all() {
    return List.of(
        Mistake.of(
            "a dropped last term of 4,098",
            "op_rowSums_02",
            "rowSums [1, 4098]",
            rowSums(
                (a, out, rows, columns) -> {
                  if (columns == 4098) {
                    out[0] = (float) (out[0] - a[4097]);
                  }
                })),
        Mistake.of(
            "one accumulator for 1,000,000 f32 terms",
            "op_rowSums_03",
            "sum blocks and add the blocks",
            rowSums(
                (a, out, rows, columns) -> {
                  for (int i = 0; i < rows; i++) {
                    out[i] = floatSum(a, i * columns, 1, columns);
                  }
                })),
        Mistake.of(
            "one accumulator for each column of 1,000,000 f32 terms",
            "op_columnSums_03",
            "columnSums [1000000, 1]",
            columnSums(
                (a, out, rows, columns) -> {
                  for (int j = 0; j < columns; j++) {
                    out[j] = floatSum(a, j, columns, rows);
                  }
                })),
        Mistake.of(
            "a sum that skips what is not finite",
            "op_rowSums_04",
            "NaN and ∞ reach the sum they belong to",
            rowSums(
                (a, out, rows, columns) ->
                    Arrays.setAll(out, i -> Double.isFinite(out[i]) ? out[i] : 0))),
        Mistake.of(
            "a bias gradient of the wrong axis",
            "gradient_Affine_02",
            "gradient 1 of Affine",
            columnSums(
                (a, out, rows, columns) -> {
                  for (int j = 0; j < Math.min(rows, columns); j++) {
                    out[j] = floatSum(a, j * columns, 1, columns);
                  }
                })),
        Mistake.of(
            "a bias gradient that is 30 roundings off",
            "gradient_Affine_02",
            "gradient 1 of Affine",
            columnSums(
                (a, out, rows, columns) ->
                    Arrays.setAll(out, j -> (float) (out[j] * (1 + 30 * 0x1p-24))))),
        Mistake.of(
            "a maximum that starts at 0",
            "op_rowMaxima_02",
            "a maximum that starts at 0",
            rowMaxima((a, out, rows, columns) -> Arrays.setAll(out, i -> Math.max(0, out[i])))),
        Mistake.of(
            "a maximum that passes over NaN",
            "op_rowMaxima_03",
            "comparisons, which NaN fails",
            rowMaxima(
                (a, out, rows, columns) -> {
                  for (int i = 0; i < rows * columns; i++) {
                    boolean first = i % columns == 0;
                    int row = i / columns;
                    out[row] = first || a[i] > out[row] ? a[i] : out[row];
                  }
                })),
        Mistake.of(
            "the last of equal maxima",
            "op_rowArgMax_02",
            ">= instead of >",
            rowArgMax(
                (a, out, rows, columns) -> {
                  for (int i = 0; i < rows * columns; i++) {
                    int row = i / columns;
                    out[row] = a[i] == a[row * columns + out[row]] ? i % columns : out[row];
                  }
                })),
        Mistake.of(
            "the place of the last NaN",
            "op_rowArgMax_03",
            "the first NaN wins over every number",
            rowArgMax(
                (a, out, rows, columns) -> {
                  for (int i = 0; i < rows * columns; i++) {
                    out[i / columns] = Double.isNaN(a[i]) ? i % columns : out[i / columns];
                  }
                })),
        new Mistake(
            "a sum split by thread",
            "bits_threads_01",
            "work that is split over a sum instead of over outputs",
            new TestBackend(config -> splitInto(config.threads()).apply(config.precision()))),
        Mistake.of(
            "a sum in the order in which its parts are ready",
            "bits_rerun_01",
            "sums whose order depends on timing",
            p -> {
              AtomicInteger calls = new AtomicInteger();
              return rowSums(
                      (a, out, rows, columns) -> {
                        boolean forwards = calls.incrementAndGet() % 2 == 0;
                        for (int i = 0; i < rows; i++) {
                          int from = i * columns + (forwards ? 0 : columns - 1);
                          out[i] = floatSum(a, from, forwards ? 1 : -1, columns);
                        }
                      })
                  .apply(p);
            }));
  }

  private static Function<Precision, TensorOps> splitInto(int parts) {
    return columnSums(
        (a, out, rows, columns) -> {
          for (int j = 0; j < columns; j++) {
            float sum = 0;
            for (int part = 0; part < Math.min(parts, rows); part++) {
              int terms = (rows - part + parts - 1) / parts;
              sum += floatSum(a, part * columns + j, parts * columns, terms);
            }
            out[j] = sum;
          }
        });
  }

  private static float floatSum(double[] a, int from, int step, int terms) {
    float sum = 0;
    for (int i = 0; i < terms; i++) {
      sum += (float) a[from + i * step];
    }
    return sum;
  }
}
