package dev.gradus.formats;

import dev.gradus.nn.data.ByteImages;
import dev.gradus.nn.data.LabelledImages;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * A folder with a folder of PNG or JPEG pictures for each class, read as grey images of one size:
 * stretched or shrunk to it where a picture has another one. Classes are ordered by name, and so
 * are the pictures of each; names that begin with a dot are passed over.
 *
 * <pre>{@code
 * ImageFolder letters = ImageFolder.of(Path.of("letters")); // letters/a/1.png, letters/b/1.png
 * LabelledImages images = letters.load(28, 28);
 * letters.classes(); // [a, b]
 * }</pre>
 *
 * <p>What does not fit into memory is written once as IDX files, from which {@link Idx} maps it.
 * Immutable and thread-safe; the pictures must stay as they are.
 */
public final class ImageFolder {
  /** A label is a byte. */
  private static final int MOST_CLASSES = 256;

  private static final int LARGEST_ARRAY = Integer.MAX_VALUE - 8;
  private static final double WHITE = 255;

  private final Path folder;
  private final List<String> classes;
  private final List<Picture> pictures;

  private record Picture(Path file, int label) {}

  private ImageFolder(Path folder, List<String> classes, List<Picture> pictures) {
    this.folder = folder;
    this.classes = List.copyOf(classes);
    this.pictures = List.copyOf(pictures);
  }

  /**
   * Looks what there is, without reading the pictures.
   *
   * @param folder with a folder for each class
   * @return its classes and pictures
   * @throws MalformedFileException if there is no such folder, none or more than 256 in it, or one
   *     without a picture
   * @throws UncheckedIOException if it cannot be read
   */
  public static ImageFolder of(Path folder) {
    if (!Files.isDirectory(folder)) {
      throw new MalformedFileException(
          folder.toString(), "no such folder; expected one with a folder for each class");
    }
    List<Path> classFolders = entries(folder, Files::isDirectory);
    if (classFolders.isEmpty() || classFolders.size() > MOST_CLASSES) {
      throw new MalformedFileException(
          folder.toString(),
          "%d folders in it, expected 1 to %d, one for each class"
              .formatted(classFolders.size(), MOST_CLASSES));
    }
    List<String> classes = new ArrayList<>();
    List<Picture> pictures = new ArrayList<>();
    for (Path classFolder : classFolders) {
      List<Path> files = entries(classFolder, Files::isRegularFile);
      if (files.isEmpty()) {
        throw new MalformedFileException(
            classFolder.toString(), "no picture in this folder; remove it, or put pictures in");
      }
      files.forEach(file -> pictures.add(new Picture(file, classes.size())));
      classes.add(name(classFolder));
    }
    return new ImageFolder(folder, classes, pictures);
  }

  private static List<Path> entries(Path folder, Predicate<Path> wanted) {
    try (Stream<Path> entries = Files.list(folder)) {
      return entries
          .filter(entry -> !name(entry).startsWith("."))
          .filter(wanted)
          .sorted((one, other) -> name(one).compareTo(name(other)))
          .toList();
    } catch (IOException e) {
      throw IoErrors.cannot("read", folder, e);
    }
  }

  private static String name(Path entry) {
    return String.valueOf(entry.getFileName());
  }

  /**
   * The classes.
   *
   * @return names by label
   */
  public List<String> classes() {
    return classes;
  }

  /**
   * The number of pictures.
   *
   * @return at least 1
   */
  public int size() {
    return pictures.size();
  }

  /**
   * The file of a picture.
   *
   * @param sample 0 to size − 1
   * @return its path
   */
  public Path file(int sample) {
    return pictures.get(sample).file();
  }

  /**
   * Reads all pictures into memory, a byte for each pixel.
   *
   * @param rows the height wanted
   * @param columns the width wanted
   * @return the images; 0 is black and 1 white
   * @throws MalformedFileException if one is damaged, or no PNG or JPEG
   * @throws UncheckedIOException if one cannot be read
   * @throws IllegalArgumentException if the size is below 1 × 1, or all together are 2 GiB or more
   */
  public LabelledImages load(int rows, int columns) {
    requireSize(rows, columns);
    long size = (long) rows * columns;
    if (size > LARGEST_ARRAY / pictures.size()) {
      throw new IllegalArgumentException(
          "%s: %d images of %d × %d are 2 GiB or more; write them with writeIdx, and load these"
              .formatted(folder, pictures.size(), rows, columns));
    }
    byte[] pixels = new byte[(int) size * pictures.size()];
    for (int i = 0; i < pictures.size(); i++) {
      System.arraycopy(read(i, rows, columns), 0, pixels, i * (int) size, (int) size);
    }
    return new ByteImages(pixels, labels(), rows, columns, classes.size());
  }

  /**
   * Writes all pictures as a pair of IDX files, one after another and so in little memory.
   *
   * @param rows the height wanted
   * @param columns the width wanted
   * @param imageFile replaced if it exists
   * @param labelFile replaced if it exists
   * @throws MalformedFileException if one is damaged, or no PNG or JPEG; nothing is written
   * @throws UncheckedIOException if one cannot be read, or a file not be written
   * @throws IllegalArgumentException if the size is below 1 × 1
   */
  public void writeIdx(int rows, int columns, Path imageFile, Path labelFile) {
    requireSize(rows, columns);
    Idx.writeImages(
        imageFile,
        pictures.size(),
        rows,
        columns,
        out -> {
          for (int i = 0; i < pictures.size(); i++) {
            out.write(read(i, rows, columns));
          }
        });
    Idx.writeLabels(labelFile, labels());
  }

  private static void requireSize(int rows, int columns) {
    if (rows < 1 || columns < 1) {
      throw new IllegalArgumentException(
          "images: expected a size of at least 1 × 1, got %d × %d".formatted(rows, columns));
    }
  }

  private byte[] labels() {
    byte[] labels = new byte[pictures.size()];
    for (int i = 0; i < labels.length; i++) {
      labels[i] = (byte) pictures.get(i).label();
    }
    return labels;
  }

  private byte[] read(int sample, int rows, int columns) {
    GrayImage image = GrayImage.read(file(sample));
    double[] levels = new double[image.levels().length];
    for (int i = 0; i < levels.length; i++) {
      levels[i] = image.levels()[i] / WHITE;
    }
    double[] scaled =
        new InkImage(image.width(), image.height(), levels).scaledTo(columns, rows).ink();
    byte[] pixels = new byte[scaled.length];
    for (int i = 0; i < pixels.length; i++) {
      pixels[i] = (byte) Math.round(scaled[i] * WHITE);
    }
    return pixels;
  }
}
