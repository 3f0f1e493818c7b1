package dev.gradus.nn.metric;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;

class RegressionErrorsTest {
  private static RegressionErrors of(int width, double[] outputs, double[] targets) {
    RegressionErrors errors = new RegressionErrors(width);
    errors.add(outputs, targets);
    return errors;
  }

  @Test
  void fourSamplesByHand() {
    RegressionErrors errors = of(1, new double[] {2.5, 0, 2, 8}, new double[] {3, -0.5, 2, 7});
    assertEquals(0.5, errors.mae());
    assertEquals(Math.sqrt(0.375), errors.rmse());
    assertEquals(443 / 467.0, errors.r2(), "1 − 1.5 / 29.1875");
    assertEquals("[mae, rmse, r2]", errors.values().keySet().toString());
  }

  @Test
  void ofSeveralValuesR2IsTheMean() {
    RegressionErrors errors =
        of(2, new double[] {0, 2, -1, 2, 8, -5}, new double[] {0.5, 1, -1, 1, 7, -6});
    assertEquals(0.75, errors.mae());
    assertEquals(Math.sqrt(4.25 / 6), errors.rmse(), 1e-16);
    double first = 1 - 1.25 / (50.25 - 6.5 * 6.5 / 3);
    double second = 1 - 3 / (38 - 16.0 / 3);
    assertEquals((first + second) / 2, errors.r2(), 1e-15);
  }

  @Test
  void theMeanAsPredictionExplainsNothing() {
    assertEquals(0, of(1, new double[] {2, 2, 2}, new double[] {1, 2, 3}).r2());
  }

  @Test
  void targetsFarFromZeroCostNoDigits() {
    double[] far = {1e9 + 1, 1e9 + 2, 1e9 + 3, 1e9 + 5};
    double[] near = {1, 2, 3, 5};
    double[] farOutputs = {1e9 + 1.5, 1e9 + 2, 1e9 + 3, 1e9 + 4};
    double[] nearOutputs = {1.5, 2, 3, 4};
    assertEquals(of(1, nearOutputs, near).r2(), of(1, farOutputs, far).r2());
  }

  @Test
  void theyAgreeWithTwoPlainPasses() {
    Random random = new Random(9);
    double[] outputs = random.doubles(500, -3, 3).toArray();
    double[] targets = random.doubles(500, -3, 3).toArray();
    double absolute = 0;
    double squared = 0;
    double mean = 0;
    for (int i = 0; i < 500; i++) {
      absolute += Math.abs(outputs[i] - targets[i]) / 500;
      squared += (outputs[i] - targets[i]) * (outputs[i] - targets[i]);
      mean += targets[i] / 500;
    }
    double spread = 0;
    for (double target : targets) {
      spread += (target - mean) * (target - mean);
    }
    RegressionErrors errors = of(1, outputs, targets);
    assertEquals(absolute, errors.mae(), 1e-14);
    assertEquals(Math.sqrt(squared / 500), errors.rmse(), 1e-14);
    assertEquals(1 - squared / spread, errors.r2(), 1e-13);
  }

  @Test
  void withoutSpreadThereIsNoR2AndWithoutSamplesNothing() {
    assertEquals(Double.NaN, of(1, new double[] {1, 2}, new double[] {0.1, 0.1}).r2());
    assertEquals(Double.NaN, new RegressionErrors(1).mae());
    assertEquals(Double.NaN, new RegressionErrors(1).r2());
  }

  @Test
  void whatDoesNotFitIsRefused() {
    RegressionErrors errors = new RegressionErrors(2);
    refused(
        "regression errors: expected as many outputs as targets, 2 for each sample, got 3 and 3",
        () -> errors.add(new double[3], new double[3]));
    refused(
        "regression errors: output 1 of sample 1 is Infinity, expected a finite number; has"
            + " training diverged?",
        () -> errors.add(new double[] {0, 0, 0, Double.POSITIVE_INFINITY}, new double[4]));
    refused(
        "regression errors: target 0 of sample 1 is NaN, expected a finite number; look at the"
            + " data",
        () -> errors.add(new double[4], new double[] {0, 0, Double.NaN, 0}));
    refused(
        "merge: expected regression errors of 2 values for each sample, got those of 1",
        () -> errors.merge(new RegressionErrors(1)));
    refused(
        "regression errors: expected at least 1 value for each sample, got 0",
        () -> new RegressionErrors(0));
  }

  private static void refused(String message, Executable executable) {
    assertEquals(message, assertThrows(IllegalArgumentException.class, executable).getMessage());
  }
}
