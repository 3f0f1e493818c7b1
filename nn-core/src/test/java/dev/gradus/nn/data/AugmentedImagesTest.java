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
    double[] out = new double[image.length];
    double[] still = new double[image.length];
    new ImageWarp(Augmentation.none(), rows, columns)
        .warp(angle, right, down, still, still, image, out, 0);
    return out;
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
  void displacementsAreSmoothAndAsLargeAsTheStrengthSays() {
    ImageWarp warp = new ImageWarp(Augmentation.none().elastic(34, 4), 40, 30);
    double[] field = warp.displacements(random);
    double squares = Arrays.stream(field).map(d -> d * d).sum() / field.length;
    // Noise of variance 1/3, averaged by a Gaussian: σ² = α² / 3 / (4πσ²).
    double expected = 34 / Math.sqrt(3) / (2 * 4 * Math.sqrt(Math.PI));
    assertEquals(expected, Math.sqrt(squares), 0.4 * expected);
    double steps = 0;
    for (int i = 1; i < field.length; i++) {
      steps += i % 30 == 0 ? 0 : Math.abs(field[i] - field[i - 1]) / field.length;
    }
    assertTrue(steps < 0.3 * expected, "neighbours move alike: " + steps);
  }

  @Test
  void displacementsAreNoiseUnderAGaussian() {
    double sigma = 0.7;
    ImageWarp warp = new ImageWarp(Augmentation.none().elastic(2, sigma), 3, 4);
    int radius = 3;
    double sum = 0;
    for (int k = -radius; k <= radius; k++) {
      sum += Math.exp(-k * k / (2 * sigma * sigma));
    }
    double[] expected = new double[12];
    for (int y = 0; y < 3; y++) {
      for (int x = 0; x < 4; x++) {
        for (int v = -radius; v <= radius; v++) {
          for (int u = -radius; u <= radius; u++) {
            long index = (long) (y + v + radius) * (4 + 2 * radius) + x + u + radius;
            double weight = Math.exp(-(u * u + v * v) / (2 * sigma * sigma)) / (sum * sum);
            expected[4 * y + x] += 2 * weight * (2 * random.uniform(index) - 1);
          }
        }
      }
    }
    assertArrayEquals(expected, warp.displacements(random), 1e-14);
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
