package dev.gradus.nn.metric;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;

class ConfusionMatrixTest {
  /** 5 1 0 / 2 3 1 / 0 0 4. */
  private static ConfusionMatrix three() {
    int[][] counts = {{5, 1, 0}, {2, 3, 1}, {0, 0, 4}};
    ConfusionMatrix matrix = new ConfusionMatrix(3);
    for (int actual = 0; actual < 3; actual++) {
      for (int predicted = 0; predicted < 3; predicted++) {
        for (int i = 0; i < counts[actual][predicted]; i++) {
          matrix.add(actual, predicted);
        }
      }
    }
    return matrix;
  }

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

  @Test
  void precisionRecallAndF1OfAClassAreThoseOfTheFormulas() {
    ConfusionMatrix matrix = three();
    assertEquals(5 / 7.0, matrix.precision(0));
    assertEquals(3 / 4.0, matrix.precision(1));
    assertEquals(4 / 5.0, matrix.precision(2));
    assertEquals(5 / 6.0, matrix.recall(0));
    assertEquals(3 / 6.0, matrix.recall(1));
    assertEquals(1, matrix.recall(2));
    assertEquals(10 / 13.0, matrix.f1(0));
    assertEquals(6 / 10.0, matrix.f1(1));
    assertEquals(8 / 9.0, matrix.f1(2));
  }

  @Test
  void macroIsTheMeanOverClassesAndMicroTheAccuracy() {
    ConfusionMatrix matrix = three();
    double precision = (5 / 7.0 + 3 / 4.0 + 4 / 5.0) / 3;
    double recall = (5 / 6.0 + 3 / 6.0 + 1) / 3;
    double f1 = (10 / 13.0 + 6 / 10.0 + 8 / 9.0) / 3;
    assertEquals(precision, matrix.precision(Average.MACRO), 1e-15);
    assertEquals(recall, matrix.recall(Average.MACRO), 1e-15);
    assertEquals(f1, matrix.f1(Average.MACRO), 1e-15);
    assertEquals(12 / 16.0, matrix.precision(Average.MICRO));
    assertEquals(12 / 16.0, matrix.recall(Average.MICRO));
    assertEquals(12 / 16.0, matrix.f1(Average.MICRO));
    assertEquals("[accuracy, precision, recall, f1]", matrix.values().keySet().toString());
    assertEquals(matrix.f1(Average.MACRO), matrix.values().get("f1"));
  }

  @Test
  void aClassThatIsNeverPredictedHasPrecisionZeroAndOneThatNeverOccursDoesNotCount() {
    ConfusionMatrix matrix = new ConfusionMatrix(4);
    matrix.add(0, 0);
    matrix.add(1, 0);
    assertEquals(0, matrix.precision(1));
    assertEquals(0, matrix.f1(1));
    assertEquals(0.25, matrix.precision(Average.MACRO), "(1/2 + 0) / 2");
    assertEquals(0.5, matrix.recall(Average.MACRO), "(1 + 0) / 2");
  }

  @Test
  void withoutPredictionsThereAreNoAverages() {
    ConfusionMatrix matrix = new ConfusionMatrix(2);
    assertEquals(Double.NaN, matrix.accuracy());
    assertEquals(Double.NaN, matrix.f1(Average.MACRO));
  }

  @Test
  void theLargestOutputIsPredictedTheFirstOfEquals() {
    ConfusionMatrix matrix = new ConfusionMatrix(3);
    matrix.add(new double[] {-1, 5, 2, 7, 7, 0}, new int[] {1, 2});
    assertEquals(1, matrix.count(1, 1));
    assertEquals(1, matrix.count(2, 0));
  }

  @Test
  void aSingleOutputIsComparedWithOneHalfOrWithZero() {
    ConfusionMatrix probabilities = new ConfusionMatrix(2);
    probabilities.add(new double[] {0.5, 0.51, 0.1}, new int[] {0, 1, 1});
    assertEquals(2, probabilities.count(0, 0) + probabilities.count(1, 1));
    ConfusionMatrix logits = new ConfusionMatrix(2, Outputs.LOGITS);
    logits.add(new double[] {0, 0.01, -3}, new int[] {0, 1, 1});
    assertEquals(
        Map.of("00", 1L, "11", 1L, "10", 1L),
        Map.of("00", logits.count(0, 0), "11", logits.count(1, 1), "10", logits.count(1, 0)));
  }

  @Test
  void aClassThatDoesNotExistIsRefused() {
    ConfusionMatrix matrix = new ConfusionMatrix(2);
    refused(
        "confusion matrix: expected classes from 0 to 1, got 1 taken for 2; a network needs as many"
            + " outputs as its data have classes",
        () -> matrix.add(1, 2));
    assertThrows(IllegalArgumentException.class, () -> matrix.add(-1, 0));
    assertEquals(0, matrix.total());
  }

  @Test
  void whatDoesNotFitIsRefusedAndChangesNothing() {
    ConfusionMatrix matrix = new ConfusionMatrix(2);
    refused(
        "confusion matrix: expected 2 outputs for each sample (or 1) and at least one sample,"
            + " got 5 for 2 labels",
        () -> matrix.add(new double[5], new int[2]));
    refused(
        "confusion matrix: label 2 of sample 1, expected 0 to 1",
        () -> matrix.add(new double[4], new int[] {0, 2}));
    refused(
        "confusion matrix: output 1 of sample 1 is NaN, expected a finite number; has training"
            + " diverged?",
        () -> matrix.add(new double[] {1, 2, 3, Double.NaN}, new int[2]));
    refused(
        "confusion matrix: an output of sample 1 is 1.5, expected a probability from 0 to 1; say"
            + " Outputs.LOGITS if softmax has not been taken",
        () -> matrix.add(new double[] {0.5, 1.5}, new int[2]));
    refused(
        "merge: expected a confusion matrix of 2 classes, got one of 3",
        () -> matrix.merge(new ConfusionMatrix(3)));
    assertEquals(0, matrix.total());
  }

  private static void refused(String message, Executable executable) {
    assertEquals(message, assertThrows(IllegalArgumentException.class, executable).getMessage());
  }
}
