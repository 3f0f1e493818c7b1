package dev.gradus.mnist;

import dev.gradus.formats.Json;
import dev.gradus.nn.layer.Sequential;
import dev.gradus.nn.train.History;
import dev.gradus.nn.train.Trainer;
import dev.gradus.tensor.TensorOps;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.time.ZoneId;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Trains a network and leaves it, its history and its pictures in a folder. */
@Command(
    name = "train",
    sortOptions = false,
    abbreviateSynopsis = true,
    header = "Trains a network on images of digits.",
    description = {
      "",
      "Shows train and test accuracy after each epoch, and leaves in a folder the model"
          + " (model.json, model.safetensors), history.csv, summary.json, and the curves"
          + " (loss.png, accuracy.png).",
      ""
    })
final class TrainCommand implements Runnable {
  /** The name of the training images in histories. */
  static final String TRAIN = "train";

  /** The name of the test images in histories. */
  static final String TEST = "test";

  @Mixin private final PrecisionOptions backend = new PrecisionOptions();
  @Mixin private final DataOptions dataOptions = new DataOptions();
  @Mixin private final NetworkOptions networkOptions = new NetworkOptions();
  @Mixin private final LearningOptions learning = new LearningOptions();

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
  private Path summaryFile;

  @Override
  public void run() {
    RunFolder folder =
        out == null
            ? RunFolder.ofTime(Path.of("runs"), LocalDateTime.now(ZoneId.systemDefault()))
            : RunFolder.at(out);
    folder.requireWritable();
    if (summaryFile != null) {
      Writable.requireFile(summaryFile);
    }
    Curves.warmUp();
    Digits data = dataOptions.load();
    try (Session session = Session.open(backend.config())) {
      train(session, data, folder);
    }
  }

  private void train(Session session, Digits data, RunFolder folder) {
    TensorOps ops = session.ops();
    PrintStream screen = System.out;
    Sequential network = networkOptions.build(ops, data.inputs(), learning.random());
    screen.println("backend   " + session.describeWithReason());
    screen.println("network   " + networkOptions.describe(data.inputs(), network));
    screen.println("data      " + data.describe());
    screen.println("training  " + learning.describe(data));
    screen.println();

    Trainer trainer =
        learning
            .trainer(learning.objective(ops, network), data)
            .measuring(TRAIN, data.train())
            .measuring(TEST, data.test());
    History history =
        new TrainingProgress(screen, learning.stepsPerEpoch(data), learning.batch())
            .watch(trainer, data.train());

    Summary summary = Summary.of(ops, learning.seed(), network, history);
    String title = networkOptions.describeWidths(data.inputs()) + " on " + data.origin();
    RunFiles files =
        new RunFiles(
            ops,
            network,
            data,
            history,
            summary,
            title,
            warning -> System.err.println("mnist: " + warning));
    Path results = folder.publish(files::writeInto);
    if (summaryFile != null) {
      Writable.makeFoldersOf(summaryFile);
      Json.write(summaryFile, summary.asMap());
    }
    screen.println();
    screen.println(summary.describe());
    screen.println("results   " + results);
  }
}
