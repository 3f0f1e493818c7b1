package dev.gradus.formats;

import dev.gradus.nn.data.ByteImages;
import dev.gradus.nn.data.LabelledImages;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.zip.GZIPOutputStream;

/**
 * IDX, the format of MNIST and its relatives: a big-endian header and unsigned bytes, plain or
 * gzip, which is told by the content and not by the name. Thread-safe.
 *
 * <pre>{@code
 * TrainTest mnist = Idx.load(Path.of("mnist"));
 * mnist.train().size(); // 60000
 * }</pre>
 *
 * <p>Source: Y. LeCun, C. Cortes, C. J. C. Burges, The MNIST database of handwritten digits, "File
 * formats".
 */
public final class Idx {
  private static final int DIGITS = 10;

  /** MNIST itself goes onto the heap, where batches are gathered fastest. */
  private static final long SMALLEST_MAPPED = 64L << 20;

  /**
   * The content of an image file.
   *
   * @param rows the height of an image
   * @param columns the width of an image
   * @param pixels all images one after another, row by row, unsigned; not copied
   */
  public record Images(int rows, int columns, byte[] pixels) {
    /**
     * The content of an image file.
     *
     * @param rows the height of an image
     * @param columns the width of an image
     * @param pixels all images one after another, row by row, unsigned; not copied
     * @throws IllegalArgumentException if the pixels are not one or more whole images
     */
    public Images {
      long size = (long) rows * columns;
      if (rows < 1 || columns < 1 || pixels.length == 0 || pixels.length % size != 0) {
        throw new IllegalArgumentException(
            "images: expected whole images of %d × %d, got %d pixels"
                .formatted(rows, columns, pixels.length));
      }
    }

    /**
     * The number of images.
     *
     * @return at least 1
     */
    public int count() {
      return pixels.length / rows / columns;
    }
  }

  private Idx() {}

  /**
   * Reads the four files of a set of digits. Images in a plain file of 64 MiB or more are not read
   * but mapped: the file must stay as it is while they are used, and takes no room on the heap.
   *
   * @param folder holds {@code train-images-idx3-ubyte}, {@code train-labels-idx1-ubyte}, {@code
   *     t10k-images-idx3-ubyte} and {@code t10k-labels-idx1-ubyte}, each with or without {@code
   *     .gz}
   * @return both halves, with ten classes
   * @throws MalformedFileException if a file is missing or wrong, or two do not fit together
   * @throws UncheckedIOException if a file cannot be read
   */
  public static TrainTest load(Path folder) {
    return load(folder, DIGITS);
  }

  /**
   * Reads the four files of a set.
   *
   * @param folder as for {@link #load(Path)}
   * @param classCount labels are 0 to classCount − 1
   * @return both halves
   * @throws MalformedFileException if a file is missing or wrong, or two do not fit together
   * @throws UncheckedIOException if a file cannot be read
   */
  public static TrainTest load(Path folder, int classCount) {
    if (!Files.exists(folder)) {
      throw new MalformedFileException(folder.toString(), "no such folder");
    }
    if (!Files.isDirectory(folder)) {
      throw new MalformedFileException(
          folder.toString(), "not a folder, expected the folder with the four IDX files");
    }
    return load(
        find(folder, "train-images-idx3-ubyte"),
        find(folder, "train-labels-idx1-ubyte"),
        find(folder, "t10k-images-idx3-ubyte"),
        find(folder, "t10k-labels-idx1-ubyte"),
        classCount);
  }

  /**
   * Reads a set from files of any name, or from resources.
   *
   * @param trainImages images to train on
   * @param trainLabels their labels
   * @param testImages images to measure on
   * @param testLabels their labels
   * @param classCount labels are 0 to classCount − 1
   * @return both halves
   * @throws MalformedFileException if a file is missing or wrong, or two do not fit together
   * @throws UncheckedIOException if a file cannot be read
   */
  public static TrainTest load(
      Source trainImages,
      Source trainLabels,
      Source testImages,
      Source testLabels,
      int classCount) {
    LabelledImages train = load(trainImages, trainLabels, classCount);
    LabelledImages test = load(testImages, testLabels, classCount);
    if (train.rows() != test.rows() || train.columns() != test.columns()) {
      throw new MalformedFileException(
          testImages.name(),
          "images are %d × %d, but those of %s are %d × %d"
              .formatted(
                  test.rows(), test.columns(), trainImages.name(), train.rows(), train.columns()));
    }
    return new TrainTest(train, test);
  }

