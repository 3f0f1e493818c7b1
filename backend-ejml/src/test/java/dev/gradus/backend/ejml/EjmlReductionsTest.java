package dev.gradus.backend.ejml;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.gradus.tensor.LossAndGradient;
import dev.gradus.tensor.Precision;
import dev.gradus.tensor.Shape;
import dev.gradus.tensor.Tensor;
import dev.gradus.tensor.TensorOps;
import dev.gradus.tensor.reference.ReferenceOps;
import java.math.BigDecimal;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class EjmlReductionsTest {
  private static final int[] SIZES =
      IntStream.concat(IntStream.of(Samples.AWKWARD), IntStream.of(63, 64, 65, 4098)).toArray();

  /** Σ without rounding. */
  private static double exactSum(double[] values) {
    return DoubleStream.of(values)
        .mapToObj(BigDecimal::new)
        .reduce(BigDecimal.ZERO, BigDecimal::add)
        .doubleValue();
  }

  /** Both kinds of sums over the same numbers: one rounding, and a few units of f64. */
  private static void checkSums(TensorOps ops, double[] samples) {
    // Thirds fill every bit of the precision; the samples themselves would add exactly in f64.
    double[] thirds = DoubleStream.of(samples).map(v -> v / 3).toArray();
    Tensor row = ops.tensor(Shape.of(1, thirds.length), thirds);
    double[] values = ops.doubles(row);
    double exact = exactSum(values);
    double magnitude = exactSum(Samples.magnitudes(values));
    // Of the 64 + log₂(n / 64) units of f64 that may go wrong, most cancel; one by one, a million
    // terms lose over a hundred.
    double bound =
        ops.precision().unitRoundoff() * Math.abs(exact)
            + 16 * Precision.F64.unitRoundoff() * magnitude;
    Tensor column = ops.reshape(row, Shape.of(values.length, 1));
    String what = values.length + " terms";
    assertEquals(exact, ops.doubles(ops.rowSums(row))[0], bound, what);
    assertEquals(exact, ops.doubles(ops.columnSums(column))[0], bound, what);
    assertEquals(exact, ops.sum(column), bound, what);
  }

  @ParameterizedTest
  @EnumSource(Precision.class)
  void sumsOfEveryLengthAreWithinTheBoundOfSummationByHalves(Precision precision) {
    try (TensorOps ops = Samples.open(precision, 1)) {
      for (int size : SIZES) {
        checkSums(ops, Samples.values(size, size));
      }
      double[] million = Samples.values(1_000_000, 1);
      checkSums(ops, million);
      checkSums(ops, Samples.magnitudes(million));
    }
  }

  @ParameterizedTest
  @EnumSource(Precision.class)
  void everyRowAndColumnHasItsOwnSum(Precision precision) {
    try (TensorOps ops = Samples.open(precision, 1)) {
      for (int m : new int[] {1, 7, 130}) {
        double[] values = new double[m * 3];
        double[] rowSums = new double[m];
        double[] columnSums = new double[3];
        for (int i = 0; i < values.length; i++) {
          values[i] = i % 17;
          rowSums[i / 3] += values[i];
          columnSums[i % 3] += values[i];
        }
        Tensor t = ops.tensor(Shape.of(m, 3), values);
        assertArrayEquals(rowSums, ops.doubles(ops.rowSums(t)));
        assertArrayEquals(columnSums, ops.doubles(ops.columnSums(t)));
      }
    }
  }

  @ParameterizedTest
  @EnumSource(Precision.class)
  void maximaKeepNaNAndTiesGoToTheLowestIndex(Precision precision) {
    double nan = Double.NaN;
    double infinity = Double.POSITIVE_INFINITY;
    double[] values = {
      1, 3, 3, nan, infinity, nan, -infinity, -infinity, -infinity, -2, -1, -1, infinity, 1, nan
    };
    try (TensorOps ops = Samples.open(precision, 1)) {
      Tensor t = ops.tensor(Shape.of(5, 3), values);
      assertArrayEquals(new double[] {3, nan, -infinity, -1, nan}, ops.doubles(ops.rowMaxima(t)));
      assertArrayEquals(new int[] {1, 0, 0, 1, 2}, ops.rowArgMax(t));
      for (int n : SIZES) {
        TensorOps reference = new ReferenceOps(precision);
        Tensor expected = Samples.matrix(reference, 3, n, n);
        Tensor actual = Samples.matrix(ops, 3, n, n);
        assertArrayEquals(
            reference.doubles(reference.rowMaxima(expected)), ops.doubles(ops.rowMaxima(actual)));
        assertArrayEquals(reference.rowArgMax(expected), ops.rowArgMax(actual));
      }
    }
  }

  @ParameterizedTest
  @EnumSource(Precision.class)
  void softmaxCrossEntropyEqualsTheReference(Precision precision) {
    int[] labels = {0, 9, 4};
    double[] logits = Samples.values(30, 1);
    logits[1] = 100; // far from the label: a large loss, and no overflow
    logits[12] = Double.NEGATIVE_INFINITY;
    Shape shape = Shape.of(3, 10);
    TensorOps reference = new ReferenceOps(precision);
    LossAndGradient expected =
        reference.softmaxCrossEntropy(reference.tensor(shape, logits), labels);
    try (TensorOps ops = Samples.open(precision, 1)) {
      LossAndGradient actual = ops.softmaxCrossEntropy(ops.tensor(shape, logits), labels);
      assertEquals(expected.loss(), actual.loss(), 1e-14 * expected.loss());
      assertArrayEquals(
          reference.doubles(expected.gradient()),
          ops.doubles(actual.gradient()),
          4 * precision.unitRoundoff());
      IllegalArgumentException e =
          assertThrows(
              IllegalArgumentException.class,
              () -> ops.softmaxCrossEntropy(ops.full(shape, 0), new int[] {0, 10, 1}));
      assertEquals("softmaxCrossEntropy: label 10 at position 1, expected 0 to 9", e.getMessage());
    }
  }
}
