package dev.gradus.mnist;

import java.nio.file.Path;
import java.util.Optional;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;

/** Where a run goes, how often, and how it is ended. */
@Section("The run")
final class RunOptions {
  @Option(
      names = "--out",
      paramLabel = "DIR",
      converter = GivenPath.class,
      description = "Where the results go. Default: runs/<date>_<time>.")
  private Path out;

  @Option(
      names = "--summary",
      paramLabel = "FILE",
      converter = GivenPath.class,
      description = "Write the summary (JSON) into this file as well; missing folders are made.")
  private Path summary;

  @Option(
      names = "--config",
      paramLabel = "FILE",
      converter = GivenPath.class,
      description =
          "Take options from a JSON file, by their names without dashes; those given here win. The"
              + " config.json of a run repeats it.")
  private Path config;

  @Option(
      names = "--repeat",
      paramLabel = "N",
      defaultValue = "1",
      converter = Numbers.Count.class,
      description =
          "Train so many times, with the seeds that follow, and show median, least and greatest of"
              + " test loss and accuracy. Default: ${DEFAULT-VALUE}.")
  private int repeat;

  @Option(
      names = "--checkpoint",
      paramLabel = "N",
      converter = Numbers.Count.class,
      description =
          "Save all that the training needs to go on after every so many iterations and at the end,"
              + " in checkpoints/ of the run's folder; the last two are kept. Default: never.")
  private Integer checkpoint;

  @Option(
      names = "--resume",
      paramLabel = "DIR",
      converter = GivenPath.class,
      description =
          "Go on with the run of this folder from its last checkpoint, to the bit as if it had never"
              + " ended; other options, such as more --epochs, may be given. Under cosine and one-cycle"
              + " another length is another schedule, whose rates go on from there.")
  private Path resume;

  @Option(
      names = "--stop-file",
      paramLabel = "FILE",
      converter = GivenPath.class,
      description =
          "End with everything written, as at Ctrl-C, as soon as there is this file. Default: none.")
  private Path stopFile;

  Optional<Path> out() {
    return Optional.ofNullable(resume == null ? out : resume);
  }

  Optional<Path> summary() {
    return Optional.ofNullable(summary);
  }

  /** The file to take options from. */
  Optional<Path> config() {
    if (resume == null) {
      return Optional.ofNullable(config);
    }
    return Optional.of(resume.resolve(RunFiles.CONFIG));
  }

  int repeat() {
    return repeat;
  }

  /** Steps between two checkpoints, 0 for none at all. */
  int checkpoint() {
    return checkpoint == null ? 0 : checkpoint;
  }

  boolean resumes() {
    return resume != null;
  }

  Optional<Path> stopFile() {
    return Optional.ofNullable(stopFile);
  }

  /**
   * Makes sure that the options, and those of a file once they are applied, fit together.
   *
   * @throws ParameterException if they do not
   */
  void requireSense(CommandSpec command) {
    if (resume != null && (out != null || config != null)) {
      throw new ParameterException(
          command.commandLine(),
          "--resume: takes folder and options from the run; leave out --out and --config");
    }
    if (resume != null && repeat > 1) {
      throw new ParameterException(
          command.commandLine(),
          "--resume: goes on with a single training; without --repeat, name the folder of one seed, such as %s"
              .formatted(resume.resolve("seed-K")));
    }
  }
}
