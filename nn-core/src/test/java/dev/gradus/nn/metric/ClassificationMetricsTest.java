package dev.gradus.nn.metric;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;

class ClassificationMetricsTest {
  private static final double[] FOUR_SCORES = {0.1, 0.4, 0.35, 0.8};
  private static final int[] FOUR_LABELS = {0, 0, 1, 1};
  private final Random random = new Random(5);

  private static void refused(String message, Executable executable) {
    assertEquals(message, assertThrows(IllegalArgumentException.class, executable).getMessage());
  }

  @Test
  void topKCountsWhereTheTrueClassIsAmongTheKLargest() {
    double[] outputs = {5, 4, 3, 1, 2, 3, 0, 0, 0};
    int[] labels = {2, 1, 1};
    double[] expected = {0, 2 / 3.0, 1};
    for (int k = 1; k <= 3; k++) {
      TopK topK = new TopK(k, 3);
      topK.add(outputs, labels);
      assertEquals(expected[k - 1], topK.value());
      assertEquals(Map.of("top" + k, expected[k - 1]), topK.values());
    }
  }

  @Test
  void topOneIsTheAccuracyAlsoAmongEquals() {
    TopK top1 = new TopK(1, 4);
    ConfusionMatrix matrix = new ConfusionMatrix(4);
    for (int i = 0; i < 200; i++) {
      double[] outputs = random.doubles(4).map(x -> Math.rint(3 * x)).toArray();
      int[] labels = {random.nextInt(4)};
      top1.add(outputs, labels);
      matrix.add(outputs, labels);
    }
    assertEquals(matrix.accuracy(), top1.value());
  }

  @Test
  void rocOfFourSamplesIsThatOfTheTextbook() {
    Roc roc = new Roc(2, Outputs.PROBABILITIES);
    roc.add(FOUR_SCORES, FOUR_LABELS);
    assertEquals(0.75, roc.auc());
    assertEquals(0.75, roc.auc(0), "the other class, ranked the other way");
    assertEquals(
        List.of(
            new Roc.Point(Double.POSITIVE_INFINITY, 0, 0),
            new Roc.Point(0.8, 0, 0.5),
            new Roc.Point(0.4, 0.5, 0.5),
            new Roc.Point(0.35, 0.5, 1),
            new Roc.Point(0.1, 1, 1)),
        roc.curve(1));
  }

  @Test
  void theAreaIsTheShareOfPairsInTheRightOrderEqualOnesCountingHalf() {
    int n = 300;
    int classes = 3;
    double[] outputs = new double[n * classes];
    int[] labels = new int[n];
    for (int i = 0; i < n; i++) {
      labels[i] = random.nextInt(classes);
      int tenths = random.nextInt(11);
      int more = random.nextInt(11 - tenths);
      outputs[3 * i] = tenths / 10.0;
      outputs[3 * i + 1] = more / 10.0;
      outputs[3 * i + 2] = (10 - tenths - more) / 10.0;
    }
    Roc roc = new Roc(classes, Outputs.PROBABILITIES);
    roc.add(outputs, labels);
    double mean = 0;
    for (int c = 0; c < classes; c++) {
      double area = areaByPairs(outputs, labels, c);
      mean += area / classes;
      assertEquals(area, roc.auc(c), 1e-14);
      assertEquals(area, trapezoids(roc.curve(c)), 1e-14, "area under the points");
    }
    assertEquals(mean, roc.auc(), 1e-14);
  }

  private static double areaByPairs(double[] outputs, int[] labels, int label) {
    double won = 0;
    int pairs = 0;
    for (int i = 0; i < labels.length; i++) {
      for (int j = 0; j < labels.length; j++) {
        if (labels[i] == label && labels[j] != label) {
          double difference = outputs[3 * i + label] - outputs[3 * j + label];
          won += difference > 0 ? 1 : difference == 0 ? 0.5 : 0;
          pairs++;
        }
      }
    }
    return won / pairs;
  }

  private static double trapezoids(List<Roc.Point> curve) {
    double area = 0;
    for (int i = 1; i < curve.size(); i++) {
      Roc.Point a = curve.get(i - 1);
      Roc.Point b = curve.get(i);
      area +=
          (b.falsePositiveRate() - a.falsePositiveRate())
              * (a.truePositiveRate() + b.truePositiveRate())
              / 2;
    }
    return area;
  }

  @Test
  void logitsWhoseProbabilitiesRoundToOneAreStillRanked() {
    Roc roc = new Roc(2, Outputs.LOGITS);
    roc.add(new double[] {38, 50, -900, 900}, new int[] {1, 0, 0, 1});
    assertEquals(0.75, roc.auc(1), "38 < 50 is the one pair in the wrong order");
    assertEquals(roc.auc(1), roc.auc(0));
    assertEquals(1, roc.curve(1).get(1).threshold());
  }

  @Test
  void anAreaNeedsBothKindsOfSamples() {
    Roc roc = new Roc(3, Outputs.LOGITS);
    assertEquals(Double.NaN, roc.auc());
    roc.add(new double[] {1, 0, 0, 0, 1, 0}, new int[] {0, 1});
    assertEquals(Double.NaN, roc.auc(2));
    assertEquals(1, roc.auc(), "the mean of the others");
    refused("ROC: class 3, expected 0 to 2", () -> roc.auc(3));
  }

  @Test
  void logLossIsTheMeanOfTheLogarithms() {
    LogLoss loss = new LogLoss(2, Outputs.PROBABILITIES);
    loss.add(new double[] {0.1, 0.9, 0.9, 0.1, 0.8, 0.2, 0.35, 0.65}, new int[] {1, 0, 0, 1});
    double expected = -(2 * Math.log(0.9) + Math.log(0.8) + Math.log(0.65)) / 4;
    assertEquals(0.21616, expected, 1e-5);
    assertEquals(expected, loss.value(), 1e-15);
  }

