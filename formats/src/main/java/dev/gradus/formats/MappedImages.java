package dev.gradus.formats;

import dev.gradus.nn.data.ByteImages;
import dev.gradus.nn.data.LabelledImages;
import dev.gradus.tensor.Shape;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * Images that stay in their file: its pages come into memory when samples of theirs are read, as
 * the operating system's cache and not on the Java heap, and go when it needs the room. Values are
 * those of {@link ByteImages}, bit for bit. Immutable and thread-safe; the file must stay as it is.
 */
final class MappedImages implements LabelledImages {
  /** A map is indexed by an int. */
  static final int LARGEST_MAP = Integer.MAX_VALUE;

  private static final int LEVELS = 256;
  private static final double[] DOUBLES = new double[LEVELS];
  private static final float[] FLOATS = new float[LEVELS];

  static {
    byte[] levels = new byte[LEVELS];
    for (int level = 0; level < LEVELS; level++) {
      levels[level] = (byte) level;
    }
    ByteImages ramp = new ByteImages(levels, new byte[1], 1, LEVELS, 1);
    ramp.read(0, DOUBLES, 0);
    ramp.read(0, FLOATS, 0);
  }

  private final ByteBuffer[] maps;
  private final int imagesPerMap;
  private final byte[] labels;
  private final int rows;
  private final int columns;
  private final int classCount;

  /**
   * Images of a plain file.
   *
   * @param file holds them
   * @param header what it says of them; the file has been found as long as that
   * @param labels one class for each image, each below classCount; not copied
   * @param largestMap the most bytes of a map, at least an image
   * @throws IOException if it cannot be mapped
   */
  MappedImages(Path file, IdxReader.Header header, byte[] labels, int classCount, int largestMap)
      throws IOException {
    this.labels = labels;
    this.rows = header.extents()[1];
    this.columns = header.extents()[2];
    this.classCount = classCount;
    int size = rows * columns;
    this.imagesPerMap = largestMap / size;
    this.maps = new ByteBuffer[(labels.length + imagesPerMap - 1) / imagesPerMap];
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
      for (int i = 0; i < maps.length; i++) {
        int first = i * imagesPerMap;
        int count = Math.min(imagesPerMap, labels.length - first);
        long from = header.length() + (long) first * size;
        maps[i] = channel.map(FileChannel.MapMode.READ_ONLY, from, (long) count * size);
      }
    }
  }

  @Override
  public int size() {
    return labels.length;
  }

  @Override
  public Shape sampleShape() {
    return Shape.of(rows * columns);
  }

  @Override
  public int rows() {
    return rows;
  }

  @Override
  public int columns() {
    return columns;
  }

  @Override
  public void read(int sample, double[] out, int offset) {
    ByteBuffer map = maps[sample / imagesPerMap];
    int length = rows * columns;
    int from = sample % imagesPerMap * length;
    for (int i = 0; i < length; i++) {
      out[offset + i] = DOUBLES[map.get(from + i) & 0xff];
    }
  }

  @Override
  public void read(int sample, float[] out, int offset) {
    ByteBuffer map = maps[sample / imagesPerMap];
    int length = rows * columns;
    int from = sample % imagesPerMap * length;
    for (int i = 0; i < length; i++) {
      out[offset + i] = FLOATS[map.get(from + i) & 0xff];
    }
  }

  @Override
  public int classCount() {
    return classCount;
  }

  @Override
  public int label(int sample) {
    return Byte.toUnsignedInt(labels[sample]);
  }
}
