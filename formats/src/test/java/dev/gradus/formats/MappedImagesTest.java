package dev.gradus.formats;

import static dev.gradus.formats.Messages.assertMalformed;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import dev.gradus.nn.data.ByteImages;
import dev.gradus.nn.data.LabelledImages;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Path;
import java.util.SplittableRandom;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MappedImagesTest {
  private static final int ROWS = 7;
  private static final int COLUMNS = 11;
  private static final int SIZE = ROWS * COLUMNS;

  @TempDir private Path folder;
  private Path train;

  @BeforeEach
  void name() {
    train = folder.resolve("train-images-idx3-ubyte");
  }

  private static byte[] randomBytes(int count, int below) {
    SplittableRandom random = new SplittableRandom(1);
    byte[] bytes = new byte[count];
    for (int i = 0; i < count; i++) {
      bytes[i] = (byte) random.nextInt(below);
    }
    return bytes;
  }

  /** Both halves; that of the training images is so large that it is mapped. */
  private ByteImages write(int count) {
    byte[] pixels = randomBytes(count * SIZE, 256);
    byte[] labels = randomBytes(count, 10);
    Idx.writeImages(train, new Idx.Images(ROWS, COLUMNS, pixels));
    Idx.writeLabels(folder.resolve("train-labels-idx1-ubyte"), labels);
    Idx.writeImages(
        folder.resolve("t10k-images-idx3-ubyte"),
        new Idx.Images(ROWS, COLUMNS, randomBytes(SIZE, 256)));
    Idx.writeLabels(folder.resolve("t10k-labels-idx1-ubyte"), new byte[1]);
    return new ByteImages(pixels, labels, ROWS, COLUMNS, 10);
  }

  private static void assertSame(LabelledImages expected, LabelledImages images, int step) {
    assertEquals(expected.size(), images.size());
    assertEquals(expected.sampleShape(), images.sampleShape());
    assertEquals(expected.rows(), images.rows());
    assertEquals(expected.columns(), images.columns());
    assertEquals(expected.classCount(), images.classCount());
    for (int i = 0; i < expected.size(); i += step) {
      assertEquals(expected.label(i), images.label(i));
      double[][] doubles = new double[2][SIZE + 2];
      expected.read(i, doubles[0], 1);
      images.read(i, doubles[1], 1);
      assertArrayEquals(doubles[0], doubles[1]);
      float[][] floats = new float[2][SIZE + 2];
      expected.read(i, floats[0], 1);
      images.read(i, floats[1], 1);
      assertArrayEquals(floats[0], floats[1]);
    }
  }

  @Test
  void manyMapsGiveTheSameBitsAsTheHeap() throws IOException {
    ByteImages expected = write(100);
    IdxReader.Header header =
        new IdxReader(Source.of(train), IdxReader.IMAGES).headerOf(train).orElseThrow();
    byte[] labels = Idx.readLabels(Source.of(folder.resolve("train-labels-idx1-ubyte")));
    for (int images : new int[] {1, 3, 99, 100, 101}) {
      int largestMap = images * SIZE + SIZE - 1;
      assertSame(expected, new MappedImages(train, header, labels, 10, largestMap), 1);
    }
  }

  @Test
  void aLargePlainFileIsMappedASmallOneAndAPackedOneAreRead() throws IOException {
    ByteImages expected = write((64 << 20) / SIZE + 1);
    TrainTest set = Idx.load(folder);
    assertInstanceOf(MappedImages.class, set.train());
    assertInstanceOf(ByteImages.class, set.test());
    assertSame(expected, set.train(), 97);
  }

  @Test
  void filesThatDoNotHoldWhatTheyPromiseAreRefused() throws IOException {
    int count = (64 << 20) / SIZE + 100;
    write(count);
    long length = 16 + (long) count * SIZE;
    try (RandomAccessFile file = new RandomAccessFile(train.toFile(), "rw")) {
      file.setLength(length - 1);
      assertMalformed(
          "%s: truncated: header promises %d bytes, found %d".formatted(train, length, length - 1),
          () -> Idx.load(folder));
      file.setLength(length + 2);
      assertMalformed(train + ": 2 bytes too many after the last image", () -> Idx.load(folder));
      file.setLength(length);
      file.seek(4);
      file.writeInt(count - 1);
      assertMalformed(
          train + ": " + SIZE + " bytes too many after the last image", () -> Idx.load(folder));
      file.seek(4);
      file.writeLong(0x7fffffff_7fffffffL);
      assertMalformed(
          train + ": truncated: header promises more than 2^63 bytes, found " + length,
          () -> Idx.load(folder));
    }
  }
}
