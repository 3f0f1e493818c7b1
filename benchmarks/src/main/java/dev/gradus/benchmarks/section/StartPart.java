package dev.gradus.benchmarks.section;

import dev.gradus.benchmarks.report.Measurement;
import dev.gradus.formats.Idx;
import dev.gradus.formats.Json;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import javax.imageio.ImageIO;

/** What somebody at a shell waits for: whole processes, JVM start included. */
final class StartPart implements Part {
  private static final int STARTS = 10;
  private static final int WHITE = 255;

  private final List<Double> bare = new ArrayList<>();
  private final List<Double> predict = new ArrayList<>();
  private final List<Double> above = new ArrayList<>();
  private final List<Double> whole = new ArrayList<>();
  private final List<Double> training = new ArrayList<>();
  private final List<Double> over = new ArrayList<>();
  private final List<Double> memory = new ArrayList<>();

  @Override
  public List<Measurement> measure(Bench bench) {
    try {
      Path folder = Files.createTempDirectory(bench.scratch(), "start");
      Path run = folder.resolve("run");
      app(bench, "backends").run(); // what the first start of all prepares is not measured
      for (int round = 0; round < bench.rounds(); round++) {
        bench.notes().accept("the book run from the shell");
        train(bench, run.resolveSibling("run" + round));
      }
      bench.notes().accept("starts of the app");
      Path image = digit(bench, folder.resolve("digit.png"));
      for (int i = 0; i < (bench.quick() ? 2 : STARTS); i++) {
        start(bench, folder.resolve("run0"), image);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return List.of(
        figure("java -version", "s", bare),
        figure("predict", "s", predict),
        figure("predict above java -version", "s", above),
        figure("book run, process", "s", whole),
        figure("book run, training", "s", training),
        figure("book run, process less 1 s over training", "times", over),
        figure("book run, peak memory", "MB", memory));
  }

  private static Measurement figure(String name, String unit, List<Double> values) {
    return new Measurement(name, Map.of(), unit, values);
  }

  private void train(Bench bench, Path run) {
    Path summary = run.resolveSibling(run.getFileName() + ".json");
    Child.Outcome outcome =
        app(bench, "train", "--out", run.toString(), "--summary", summary.toString()).run();
    double trained = ((Number) Json.read(summary).get("trainSeconds")).doubleValue();
    whole.add(outcome.seconds());
    training.add(trained);
    over.add((outcome.seconds() - 1) / trained);
    memory.add(outcome.peakMegabytes());
  }

  private void start(Bench bench, Path run, Path image) {
    double alone = new Child(List.of(bench.jdk().java().toString(), "-version")).run().seconds();
    double whole = app(bench, "predict", run.toString(), image.toString()).run().seconds();
    bare.add(alone);
    predict.add(whole);
    above.add(whole - alone);
  }

  private static Child app(Bench bench, String... arguments) {
    List<String> command = new ArrayList<>(List.of(bench.root().resolve("mnist").toString()));
    command.addAll(List.of(arguments));
    return new Child(command)
        .in(bench.root())
        .with("JAVA_HOME", bench.jdk().home().toString())
        .with("GRADUS_BACKEND", "vector");
  }

  /** The first test image, dark on light. */
  private static Path digit(Bench bench, Path file) throws IOException {
    var images = Idx.load(bench.mnist()).test();
    float[] pixels = new float[images.sampleShape().size()];
    images.read(0, pixels, 0);
    BufferedImage image =
        new BufferedImage(images.columns(), images.rows(), BufferedImage.TYPE_BYTE_GRAY);
    for (int i = 0; i < pixels.length; i++) {
      image
          .getRaster()
          .setSample(
              i % images.columns(), i / images.columns(), 0, Math.round(WHITE * (1 - pixels[i])));
    }
    ImageIO.write(image, "png", file.toFile());
    return file;
  }
}
