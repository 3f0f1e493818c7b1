package dev.gradus.mnist;

import java.nio.file.Path;
import picocli.CommandLine.Option;

/** Which images. */
final class DataOptions {
  @Option(
      names = "--data",
      paramLabel = "DIR",
      converter = GivenPath.class,
      description =
          "A folder with the files train-images-idx3-ubyte, train-labels-idx1-ubyte,"
              + " t10k-images-idx3-ubyte and t10k-labels-idx1-ubyte, plain or .gz; images of any"
              + " size, labels 0 to 9. Default: the embedded MNIST digits.")
  private Path folder;

  Digits load() {
    return folder == null ? Digits.embedded() : Digits.of(folder);
  }
}
