package dev.gradus.formats;

import static dev.gradus.formats.Messages.assertMalformed;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class IdxTest {
  @TempDir Path folder;
  private Path file;

  @BeforeEach
  void nameFile() {
    file = folder.resolve("file");
  }

  static Source mnist(String name) {
    return Source.resource(IdxTest.class, name + "-ubyte.gz");
  }

  private static byte[] imageBytes(int count, int rows, int columns, int dataLength) {
    ByteBuffer bytes = ByteBuffer.allocate(16 + dataLength);
    bytes.putInt(0x803).putInt(count).putInt(rows).putInt(columns);
    for (int i = 0; i < dataLength; i++) {
      bytes.put((byte) i);
    }
    return bytes.array();
  }

  private static byte[] gzip(byte[] bytes) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (GZIPOutputStream gzip = new GZIPOutputStream(out)) {
      gzip.write(bytes);
    }
    return out.toByteArray();
  }

  private void assertImagesRefused(String problem, byte[] bytes) throws IOException {
    Files.write(file, bytes);
    assertMalformed(file + ": " + problem, () -> Idx.readImages(Source.of(file)));
  }

  @Test
  void readsMnistFromResources() {
    TrainTest set =
        Idx.load(
            mnist("train-images-idx3"),
            mnist("train-labels-idx1"),
            mnist("t10k-images-idx3"),
            mnist("t10k-labels-idx1"),
            10);
    assertEquals(200, set.train().size());
    assertEquals(100, set.test().size());
    assertEquals(28, set.test().rows());
    assertEquals(10, set.test().classCount());
    assertEquals(5, set.train().label(0));
    assertEquals(7, set.test().label(0));
    double[] pixels = new double[784];
    set.test().read(0, pixels, 0);
    assertEquals(84 / 255.0, pixels[202], "the first ink of the first test image");
    assertEquals(0, pixels[201]);
  }

  @Test
  void writesPlainAndGzipThatReadBackTheSame() {
    Idx.Images images = Idx.readImages(mnist("t10k-images-idx3"));
    byte[] labels = Idx.readLabels(mnist("t10k-labels-idx1"));
    for (String name : new String[] {"t10k-images-idx3-ubyte", "train-images-idx3-ubyte.gz"}) {
      Idx.writeImages(folder.resolve(name), images);
    }
    for (String name : new String[] {"t10k-labels-idx1-ubyte.gz", "train-labels-idx1-ubyte"}) {
      Idx.writeLabels(folder.resolve(name), labels);
    }
    Path plain = folder.resolve("t10k-images-idx3-ubyte");
    assertEquals(16 + 100 * 784, plain.toFile().length());
    assertArrayEquals(images.pixels(), Idx.readImages(Source.of(plain)).pixels());
    TrainTest set = Idx.load(folder);
    assertEquals(100, set.train().size());
    assertEquals(labels[99], set.train().label(99));
  }

  @Test
  void namesWhatIsWrongWithAFile() throws IOException {
    assertMalformed(file + ": no such file", () -> Idx.readImages(Source.of(file)));
    assertMalformed(
        folder + ": is a folder, expected a file", () -> Idx.readImages(Source.of(folder)));
    assertMalformed(
        "resource none: no such resource",
        () -> Idx.readImages(Source.resource(IdxTest.class, "none")));
    assertImagesRefused("empty file", new byte[0]);
    assertImagesRefused(
        "not an IDX image file: magic 0x00000801, expected 0x00000803 (this is a label file)",
        new byte[] {0, 0, 8, 1, 0, 0, 0, 1, 7});
    assertImagesRefused(
        "not an IDX image file: magic 0x23212f62, expected 0x00000803",
        "#!/bin/sh".getBytes(UTF_8));
    assertImagesRefused(
        "bad header: extents must be 1 to 2147483647, found 0", imageBytes(0, 2, 2, 0));
    assertImagesRefused(
        "bad header: extents must be 1 to 2147483647, found 4294967295", imageBytes(-1, 2, 2, 0));
    assertImagesRefused(
        "bad header: [2147483647, 28, 28] is more than 2147483639 bytes",
        imageBytes(Integer.MAX_VALUE, 28, 28, 0));
    assertImagesRefused("1 byte too many after the last image", imageBytes(1, 2, 2, 5));
    assertImagesRefused("3 bytes too many after the last image", gzip(imageBytes(1, 2, 2, 7)));
    Idx.writeImages(file, new Idx.Images(1, 1, new byte[1]));
    assertMalformed(
        file
            + ": not an IDX label file: magic 0x00000803, expected 0x00000801"
            + " (this is an image file)",
        () -> Idx.readLabels(Source.of(file)));
  }

  @Test
  void refusesEveryTruncation() throws IOException {
    byte[] whole = imageBytes(2, 3, 3, 18);
    for (int length = 1; length < whole.length; length++) {
      assertImagesRefused(
          length < 16
              ? "truncated: an IDX image file has a header of 16 bytes, found " + length
              : "truncated: header promises 34 bytes, found " + length,
          Arrays.copyOf(whole, length));
    }
    byte[] packed = gzip(whole);
    for (int length = 2; length < packed.length; length++) {
      Files.write(file, Arrays.copyOf(packed, length));
      String message =
          assertThrows(MalformedFileException.class, () -> Idx.readImages(Source.of(file)))
              .getMessage();
      assertTrue(message.startsWith(file + ": corrupt gzip data: "), message);
    }
  }

  @Test
  void noticesAWrongChecksum() throws IOException {
    byte[] packed = gzip(imageBytes(2, 3, 3, 18));
    packed[packed.length - 6] ^= 1;
    assertImagesRefused("corrupt gzip data: Corrupt GZIP trailer", packed);
  }

  @Test
  void allocatesNoMoreThanTheFileJustifies() throws IOException {
    // More than the memory of the tests' JVM is promised; to believe it would be an Error.
    assertImagesRefused(
        "truncated: header promises 2147483655 bytes, found 116",
        imageBytes(1, 1, Integer.MAX_VALUE - 8, 100));
    assertImagesRefused(
        "truncated: header promises 2147483655 bytes, found 116",
        gzip(imageBytes(1, 1, Integer.MAX_VALUE - 8, 100)));
  }

  @Test
  void survivesRandomDamage() throws IOException {
    byte[] good = gzip(imageBytes(20, 5, 5, 500));
    int refused =
        Messages.countRefused(
            good,
            1000,
            bytes -> Idx.readImages(Source.of("bytes", () -> new ByteArrayInputStream(bytes))));
    assertTrue(refused > 900, "refused " + refused);
    byte[] header = imageBytes(1, 1, 1, 1);
    refused =
        Messages.countRefused(
            header,
            1000,
            bytes -> Idx.readImages(Source.of("bytes", () -> new ByteArrayInputStream(bytes))));
    assertTrue(refused > 900, "refused " + refused);
  }

  @Test
  void namesFilesThatDoNotFitTogether() {
    String trainImages = "train-images-idx3-ubyte";
    Path nowhere = folder.resolve("nowhere");
    assertMalformed(nowhere + ": no such folder", () -> Idx.load(nowhere));
    assertMalformed(
        folder + ": no file " + trainImages + " or " + trainImages + ".gz in this folder",
        () -> Idx.load(folder));
    Idx.writeImages(folder.resolve(trainImages), new Idx.Images(2, 2, new byte[8]));
    assertMalformed(
        folder.resolve(trainImages) + ": not a folder, expected the folder with the four IDX files",
        () -> Idx.load(folder.resolve(trainImages)));
    Path labels = folder.resolve("t10k-labels-idx1-ubyte");
    Path images = folder.resolve("t10k-images-idx3-ubyte");
    Idx.writeLabels(folder.resolve("train-labels-idx1-ubyte"), new byte[] {0, 1});
    Idx.writeImages(images, new Idx.Images(2, 2, new byte[8]));
    Idx.writeLabels(labels, new byte[] {1, 2, 3});
    assertMalformed(labels + ": 3 labels, but " + images + " has 2 images", () -> Idx.load(folder));
    Idx.writeLabels(labels, new byte[] {1, 77});
    assertMalformed(labels + ": label 77 at position 1, expected 0 to 9", () -> Idx.load(folder));
    assertEquals(77, Idx.load(folder, 78).test().label(1));
    Idx.writeLabels(labels, new byte[] {1, 2});
    Idx.writeImages(images, new Idx.Images(1, 2, new byte[4]));
    assertMalformed(
        images + ": images are 1 × 2, but those of " + folder.resolve(trainImages) + " are 2 × 2",
        () -> Idx.load(folder));
    assertThrows(IllegalArgumentException.class, () -> Idx.load(folder, 1));
    Idx.writeLabels(labels, new byte[] {1, 77});
    Path trainLabels = folder.resolve("train-labels-idx1-ubyte");
    Idx.writeLabels(trainLabels, new byte[] {0, 55});
    assertMalformed(
        trainLabels + ": label 55 at position 1, expected 0 to 9", () -> Idx.load(folder));
  }
}
