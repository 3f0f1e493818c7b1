package dev.gradus.backend.vector;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.gradus.backend.Workers;
import dev.gradus.tensor.IndexMap;
import dev.gradus.tensor.Shape;
import dev.gradus.tensor.Tensor;
import dev.gradus.tensor.TensorOps;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicIntegerArray;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Large work is split, small work is not, and neither shows in a result; nor do used arrays. */
class SplitterTest {
  /** Just enough elements that splitting pays, in rows that no task divides evenly. */
  private static final int ROWS = 601;

  private static final int COLUMNS = 450;

  private static int rangesOver(int threads, int rows, int columns) {
    AtomicInteger ranges = new AtomicInteger();
    AtomicIntegerArray visits = new AtomicIntegerArray(rows);
    try (Workers workers = new Workers("split", threads)) {
      new Splitter(workers)
          .rows(
              rows,
              columns,
              (from, to) -> {
                ranges.incrementAndGet();
                IntStream.range(from, to).forEach(visits::incrementAndGet);
              });
    }
    for (int row = 0; row < rows; row++) {
      assertEquals(1, visits.get(row), "row " + row + " of " + rows);
    }
    return ranges.get();
  }

  @Test
  void everyRowIsInOneRangeAndOnlyLargeWorkHasSeveral() {
    assertEquals(1, rangesOver(3, 100, COLUMNS), "too small to pay");
    assertEquals(1, rangesOver(1, ROWS, COLUMNS), "one thread alone");
    assertEquals((1 << 18) / (1 << 15), rangesOver(3, 1 << 18, 1), "just large enough");
    assertEquals(1, rangesOver(3, (1 << 18) - 1, 1), "just too small");
    assertEquals(ROWS * COLUMNS / (1 << 15), rangesOver(3, ROWS, COLUMNS), "equal parts");
    assertEquals(3, rangesOver(3, 3, 1 << 17), "no task is less than a row");
  }

  @Test
  void tasksAllRunWhetherOrNotTheWorkersTakePart() {
    for (long work : new long[] {1, 1 << 18}) {
      AtomicIntegerArray runs = new AtomicIntegerArray(9);
      try (Workers workers = new Workers("split", 3)) {
        new Splitter(workers).tasks(9, work, runs::incrementAndGet);
      }
      assertTrue(IntStream.range(0, 9).allMatch(i -> runs.get(i) == 1));
    }
  }

  @Test
  void productsOfWholeTilesAgreeAcrossSlices() {
    try (TensorOps ops = new FloatOps(3)) {
      Parity parity = new Parity(ops);
      parity.products(11, 131, 600); // panels of B read in place
      parity.products(70, 131, 600); // and packed
    }
  }

  @Test
  void resultsDoNotDependOnWhatTheirArraysHeldBefore() {
    try (TensorOps ops = new FloatOps(1)) {
      Parity parity = new Parity(ops);
      for (int round = 0; round < 3; round++) {
        parity.rows(16, 32); // each ends with its scope, so the next writes into used arrays
      }
    }
  }

  @Test
  void splitOperationsGiveTheBitsOfWholeOnes() {
    IndexMap map = IndexMap.of(COLUMNS, IntStream.range(0, COLUMNS).map(i -> i / 2).toArray());
    Map<String, Function<Operands, Tensor>> operations =
        Map.of(
            "add", x -> x.ops.add(x.a, x.b),
            "add an element", x -> x.ops.add(x.a, x.ops.full(Shape.scalar(), 0.1)),
            "add a row", x -> x.ops.add(x.a, x.ops.columnSums(x.b)),
            "add a column", x -> x.ops.add(x.a, x.ops.rowSums(x.b)),
            "select", x -> x.ops.select(x.b, x.a, x.b),
            "select an element", x -> x.ops.select(x.b, x.a, x.ops.full(Shape.scalar(), 0.1)),
            "gather columns", x -> x.ops.gatherColumns(x.a, map),
            "scatter columns", x -> x.ops.scatterAddColumns(x.a, map),
            "softmax", x -> x.ops.softmax(x.a));
    operations.forEach(
        (name, operation) -> assertArrayEquals(bits(operation, 1), bits(operation, 3), name));
  }

  /** Rows that differ, of numbers that round. */
  private record Operands(TensorOps ops, Tensor a, Tensor b) {}

  private static float[] bits(Function<Operands, Tensor> operation, int threads) {
    float[] a = new float[ROWS * COLUMNS];
    float[] b = new float[ROWS * COLUMNS];
    for (int i = 0; i < a.length; i++) {
      a[i] = i % 1009 / 7f;
      b[i] = i % 997 / 11f - 40;
    }
    Shape shape = Shape.of(ROWS, COLUMNS);
    try (TensorOps ops = new FloatOps(threads)) {
      Tensor result =
          operation.apply(new Operands(ops, ops.tensor(shape, a), ops.tensor(shape, b)));
      return ops.floats(result);
    }
  }
}