  /**
   * Reads a pair of files. Images in a plain file of 64 MiB or more are mapped, as by {@link
   * #load(Path)}.
   *
   * @param imageFile the images
   * @param labelFile their labels
   * @param classCount labels are 0 to classCount − 1
   * @return the labelled images
   * @throws MalformedFileException if a file is missing or wrong, or the two do not fit together
   * @throws UncheckedIOException if a file cannot be read
   */
  public static LabelledImages load(Source imageFile, Source labelFile, int classCount) {
    if (classCount < 2 || classCount > 256) {
      throw new IllegalArgumentException(
          "IDX: expected 2 to 256 classes, because a label is a byte, got " + classCount);
    }
    byte[] labels = readLabels(labelFile);
    Optional<LabelledImages> mapped =
        imageFile.file().flatMap(file -> map(file, labels, labelFile, classCount));
    if (mapped.isPresent()) {
      return mapped.get();
    }
    Images images = readImages(imageFile);
    requireLabels(labels, labelFile, images.count(), imageFile.name(), classCount);
    return new ByteImages(images.pixels(), labels, images.rows(), images.columns(), classCount);
  }

  /** Large plain files stay where they are. */
  private static Optional<LabelledImages> map(
      Path imageFile, byte[] labels, Source labelFile, int classCount) {
    try {
      if (!Files.isRegularFile(imageFile) || Files.size(imageFile) < SMALLEST_MAPPED) {
        return Optional.empty();
      }
      IdxReader reader = new IdxReader(Source.of(imageFile), IdxReader.IMAGES);
      IdxReader.Header header = reader.headerOf(imageFile).orElse(null);
      if (header == null) {
        return Optional.empty();
      }
      requireLabels(labels, labelFile, header.extents()[0], imageFile.toString(), classCount);
      return Optional.of(
          new MappedImages(imageFile, header, labels, classCount, MappedImages.LARGEST_MAP));
    } catch (IOException e) {
      throw IoErrors.cannot("read", imageFile, e);
    }
  }

  private static void requireLabels(
      byte[] labels, Source labelFile, int imageCount, String imageFile, int classCount) {
    if (imageCount != labels.length) {
      throw new MalformedFileException(
          labelFile.name(),
          "%d labels, but %s has %d images".formatted(labels.length, imageFile, imageCount));
    }
    for (int i = 0; i < labels.length; i++) {
      int label = Byte.toUnsignedInt(labels[i]);
      if (label >= classCount) {
        throw new MalformedFileException(
            labelFile.name(),
            "label %d at position %d, expected 0 to %d".formatted(label, i, classCount - 1));
      }
    }
  }

  private static Source find(Path folder, String name) {
    Path plain = folder.resolve(name);
    if (Files.exists(plain)) {
      return Source.of(plain);
    }
    Path packed = folder.resolve(name + ".gz");
    if (Files.exists(packed)) {
      return Source.of(packed);
    }
    throw new MalformedFileException(
        folder.toString(), "no file " + name + " or " + name + ".gz in this folder");
  }

  /**
   * Reads an image file.
   *
   * @param source plain or gzip
   * @return its images
   * @throws MalformedFileException if it is missing or wrong
   * @throws UncheckedIOException if it cannot be read
   */
  public static Images readImages(Source source) {
    IdxReader.Content content = new IdxReader(source, IdxReader.IMAGES).read();
    return new Images(content.extents()[1], content.extents()[2], content.bytes());
  }

  /**
   * Reads a label file.
   *
   * @param source plain or gzip
   * @return its labels, unsigned
   * @throws MalformedFileException if it is missing or wrong
   * @throws UncheckedIOException if it cannot be read
   */
  public static byte[] readLabels(Source source) {
    return new IdxReader(source, IdxReader.LABELS).read().bytes();
  }

  /**
   * Writes an image file, atomically; gzip if the name ends in {@code .gz}.
   *
   * @param file replaced if it exists
   * @param images at least one
   * @throws UncheckedIOException if it cannot be written
   */
  public static void writeImages(Path file, Images images) {
    writeImages(
        file, images.count(), images.rows(), images.columns(), out -> out.write(images.pixels()));
  }

  /**
   * Writes a label file, atomically; gzip if the name ends in {@code .gz}.
   *
   * @param file replaced if it exists
   * @param labels at least one, unsigned; not modified
   * @throws IllegalArgumentException if there are none
   * @throws UncheckedIOException if it cannot be written
   */
  public static void writeLabels(Path file, byte[] labels) {
    if (labels.length == 0) {
      throw new IllegalArgumentException("labels: expected at least one, got none");
    }
    write(file, out -> out.write(labels), IdxReader.LABELS, labels.length);
  }

  /** Writes an image file whose pixels need not be in memory together. */
  static void writeImages(Path file, int count, int rows, int columns, AtomicFiles.Content pixels) {
    write(file, pixels, IdxReader.IMAGES, count, rows, columns);
  }

  private static void write(Path file, AtomicFiles.Content content, int... header) {
    AtomicFiles.write(
        file,
        out -> {
          GZIPOutputStream packed =
              file.toString().endsWith(".gz") ? new GZIPOutputStream(out) : null;
          DataOutputStream data = new DataOutputStream(packed == null ? out : packed);
          for (int number : header) {
            data.writeInt(number);
          }
          content.writeTo(data);
          data.flush();
          if (packed != null) {
            packed.finish();
          }
        });
  }
}
