package dev.gradus.nn.data;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.gradus.nn.random.RandomSource;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;

class AugmentedImagesTest {
  private static final int ROWS = 12;
  private static final int COLUMNS = 9;
  private static final int SIZE = ROWS * COLUMNS;
  private final RandomSource random = RandomSource.ofSeed(21);
  private final ByteImages images = images();

  private static ByteImages images() {
    byte[] pixels = new byte[5 * SIZE];
    new Random(1).nextBytes(pixels);
    return new ByteImages(pixels, new byte[] {0, 1, 2, 1, 0}, ROWS, COLUMNS, 3);
  }

  private static double[] read(Dataset data, int sample) {
    double[] out = new double[SIZE];
    data.read(sample, out, 0);
    return out;
  }

  private static double[] warped(
      double[] image, int rows, int columns, double angle, double right, double down) {
    ImageWarp warp = new ImageWarp(Augmentation.none(), rows, columns);
    System.arraycopy(image, 0, warp.pixels(), 0, image.length);
    warp.warp(angle, right, down);
    return warp.pixels();
  }

  @Test
  void aShiftByWholePixelsMovesThemAndFillsWithZero() {
    double[] image = {1, 2, 3, 4, 5, 6};
    assertArrayEquals(new double[] {0, 1, 2, 0, 4, 5}, warped(image, 2, 3, 0, 1, 0));
    assertArrayEquals(new double[] {4, 5, 6, 0, 0, 0}, warped(image, 2, 3, 0, 0, -1));
    assertArrayEquals(new double[6], warped(image, 2, 3, 0, 50, 0));
  }

  @Test
  void aShiftByHalfAPixelMixesNeighbours() {
    assertArrayEquals(
        new double[] {0.5, 1.5, 2.5, 2, 4.5, 5.5},
        warped(new double[] {1, 2, 3, 4, 5, 6}, 2, 3, 0, 0.5, 0));
  }

  @Test
  void aQuarterTurnIsCounterClockwise() {
    double[] turned = warped(new double[] {1, 2, 3, 4, 5, 6, 7, 8, 9}, 3, 3, Math.PI / 2, 0, 0);
    assertArrayEquals(new double[] {3, 6, 9, 2, 5, 8, 1, 4, 7}, turned, 1e-14);
  }

  @Test
  void aTurnBackUndoesATurn() {
    double[] image = new double[15 * 15];
    for (int i = 0; i < image.length; i++) {
      double distance = Math.hypot(i % 15 - 10, i / 15 - 5);
      image[i] = Math.exp(-distance * distance / 50); // smooth: bilinear loses little
    }
    double[] turned = warped(image, 15, 15, 0.4, 0, 0);
    double[] back = warped(turned, 15, 15, -0.4, 0, 0);
    for (int i = 0; i < image.length; i++) {
      if (Math.hypot(i % 15 - 7, i / 15 - 7) < 6) {
        assertEquals(image[i], back[i], 0.02); // four times 1/8 of the curvature, 1/25
      }
    }
    // From (3, −2) beside the centre to (3 cos 0.4 − 2 sin 0.4, −3 sin 0.4 − 2 cos 0.4).
    int most = 0;
    for (int i = 0; i < turned.length; i++) {
      most = turned[i] > turned[most] ? i : most;
    }
    assertEquals(7 + 2, most % 15);
    assertEquals(7 - 3, most / 15);
  }

  @Test
  void nothingToChangeLeavesImagesAsTheyAre() {
    AugmentedImages same = AugmentedImages.of(images, Augmentation.none(), random);
    for (int i = 0; i < images.size(); i++) {
      assertArrayEquals(read(images, i), read(same.epoch(3), i));
      assertEquals(images.label(i), same.label(i));
    }
  }

  @Test
  void seedEpochAndSampleDecideAndNothingElse() {
    Augmentation all = Augmentation.none().shifted(2).rotated(15).elastic(8, 2);
    AugmentedImages first = AugmentedImages.of(images, all, random);
    AugmentedImages again = AugmentedImages.of(images, all, RandomSource.ofSeed(21));
    double[] image = read(first.epoch(4), 2);
    read(again.epoch(4), 1);
    assertArrayEquals(image, read(again.epoch(9).epoch(4), 2));
    assertFalse(Arrays.equals(image, read(first.epoch(5), 2)), "another epoch");
    AugmentedImages other = AugmentedImages.of(images, all, RandomSource.ofSeed(22));
    assertFalse(Arrays.equals(image, read(other.epoch(4), 2)), "another seed");
    assertFalse(Arrays.equals(image, read(images, 2)), "changed at all");
    assertArrayEquals(read(first, 2), read(first.epoch(0), 2));
  }

  @Test
  void equalPixelsAreBentInAnotherWayForEverySampleAndEpoch() {
    byte[] pixels = new byte[2 * SIZE];
    for (int i = 0; i < pixels.length; i++) {
      pixels[i] = (byte) (255 * (i % SIZE % COLUMNS) / COLUMNS);
    }
    ByteImages slopes = new ByteImages(pixels, new byte[2], ROWS, COLUMNS, 1);
    AugmentedImages bent =
        AugmentedImages.of(slopes, Augmentation.none().elastic(20, 3), RandomSource.ofSeed(7));
    AugmentedImages again =
        AugmentedImages.of(slopes, Augmentation.none().elastic(20, 3), RandomSource.ofSeed(7));
    assertFalse(Arrays.equals(read(bent, 0), read(bent, 1)), "another sample");
    assertFalse(Arrays.equals(read(bent, 0), read(bent.epoch(1), 0)), "another epoch");
    assertArrayEquals(read(bent.epoch(1), 1), read(again.epoch(1), 1), "the same seed");
  }

