package dev.gradus.mnist;

import java.nio.file.Path;
import java.util.Map;
import picocli.CommandLine.Option;

/** Which images. */
@Section("Images")
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

  /** Adds the folder, if there is one, by the name of the option; found from everywhere. */
  void addTo(Map<String, Object> settings) {
    if (folder != null) {
      settings.put("data", folder.toAbsolutePath().normalize().toString());
    }
  }

  Digits load() {
    return folder == null ? Digits.embedded() : Digits.of(folder);
  }
}
