package dev.gradus.mnist;

import dev.gradus.formats.AtomicFiles;
import dev.gradus.nn.random.RandomSource;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.Locale;
import org.knowm.xchart.ChartEncoder;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Shows underfitting, a fit, overfitting and its remedy. */
@Command(
    name = "lesson",
    sortOptions = false,
    header = "Shows underfitting, a fit, overfitting and its remedies, each in seconds.",
    description = {
      "",
      "Trains on little data, prints a table and what to look at in it, and draws a picture:"
          + " underfit, a straight line on a curve; fit, a hidden layer on the same curve; overfit,"
          + " a large network on 300 digits; regularised, the same with dropout and weight decay.",
      ""
    })
final class LessonCommand implements Runnable {
  @Parameters(
      paramLabel = "underfit|fit|overfit|regularised",
      converter = Choices.OfLesson.class,
      description = "Which lesson.")
  private Lesson lesson;

  @Mixin private final PrecisionOptions backend = new PrecisionOptions();

  @Option(
      names = "--seed",
      paramLabel = "N",
      defaultValue = "1",
      converter = Numbers.Seed.class,
      description = "Where all randomness comes from. Default: ${DEFAULT-VALUE}.")
  private long seed;

  @Option(
      names = "--out",
      paramLabel = "FILE",
      converter = GivenPath.class,
      description = "Where the picture (PNG) goes. Default: runs/lesson-<name>.png.")
  private Path out;

  @Override
  public void run() {
    Path file =
        out == null
            ? Path.of("runs", "lesson-" + lesson.name().toLowerCase(Locale.ROOT) + ".png")
            : out;
    Writable.requireFile(file);
    PrintStream screen = System.out;
    try (Session session = Session.open(backend.config())) {
      screen.println("backend   " + session.describeWithReason());
      Lesson.Shown shown = lesson.teach(session.ops(), RandomSource.ofSeed(seed));
      screen.println("model     " + shown.model());
      screen.println("data      " + shown.data());
      screen.println();
      screen.println(shown.table());
      screen.println();
      screen.println(shown.look());
      Writable.makeFoldersOf(file);
      AtomicFiles.write(file, stream -> ChartEncoder.saveChart(shown.picture(), stream, "png"));
      screen.println();
      screen.println("picture   " + file);
    }
  }
}
