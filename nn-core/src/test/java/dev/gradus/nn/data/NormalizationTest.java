package dev.gradus.nn.data;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.gradus.nn.loss.Target;
import dev.gradus.tensor.Precision;
import dev.gradus.tensor.reference.ReferenceOps;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;

class NormalizationTest {
  /** Means 3 and 10, deviations 2 and 0. */
  private final LabelledArrays train =
      LabelledArrays.of(new double[][] {{1, 10}, {5, 10}}, new int[] {0, 1}, 2);

  private final LabelledArrays test = LabelledArrays.of(new double[][] {{9, 11}}, new int[] {1}, 2);

  private static double[] sample(Dataset data, int index) {
    double[] out = {-1, 0, 0, -1};
    data.read(index, out, 1);
    assertEquals(-1, out[0]);
    assertEquals(-1, out[3]);
    return new double[] {out[1], out[2]};
  }

  @Test
  void standardGivesTheTrainingDataMeanZeroAndDeviationOne() {
    Normalization normalization = Normalization.standard(train);
    assertEquals(new Normalization(List.of(3.0, 10.0), List.of(2.0, 1.0)), normalization);
    LabelledDataset applied = normalization.applyTo(train);
    assertArrayEquals(new double[] {-1, 0}, sample(applied, 0));
    assertArrayEquals(new double[] {1, 0}, sample(applied, 1));
  }

  @Test
  void otherDataAreBroughtToTheScaleOfTheTrainingData() {
    LabelledDataset applied = Normalization.standard(train).applyTo(test);
    assertArrayEquals(new double[] {3, 1}, sample(applied, 0));
    assertEquals(1, applied.label(0));
    assertEquals(2, applied.classCount());
    assertEquals(1, applied.size());
  }

  @Test
  void aSingleSampleIsNormalisedAsThoseOfADataSetAre() {
    Normalization normalization = Normalization.standard(train);
    assertArrayEquals(new double[] {3, 1}, normalization.applyTo(new double[] {9, 11}));
    assertArrayEquals(
        new double[] {0, 1},
        new Normalization(List.of(2.0), List.of(3.0)).applyTo(new double[] {2, 5}));
    assertThrows(
        IllegalArgumentException.class, () -> normalization.applyTo(new double[] {1, 2, 3}));
  }

  @Test
  void standardOverallHasOneMeanForAllElements() {
    Normalization normalization = Normalization.standardOverall(train);
    assertEquals(6.5, normalization.offsets().get(0));
    assertEquals(
        Math.sqrt((5.5 * 5.5 + 1.5 * 1.5 + 2 * 3.5 * 3.5) / 4), normalization.scales().get(0));
    double[] applied = sample(normalization.applyTo(train), 0);
    assertEquals(-5.5 / normalization.scales().get(0), applied[0]);
    assertEquals(3.5 / normalization.scales().get(0), applied[1]);
  }

  @Test
  void anElementThatNeverChangesHasNoDeviationThoughItsSumIsRounded() {
    double[][] same = new double[200][2];
    for (double[] sample : same) {
      Arrays.fill(sample, 0.1);
    }
    LabelledDataset constant = LabelledArrays.of(same, new int[200], 1);
    assertEquals(
        new Normalization(List.of(0.1, 0.1), List.of(1.0, 1.0)), Normalization.standard(constant));
    assertEquals(
        new Normalization(List.of(0.1), List.of(1.0)), Normalization.standardOverall(constant));
  }

  @Test
  void minMaxGivesTheTrainingDataZeroToOne() {
    Normalization normalization = Normalization.minMax(train);
    assertArrayEquals(new double[] {0, 0}, sample(normalization.applyTo(train), 0));
    assertArrayEquals(new double[] {1, 0}, sample(normalization.applyTo(train), 1));
    assertArrayEquals(new double[] {2, 1}, sample(normalization.applyTo(test), 0));
  }

  @Test
  void valuesKeepTheirTargets() {
    ReferenceOps ops = new ReferenceOps(Precision.F32);
    Dataset values = ValueArrays.of(new double[][] {{1}, {5}}, new double[][] {{7}, {8}});
    Dataset applied = Normalization.standard(values).applyTo(values);
    Batch batch = new BatchLoader(ops, applied).load(new int[] {1, 0});
    assertArrayEquals(new double[] {1, -1}, ops.doubles(batch.inputs()));
    Target.Values targets = (Target.Values) batch.targets();
    assertArrayEquals(new double[] {8, 7}, ops.doubles(targets.tensor()));
  }

  @Test
  void whatDoesNotFitIsRefused() {
    Normalization normalization = Normalization.standard(train);
    refused(
        "normalization: fitted on samples of 2 elements, got samples of shape [1]",
        () -> normalization.applyTo(LabelledArrays.of(new double[1][1], new int[1], 1)));
    refused(
        "normalization: element 1 of sample 0 is NaN, expected a finite number",
        () ->
            Normalization.minMax(
                LabelledArrays.of(new double[][] {{0, Double.NaN}}, new int[1], 1)));
    refused(
        "normalization: expected as many offsets as scales and at least one, got 1 and 0",
        () -> new Normalization(List.of(1.0), List.of()));
    refused(
        "normalization: element 0 has offset 1.0 and scale 0.0; expected finite ones, no scale 0",
        () -> new Normalization(List.of(1.0), List.of(0.0)));
  }

  private static void refused(String message, Executable executable) {
    assertEquals(message, assertThrows(IllegalArgumentException.class, executable).getMessage());
  }
}