  @Test
  void logLossOfLogitsIsThatOfTheirSoftmaxAndDoesNotOverflow() {
    LogLoss logits = new LogLoss(3, Outputs.LOGITS);
    LogLoss probabilities = new LogLoss(3, Outputs.PROBABILITIES);
    for (int i = 0; i < 50; i++) {
      double[] z = random.doubles(3, -5, 5).toArray();
      double sum = Math.exp(z[0]) + Math.exp(z[1]) + Math.exp(z[2]);
      int[] label = {i % 3};
      logits.add(z, label);
      probabilities.add(
          new double[] {Math.exp(z[0]) / sum, Math.exp(z[1]) / sum, Math.exp(z[2]) / sum}, label);
    }
    assertEquals(probabilities.value(), logits.value(), 1e-13);
    LogLoss far = new LogLoss(2, Outputs.LOGITS);
    far.add(new double[] {1000, -1000}, new int[] {1});
    assertEquals(2000, far.value());
    LogLoss sure = new LogLoss(2, Outputs.LOGITS);
    sure.add(new double[] {50}, new int[] {1});
    assertEquals(Math.exp(-50), sure.value(), 1e-35, "small losses keep their digits");
  }

  @Test
  void aTrueClassOfProbabilityZeroIsInfinitelyBad() {
    LogLoss loss = new LogLoss(2, Outputs.PROBABILITIES);
    loss.add(new double[] {1, 0, 0.5, 0.5}, new int[] {1, 1});
    assertEquals(Double.POSITIVE_INFINITY, loss.value());
  }

  @Test
  void logitsThatAreTakenForProbabilitiesAreRefused() {
    LogLoss loss = new LogLoss(2, Outputs.PROBABILITIES);
    refused(
        "log loss: the probabilities of sample 0 sum to 0.75, expected 1; say Outputs.LOGITS if"
            + " softmax has not been taken",
        () -> loss.add(new double[] {0.5, 0.25}, new int[] {1}));
    refused(
        "log loss: an output of sample 0 is -0.5, expected a probability from 0 to 1; say"
            + " Outputs.LOGITS if softmax has not been taken",
        () -> loss.add(new double[] {-0.5, 1.5}, new int[] {1}));
    assertEquals(Double.NaN, loss.value());
  }

  @Test
  void calibrationComparesConfidenceWithAccuracyBinByBin() {
    CalibrationError calibration = new CalibrationError(2, Outputs.PROBABILITIES, 10);
    calibration.add(
        new double[] {0.05, 0.95, 0.15, 0.85, 0.65, 0.35, 0.55, 0.45}, new int[] {1, 0, 0, 1});
    assertEquals((0.05 + 0.85 + 0.35 + 0.55) / 4, calibration.value(), 1e-15);
    assertEquals(new CalibrationError.Bin(1, 0.95, 1), calibration.bins().get(9));
    assertEquals(new CalibrationError.Bin(1, 0.85, 0), calibration.bins().get(8));
    assertEquals(0, calibration.bins().get(7).count());
    calibration.add(new double[] {0.05, 0.95}, new int[] {0});
    assertEquals(new CalibrationError.Bin(2, 0.95, 0.5), calibration.bins().get(9));
    assertEquals((0.9 + 0.85 + 0.35 + 0.55) / 5, calibration.value(), 1e-15);
  }

  @Test
  void aBinHoldsItsUpperEnd() {
    CalibrationError calibration = new CalibrationError(2, Outputs.PROBABILITIES, 4);
    calibration.add(new double[] {0.5, 0.5, 0.75, 0.25, 0, 1}, new int[] {0, 0, 1});
    assertEquals(
        List.of(0L, 1L, 1L, 1L),
        calibration.bins().stream().map(CalibrationError.Bin::count).toList());
  }

  @Test
  void aClassifierThatSaysItsAccuracyIsCalibrated() {
    CalibrationError calibration = new CalibrationError(2, Outputs.LOGITS, 15);
    double logit = Math.log(3);
    calibration.add(new double[] {logit, logit, logit, logit}, new int[] {1, 1, 0, 1});
    assertEquals(0, calibration.value(), 1e-15);
  }

  @Test
  void whatDoesNotFitTogetherIsRefused() {
    refused("log loss: expected at least 2 classes, got 1", () -> new LogLoss(1, Outputs.LOGITS));
    refused("top-k: expected k of 1 to 3, got 4", () -> new TopK(4, 3));
    refused(
        "calibration error: expected at least 1 bin, got 0",
        () -> new CalibrationError(2, Outputs.LOGITS, 0));
    refused(
        "top-k: expected 2 outputs for each sample, got 1 for 1 labels",
        () -> new TopK(1, 2).add(new double[1], new int[1]));
    refused(
        "merge: expected top-1 of 3 classes, got top-2 of 3",
        () -> new TopK(1, 3).merge(new TopK(2, 3)));
    refused(
        "merge: expected a log loss of 2 classes, got one of 3",
        () -> new LogLoss(2, Outputs.LOGITS).merge(new LogLoss(3, Outputs.LOGITS)));
    refused(
        "merge: expected a ROC of 2 classes, got one of 3",
        () -> new Roc(2, Outputs.LOGITS).merge(new Roc(3, Outputs.LOGITS)));
    refused(
        "merge: expected a calibration error of 2 classes and 5 bins, got 2 and 6",
        () ->
            new CalibrationError(2, Outputs.LOGITS, 5)
                .merge(new CalibrationError(2, Outputs.LOGITS, 6)));
  }
}
