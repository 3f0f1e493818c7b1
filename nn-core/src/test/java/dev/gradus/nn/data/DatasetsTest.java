package dev.gradus.nn.data;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.gradus.nn.loss.Target;
import dev.gradus.tensor.Precision;
import dev.gradus.tensor.Shape;
import dev.gradus.tensor.TensorOps;
import dev.gradus.tensor.reference.ReferenceOps;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class DatasetsTest {
  private final ByteImages images =
      new ByteImages(
          new byte[] {0, 51, (byte) 102, (byte) 153, (byte) 204, (byte) 255, 5, 4, 3, 2, 1, 0},
          new byte[] {(byte) 200, 7},
          2,
          3,
          201);

  private final LabelledArrays points =
      LabelledArrays.of(new double[][] {{0.5, 1}, {2, 3}, {4, 5}}, new int[] {0, 2, 1}, 3);

  private static void refused(String message, Executable executable) {
    assertEquals(message, assertThrows(IllegalArgumentException.class, executable).getMessage());
  }

  @Test
  void pixelsBecomeNumbersFromZeroToOneAndLabelsAreUnsigned() {
    double[] doubles = {9, 9, 9, 9, 9, 9, 9, 9};
    images.read(0, doubles, 1);
    assertArrayEquals(new double[] {9, 0, 0.2, 0.4, 0.6, 0.8, 1, 9}, doubles, 1e-15);
    images.read(1, doubles, 2);
    double[] second = {9, 0, 5 / 255.0, 4 / 255.0, 3 / 255.0, 2 / 255.0, 1 / 255.0, 0};
    assertArrayEquals(second, doubles, 1e-15);
    float[] floats = {9, 9, 9, 9, 9, 9, 9, 9};
    images.read(1, floats, 2);
    float[] expected = {9, 9, 5 / 255f, 4 / 255f, 3 / 255f, 2 / 255f, 1 / 255f, 0};
    assertArrayEquals(expected, floats);
    assertEquals(2, images.size());
    assertEquals(2, images.rows());
    assertEquals(3, images.columns());
    assertEquals(Shape.of(6), images.sampleShape());
    assertEquals(201, images.classCount());
    assertEquals(200, images.label(0));
    assertEquals(7, images.label(1));
  }

  @Test
  void imagesThatDoNotFitTheirLabelsAreRefused() {
    refused(
        "images: 2 labels of 2 × 3 images need 12 pixels, got 11",
        () -> new ByteImages(new byte[11], new byte[2], 2, 3, 10));
    refused(
        "images: 0 labels of 2 × 3 images need 0 pixels, got 0",
        () -> new ByteImages(new byte[0], new byte[0], 2, 3, 10));
    refused(
        "images: label 10 of image 1, expected 0 to 9",
        () -> new ByteImages(new byte[12], new byte[] {9, 10}, 2, 3, 10));
  }

  @ParameterizedTest
  @EnumSource(Precision.class)
  void aBatchHoldsTheAskedForSamplesInTheirOrder(Precision precision) {
    try (TensorOps ops = new ReferenceOps(precision)) {
      BatchLoader loader = new BatchLoader(ops, points);
      Batch batch = loader.load(new int[] {2, 0});
      assertEquals(Shape.of(2, 2), batch.inputs().shape());
      assertArrayEquals(new double[] {4, 5, 0.5, 1}, ops.doubles(batch.inputs()));
      assertArrayEquals(new int[] {1, 0}, ((Target.Labels) batch.targets()).classes());
      Batch smaller = loader.load(new int[] {1});
      assertEquals(Shape.of(1, 2), smaller.inputs().shape());
      assertArrayEquals(new double[] {2, 3}, ops.doubles(smaller.inputs()));
      assertArrayEquals(new double[] {4, 5, 0.5, 1}, ops.doubles(batch.inputs()), "copied");
    }
  }

  @ParameterizedTest
  @EnumSource(Precision.class)
  void aBatchOfImagesHoldsWhatReadingThemGives(Precision precision) {
    try (TensorOps ops = new ReferenceOps(precision)) {
      Batch batch = new BatchLoader(ops, images).load(new int[] {1, 0, 1});
      assertEquals(Shape.of(3, 6), batch.inputs().shape());
      double[] expected = new double[18];
      float[] rounded = new float[18];
      for (int i = 0; i < 3; i++) {
        images.read(i == 1 ? 0 : 1, expected, 6 * i);
        images.read(i == 1 ? 0 : 1, rounded, 6 * i);
      }
      if (precision == Precision.F64) {
        assertArrayEquals(expected, ops.doubles(batch.inputs()));
      }
      assertArrayEquals(rounded, ops.floats(batch.inputs()));
      Batch ofSubset = new BatchLoader(ops, new Subset(images, 1)).load(new int[] {0});
      assertArrayEquals(
          Arrays.copyOf(ops.doubles(batch.inputs()), 6), ops.doubles(ofSubset.inputs()));
    }
  }

  @Test
  void aHostBufferIsTheSameArrayForTheSameSize() {
    HostBuffer buffer = new HostBuffer();
    assertSame(buffer.floats(3), buffer.floats(3));
    assertSame(buffer.doubles(3), buffer.doubles(3));
    assertEquals(2, buffer.floats(2).length);
    assertEquals(4, buffer.doubles(4).length);
  }

  @Test
  void targetsOfSeveralValuesStandInRows() {
    TensorOps ops = new ReferenceOps(Precision.F64);
    ValueArrays values =
        ValueArrays.of(
            new double[][] {{1}, {2}, {3}}, new double[][] {{10, 11}, {20, 21}, {30, 31}});
    Target.Values targets = (Target.Values) values.targets(ops, new int[] {2, 0, 1});
    assertEquals(Shape.of(3, 2), targets.tensor().shape());
    assertArrayEquals(new double[] {30, 31, 10, 11, 20, 21}, ops.doubles(targets.tensor()));
  }

  @Test
  void aSubsetReadsFromTheWhole() {
    Subset subset = new Subset(images, 1);
    assertEquals(1, subset.size());
    assertEquals(Shape.of(6), subset.sampleShape());
    assertEquals(201, subset.classCount());
    assertEquals(7, subset.label(0));
    assertEquals(1, subset.indexInWhole(0));
    double[] doubles = new double[6];
    double[] expectedDoubles = new double[6];
    subset.read(0, doubles, 0);
    images.read(1, expectedDoubles, 0);
    assertArrayEquals(expectedDoubles, doubles);
    float[] floats = new float[7];
    float[] expectedFloats = new float[7];
    subset.read(0, floats, 1);
    images.read(1, expectedFloats, 1);
    assertArrayEquals(expectedFloats, floats);
  }

  @Test
  void aSubsetOfWhatIsNotThereIsRefused() {
    refused("subset: sample 3, expected 0 to 2", () -> new Subset(points, 0, 3));
    refused("subset: sample -1, expected 0 to 2", () -> new Subset(points, -1));
    refused("subset: expected at least one sample, got none", () -> new Subset(points));
  }

  @Test
  void labelsOutsideTheirClassesAreRefused() {
    double[][] inputs = {{1}, {2}};
    refused(
        "LabelledArrays: label 3 of sample 1, expected 0 to 2",
        () -> LabelledArrays.of(inputs, new int[] {0, 3}, 3));
    refused(
        "LabelledArrays: label -1 of sample 0, expected 0 to 2",
        () -> LabelledArrays.of(inputs, new int[] {-1, 0}, 3));
    refused(
        "LabelledArrays: 2 samples, but 1 labels",
        () -> LabelledArrays.of(inputs, new int[] {0}, 3));
    refused(
        "ValueArrays: sample 1 has 2 values, sample 0 has 1",
        () -> ValueArrays.of(inputs, new double[][] {{1}, {2, 3}}));
  }
}
