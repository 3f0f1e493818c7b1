package dev.gradus.benchmarks.section;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.zip.GZIPInputStream;

/** Other libraries: a folder of scripts, of which {@code run.sh} runs a workload on one. */
final class Peers {
  private static final List<String> FILES =
      List.of(
          "train-images-idx3-ubyte",
          "train-labels-idx1-ubyte",
          "t10k-images-idx3-ubyte",
          "t10k-labels-idx1-ubyte");

  private final Path folder;
  private final Path out;
  private final Path digits;
  private final Jdk jdk;

  /**
   * The other libraries.
   *
   * @param folder of the scripts
   * @param bench where there is room for what they build
   */
  Peers(Path folder, Bench bench) {
    this.folder = folder.toAbsolutePath();
    String given = System.getenv("PEERS_OUT");
    this.out = given == null ? bench.scratch().resolve("peers") : Path.of(given);
    this.digits = bench.scratch().resolve("mnist");
    this.jdk = bench.jdk();
    unpack(bench.mnist());
  }

  /** They read plain files only. */
  private void unpack(Path mnist) {
    try {
      Files.createDirectories(digits);
      for (String name : FILES) {
        try (InputStream in =
            new GZIPInputStream(Files.newInputStream(mnist.resolve(name + ".gz")))) {
          Files.copy(in, digits.resolve(name), StandardCopyOption.REPLACE_EXISTING);
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException("cannot unpack " + mnist, e);
    }
  }

  /**
   * Runs one workload on one library.
   *
   * @param peer its name there, with the variant
   * @return what it printed
   * @throws IllegalStateException if it cannot run here
   */
  Map<String, Object> run(String peer, String workload, int threads) {
    String library = peer.replaceAll(":.*", "");
    if (Files.exists(folder.resolve(library + "/pom.xml"))
        && !Files.exists(out.resolve(library + "/cp.txt"))) {
      script("build.sh", library).run();
    }
    return script("run.sh", peer, workload, String.valueOf(threads)).run().json();
  }

  private Child script(String name, String... arguments) {
    List<String> command = new ArrayList<>(List.of(folder.resolve(name).toString()));
    command.addAll(List.of(arguments));
    return new Child(command)
        .with("MNIST_DIR", digits.toAbsolutePath().toString())
        .with("PEERS_OUT", out.toAbsolutePath().toString())
        .with("JAVA_HOME", jdk.home().toString());
  }
}