  @Test
  void bendingKeepsAboutAsMuchInk() {
    byte[] pixels = new byte[300 * 28 * 28];
    for (int i = 0; i < pixels.length; i++) {
      int x = i % 28 - 14;
      int y = i % (28 * 28) / 28 - 14;
      pixels[i] = (byte) (Math.abs(x) < 5 && Math.abs(y) < 7 ? 255 : 0);
    }
    ByteImages blocks = new ByteImages(pixels, new byte[300], 28, 28, 1);
    AugmentedImages bent =
        AugmentedImages.of(
            blocks, Augmentation.none().shifted(1).rotated(15).elastic(34, 4), random);
    double[] image = new double[28 * 28];
    double all = 0;
    for (int sample = 0; sample < 300; sample++) {
      bent.read(sample, image, 0);
      double ink = Arrays.stream(image).sum();
      assertEquals(9 * 13, ink, 0.6 * 9 * 13);
      all += ink / 300;
    }
    assertEquals(9 * 13, all, 0.03 * 9 * 13);
  }

  @Test
  void floatsAreTheDoublesRounded() {
    AugmentedImages bent =
        AugmentedImages.of(images, Augmentation.none().rotated(9).elastic(9, 3), random);
    double[] doubles = read(bent, 3);
    float[] floats = new float[SIZE + 2];
    bent.read(3, floats, 1);
    for (int i = 0; i < SIZE; i++) {
      assertEquals((float) doubles[i], floats[i + 1]);
    }
  }

  @Test
  void manyThreadsReadTheSameImages() {
    AugmentedImages bent =
        AugmentedImages.of(images, Augmentation.none().shifted(2).elastic(9, 2), random);
    double[][] expected = new double[40][];
    for (int i = 0; i < expected.length; i++) {
      expected[i] = read(bent.epoch(i / 5), i % 5);
    }
    IntStream.range(0, 4_000)
        .parallel()
        .map(i -> i % expected.length)
        .forEach(i -> assertArrayEquals(expected[i], read(bent.epoch(i / 5), i % 5)));
  }

  @Test
  void theChangeOfASampleDoesNotDependOnItsPixels() {
    byte[] equal = new byte[2 * SIZE];
    Arrays.fill(equal, (byte) 255);
    ByteImages white = new ByteImages(equal, new byte[2], ROWS, COLUMNS, 1);
    AugmentedImages moved = AugmentedImages.of(white, Augmentation.none().shifted(3), random);
    assertFalse(Arrays.equals(read(moved, 0), read(moved, 1)), "each sample moves on its own");
  }

  @Test
  void shiftsStayWithinTheirBounds() {
    byte[] pixels = new byte[200 * SIZE];
    for (int i = 0; i < 200; i++) {
      pixels[i * SIZE + 6 * COLUMNS + 4] = (byte) 255;
    }
    ByteImages dots = new ByteImages(pixels, new byte[200], ROWS, COLUMNS, 1);
    AugmentedImages moved = AugmentedImages.of(dots, Augmentation.none().shifted(2), random);
    double least = 9;
    double most = 0;
    for (int i = 0; i < 200; i++) {
      double[] image = read(moved, i);
      double mass = 0;
      double moment = 0;
      for (int p = 0; p < SIZE; p++) {
        mass += image[p];
        moment += image[p] * (p % COLUMNS);
      }
      assertEquals(1, mass, 1e-12, "moved within the image, nothing is lost");
      least = Math.min(least, moment);
      most = Math.max(most, moment);
    }
    assertTrue(least >= 2 && least < 2.2, "up to 2 to the left: " + least);
    assertTrue(most <= 6 && most > 5.8, "up to 2 to the right: " + most);
  }

  @Test
  void partsAndNormalisedDataSeeTheEpochToo() {
    AugmentedImages moved = AugmentedImages.of(images, Augmentation.none().shifted(2), random);
    Subset part = new Subset(moved, 3, 1);
    assertArrayEquals(read(moved.epoch(6), 1), read(part.epoch(6), 1));
    Normalization doubled = new Normalization(List.of(0.0), List.of(0.5));
    double[] expected = Arrays.stream(read(moved.epoch(6), 1)).map(x -> 2 * x).toArray();
    assertArrayEquals(expected, read(doubled.applyTo(part).epoch(6), 1));
    assertArrayEquals(expected, read(doubled.applyTo((Dataset) part).epoch(6), 1));
    Subset plain = new Subset(images, 0);
    assertEquals(plain, plain.epoch(6), "what does not change stays the same object");
  }

  @Test
  void whatCannotBeIsRefused() {
    refused(
        "augmentation: expected shift of at least 0.0, got -1.0",
        () -> Augmentation.none().shifted(-1));
    refused(
        "augmentation: expected degrees of at least 0.0 and at most 180.0, got NaN",
        () -> Augmentation.none().rotated(Double.NaN));
    refused(
        "augmentation: expected smoothness of at least 0.1 and at most 100.0, got 0.0",
        () -> Augmentation.none().elastic(1, 0));
    refused(
        "augmentation: expected samples of 10 × 10 pixels, got samples of shape [108]",
        () -> new AugmentedImages(images, 10, 10, Augmentation.none(), random));
  }

  private static void refused(String message, Executable executable) {
    assertEquals(message, assertThrows(IllegalArgumentException.class, executable).getMessage());
  }
}
