package dev.gradus.mnist;

import dev.gradus.nn.search.SearchSpace;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import picocli.CommandLine.Option;

/** What is searched, how long, and where the results go. */
@Section("Search")
final class SearchOptions {
  /** What a search that is resumed may be told anew. */
  private static final Set<String> WITH_RESUME =
      Set.of("resume", "trials", "parallel", "stop-file", "verbose", "backend-path");

  @Option(
      names = "--trials",
      paramLabel = "N",
      defaultValue = "20",
      converter = Numbers.Count.class,
      description = "How many trials, each a whole training. Default: ${DEFAULT-VALUE}.")
  private int trials;

  @Option(
      names = "--parallel",
      paramLabel = "N",
      converter = Numbers.Count.class,
      description =
          "How many trials run at once, each on one thread; the results are the same for any number."
              + " Default: as many as there are processors.")
  private Integer parallel;

  @Option(
      names = "--search-lr",
      paramLabel = "A..B",
      defaultValue = "1e-6..1e-2",
      converter = Range.Positive.class,
      description =
          "The range of learning rates, each power of ten as likely; none keeps to --lr. Default:"
              + " ${DEFAULT-VALUE}.")
  private Range learningRate;

  @Option(
      names = "--search-weight-decay",
      paramLabel = "A..B",
      defaultValue = "1e-8..1e-4",
      converter = Range.Positive.class,
      description =
          "The range of weight decay, each power of ten as likely; none keeps to --weight-decay."
              + " Default: ${DEFAULT-VALUE}.")
  private Range weightDecay;

  @Option(
      names = "--search-dropout",
      paramLabel = "A..B",
      defaultValue = "none",
      converter = Range.Shares.class,
      description = "The range of dropout in hidden layers. Default: ${DEFAULT-VALUE}.")
  private Range dropout;

  @Option(
      names = "--search-hidden",
      paramLabel = "A..B",
      defaultValue = "none",
      converter = Range.Counts.class,
      description =
          "The range of widths, one for all hidden layers, of which there are as many as --hidden"
              + " names. Default: ${DEFAULT-VALUE}.")
  private Range hidden;

  @Option(
      names = "--search-batch",
      paramLabel = "N,...",
      defaultValue = "none",
      converter = Several.Counts.class,
      description = "The batch sizes to choose from. Default: ${DEFAULT-VALUE}.")
  private Several<Integer> batch;

  @Option(
      names = "--out",
      paramLabel = "DIR",
      converter = GivenPath.class,
      description = "Where the results go. Default: runs/search_<date>_<time>.")
  private Path out;

  @Option(
      names = "--config",
      paramLabel = "FILE",
      converter = GivenPath.class,
      description =
          "Take options from a JSON file, by their names without dashes; those given here win.")
  private Path config;

  @Option(
      names = "--resume",
      paramLabel = "DIR",
      converter = GivenPath.class,
      description =
          "Go on with the search of this folder, to the same results as if it had never ended; only"
              + " --trials, --parallel and --stop-file may be given beside it.")
  private Path resume;

  @Option(
      names = "--stop-file",
      paramLabel = "FILE",
      converter = GivenPath.class,
      description =
          "End with everything written, as at Ctrl-C, as soon as there is this file. Default: none.")
  private Path stopFile;

  int trials() {
    return trials;
  }

  int parallel() {
    return parallel == null ? Runtime.getRuntime().availableProcessors() : parallel;
  }

  Optional<Path> out() {
    return Optional.ofNullable(out);
  }

  Optional<Path> config() {
    return Optional.ofNullable(config);
  }

  Optional<Path> resume() {
    return Optional.ofNullable(resume);
  }

  Optional<Path> stopFile() {
    return Optional.ofNullable(stopFile);
  }

  /** The hyperparameters and their ranges, by the names of options. */
  SearchSpace space() {
    SearchSpace space = SearchSpace.empty();
    space = learningRate.isNone() ? space : logUniform(space, "lr", learningRate);
    space = weightDecay.isNone() ? space : logUniform(space, "weight-decay", weightDecay);
    space = dropout.isNone() ? space : space.uniform("dropout", dropout.min(), dropout.max());
    space = hidden.isNone() ? space : space.whole("hidden", (int) hidden.min(), (int) hidden.max());
    return batch.each().isEmpty()
        ? space
        : space.choice("batch", batch.each().stream().map(String::valueOf).toArray(String[]::new));
  }

  private static SearchSpace logUniform(SearchSpace space, String name, Range range) {
    return space.logUniform(name, range.min(), range.max());
  }

  /** Adds what defines the search, by the names of the options. */
  void addTo(Map<String, Object> settings) {
    settings.put("trials", trials);
    settings.put("search-lr", learningRate.toString());
    settings.put("search-weight-decay", weightDecay.toString());
    settings.put("search-dropout", dropout.toString());
    settings.put("search-hidden", hidden.toString());
    settings.put("search-batch", batch.each());
  }

  /**
   * Makes sure that nothing is given beside --resume that would make it another search.
   *
   * @param given the names of the options on the command line
   * @throws IllegalArgumentException if something is
   */
  void requireOwnOptions(Set<String> given) {
    Set<String> others = new TreeSet<>(given);
    others.removeAll(WITH_RESUME);
    if (resume != null && !others.isEmpty()) {
      throw new IllegalArgumentException(
          "--resume: goes on with the options of the search; leave out --"
              + String.join(", --", others));
    }
  }

  /**
   * Makes sure that nothing is given that the search decides.
   *
   * @param given the names of the options on the command line
   * @throws IllegalArgumentException if something is
   */
  void requireFree(Set<String> given) {
    if (given.contains("threads")) {
      throw new IllegalArgumentException(
          "--threads: each trial has one; say by --parallel how many trials run at once");
    }
    Set<String> searched = new TreeSet<>(space().dimensions().keySet());
    searched.retainAll(given);
    searched.remove("hidden"); // it tells the number of layers
    if (!searched.isEmpty()) {
      String name = searched.iterator().next();
      throw new IllegalArgumentException(
          "--%s: is searched; say --search-%s none to keep it".formatted(name, name));
    }
  }
}
