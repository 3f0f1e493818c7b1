package dev.gradus.benchmarks.section;

import java.io.BufferedOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;

/** IDX files of any size, of random pixels. */
final class BigData {
  private static final int SIDE = 28;
  private static final int CLASSES = 10;
  private static final int IMAGES_MAGIC = 0x803;
  private static final int LABELS_MAGIC = 0x801;
  private static final int BLOCK = 1000;

  private BigData() {}

  /** Writes the four files. */
  static void write(Path folder, long megabytes) {
    int images = (int) (megabytes * 1_000_000 / (SIDE * SIDE));
    try {
      Files.createDirectories(folder);
      write(folder, "train", images);
      write(folder, "t10k", BLOCK);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot write " + folder, e);
    }
  }

  private static void write(Path folder, String half, int images) throws IOException {
    Random random = new Random(images);
    byte[] block = new byte[BLOCK * SIDE * SIDE];
    random.nextBytes(block);
    try (DataOutputStream pixels = file(folder.resolve(half + "-images-idx3-ubyte"));
        DataOutputStream labels = file(folder.resolve(half + "-labels-idx1-ubyte"))) {
      pixels.writeInt(IMAGES_MAGIC);
      pixels.writeInt(images);
      pixels.writeInt(SIDE);
      pixels.writeInt(SIDE);
      labels.writeInt(LABELS_MAGIC);
      labels.writeInt(images);
      for (int i = 0; i < images; i++) {
        pixels.write(block, i % BLOCK * SIDE * SIDE, SIDE * SIDE);
        labels.write(i % CLASSES);
      }
    }
  }

  private static DataOutputStream file(Path path) throws IOException {
    return new DataOutputStream(new BufferedOutputStream(Files.newOutputStream(path), 1 << 20));
  }

  /** Removes them. */
  static void delete(Path folder) {
    try (var files = Files.list(folder)) {
      for (Path file : files.toList()) {
        Files.delete(file);
      }
      Files.delete(folder);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot remove " + folder, e);
    }
  }
}
