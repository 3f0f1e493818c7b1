package dev.gradus.benchmarks.section;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * What sections are measured with.
 *
 * @param root the folder of Gradus
 * @param jdk on which all is measured
 * @param olderJdk on which products are measured again
 * @param peers the folder of the other libraries' scripts
 * @param threads how many one process may use
 * @param quick whether once and little is enough
 * @param notes takes lines for whoever waits
 */
public record Bench(
    Path root,
    Jdk jdk,
    Optional<Jdk> olderJdk,
    Optional<Path> peers,
    int threads,
    boolean quick,
    Consumer<String> notes) {
  private static final int ROUNDS = 3;

  /** How often processes take turns. */
  int rounds() {
    return quick ? 1 : ROUNDS;
  }

  /** Numbers of threads from 1 to all. */
  String allThreads() {
    return threads == 1 ? "1" : "1," + threads;
  }

  /** Images to train on. */
  Path mnist() {
    return root.resolve("mnist-app/src/main/resources/dev/gradus/mnist/data");
  }

  /** For files that nobody keeps. */
  Path scratch() {
    return root.resolve("benchmarks/target");
  }

  /** The few first of many, if little is enough. */
  <T> List<T> some(List<T> all) {
    return quick ? all.subList(0, Math.min(2, all.size())) : all;
  }
}
