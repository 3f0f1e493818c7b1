package dev.gradus.nn.metric;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

class ConfusionMatrixTest {
  @Test
  void itCountsWhatWasTakenForWhat() {
    ConfusionMatrix matrix = new ConfusionMatrix(3);
    matrix.add(0, 0);
    matrix.add(2, 1);
    matrix.add(2, 1);
    matrix.add(1, 1);
    assertEquals(3, matrix.classCount());
    assertEquals(1, matrix.count(0, 0));
    assertEquals(2, matrix.count(2, 1), "the class first, then the prediction");
    assertEquals(0, matrix.count(1, 2));
    assertEquals(4, matrix.total());
    assertEquals(0.5, matrix.accuracy());
  }
}
