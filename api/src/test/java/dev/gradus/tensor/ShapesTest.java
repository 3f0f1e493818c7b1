package dev.gradus.tensor;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.gradus.tensor.Shapes.Broadcast;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;

class ShapesTest {
  private static void refused(String message, Executable executable) {
    assertEquals(message, assertThrows(IllegalArgumentException.class, executable).getMessage());
  }

  @Test
  void productsCheckTheirInnerDimension() {
    assertEquals(
        Shape.of(3, 5), Shapes.matmul("matmul", Shape.of(3, 4), false, Shape.of(4, 5), false));
    assertEquals(
        Shape.of(3, 5), Shapes.matmul("matmulTransA", Shape.of(4, 3), true, Shape.of(4, 5), false));
    assertEquals(
        Shape.of(3, 5), Shapes.matmul("matmulTransB", Shape.of(3, 4), false, Shape.of(5, 4), true));
    refused(
        "matmul: inner dimensions differ: [32, 784] · [512, 10] (784 ≠ 512)",
        () -> Shapes.matmul("matmul", Shape.of(32, 784), false, Shape.of(512, 10), false));
    refused(
        "matmulTransB: inner dimensions differ: [2, 3] · [4, 5]ᵀ (3 ≠ 5)",
        () -> Shapes.matmul("matmulTransB", Shape.of(2, 3), false, Shape.of(4, 5), true));
    refused(
        "matmul: expected two matrices, got [3] · [3, 4]; reshape to rank 2 first",
        () -> Shapes.matmul("matmul", Shape.of(3), false, Shape.of(3, 4), false));
  }

  @Test
  void broadcastsAreRowsColumnsAndElements() {
    Shape images = Shape.of(2, 3, 4, 5);
    assertEquals(Broadcast.SAME, Shapes.broadcast("add", images, images));
    assertEquals(Broadcast.ELEMENT, Shapes.broadcast("add", images, Shape.scalar()));
    assertEquals(Broadcast.ROW, Shapes.broadcast("add", images, Shape.of(5)));
    assertEquals(Broadcast.COLUMN, Shapes.broadcast("add", images, Shape.of(2, 3, 4, 1)));
    assertEquals(Broadcast.COLUMN, Shapes.broadcast("add", Shape.of(4), Shape.of(1)));
    refused(
        "add: [3] does not broadcast onto [2, 4]; a row [4], a column [2, 1] or an element [] does",
        () -> Shapes.broadcast("add", Shape.of(2, 4), Shape.of(3)));
    refused(
        "mul: [4] does not broadcast onto []; an element [] does",
        () -> Shapes.broadcast("mul", Shape.scalar(), Shape.of(4)));
  }

  @Test
  void indicesAreChecked() {
    assertEquals(Shape.of(2, 7), Shapes.gatherRows(Shape.of(5, 7), new int[] {4, 4}));
    assertEquals(Shape.of(9, 7), Shapes.scatterAddRows(Shape.of(2, 7), new int[] {8, 0}, 9));
    refused(
        "gatherRows: row index 5 at position 1, expected 0 to 4",
        () -> Shapes.gatherRows(Shape.of(5, 7), new int[] {0, 5}));
    refused(
        "scatterAddRows: [2, 7] has 2 rows, but 1 indices came",
        () -> Shapes.scatterAddRows(Shape.of(2, 7), new int[] {0}, 9));
    refused(
        "gatherColumns: the map takes 3 columns, got [2, 4]",
        () -> Shapes.gatherColumns(Shape.of(2, 4), IndexMap.of(3, 0)));
    refused("IndexMap: entry 1 is 3, expected -1 (absent) to 2", () -> IndexMap.of(3, 0, 3));
  }

  @Test
  void shapesHaveAtMostFourDimensionsOfAtLeastOne() {
    refused(
        "shape: expected at most 4 dimensions, got [1, 1, 1, 1, 1]", () -> Shape.of(1, 1, 1, 1, 1));
    refused("shape: every dimension must be at least 1, got [2, 0]", () -> Shape.of(2, 0));
    refused(
        "shape: [65536, 65536] has more than 2147483647 elements", () -> Shape.of(65_536, 65_536));
  }

  @Test
  void theRestIsCheckedToo() {
    refused(
        "scatterAddRows: expected at least rank 1, got []",
        () -> Shapes.scatterAddRows(Shape.scalar(), new int[] {0}, 1));
    assertEquals(Shape.of(4), Shapes.values(Shape.of(4), 4));
    assertEquals(Shape.of(4), Shapes.reshape(Shape.of(2, 2), Shape.of(4)));
    refused("tensor: shape [2, 2] takes 4 values, got 3", () -> Shapes.values(Shape.of(2, 2), 3));
    refused(
        "reshape: [2, 3] has 6 elements, [4] has 4",
        () -> Shapes.reshape(Shape.of(2, 3), Shape.of(4)));
    refused(
        "affine: expected a bias [5] for weights [5, 3], got [3]",
        () -> Shapes.affine(Shape.of(2, 3), Shape.of(5, 3), Shape.of(3)));
    refused(
        "softmaxCrossEntropy: [2, 3] needs 2 labels, got 1",
        () -> Shapes.labels("softmaxCrossEntropy", Shape.of(2, 3), new int[] {0}));
  }
}
