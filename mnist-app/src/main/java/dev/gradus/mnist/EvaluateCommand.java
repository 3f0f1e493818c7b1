package dev.gradus.mnist;

import dev.gradus.nn.loss.SoftmaxCrossEntropy;
import dev.gradus.nn.train.Evaluator;
import java.io.PrintStream;
import java.nio.file.Path;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** Measures a saved model. */
@Command(
    name = "evaluate",
    sortOptions = false,
    header = "Measures a trained model: loss, accuracy, confusion matrix on test images.")
final class EvaluateCommand implements Runnable {
  @Parameters(
      paramLabel = "MODEL",
      description = "The folder of a run, or its model.json or model.safetensors.")
  private Path path;

  @Mixin private final DataOptions dataOptions = new DataOptions();
  @Mixin private final PrecisionOptions backend = new PrecisionOptions();

  @Override
  public void run() {
    try (Session session = Session.open(backend.config())) {
      SavedModel model = SavedModel.load(path, session.ops());
      Digits data = dataOptions.load();
      model.requireFits(data);
      evaluate(session, model, data, System.out);
    }
  }

  private static void evaluate(Session session, SavedModel model, Digits data, PrintStream screen) {
    screen.println("backend   " + session.describeWithReason());
    screen.println("model     " + model.describe());
    screen.println("data      " + data.describe());
    screen.println();
    Evaluator evaluator =
        new Evaluator(session.ops(), model.network(), new SoftmaxCrossEntropy(session.ops()));
    Evaluator.Evaluation result = evaluator.evaluate(model.prepared(data.test()));
    screen.println(Text.format("loss      %.4f", result.loss()));
    screen.println(Text.format("accuracy  %.4f", result.confusion().accuracy()));
    screen.println();
    screen.println("Rows: what an image shows. Columns: what it was taken for.");
    screen.println();
    screen.println(new ConfusionTable(result.confusion()));
  }
}
