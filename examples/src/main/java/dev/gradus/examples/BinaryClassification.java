package dev.gradus.examples;

import dev.gradus.backend.BackendConfig;
import dev.gradus.backend.Backends;
import dev.gradus.formats.CsvTable;
import dev.gradus.formats.Source;
import dev.gradus.formats.TableEncoding;
import dev.gradus.nn.data.Normalization;
import dev.gradus.nn.data.StratifiedSplit;
import dev.gradus.nn.init.Initializer;
import dev.gradus.nn.layer.Activation;
import dev.gradus.nn.layer.Sequential;
import dev.gradus.nn.loss.BinaryCrossEntropyWithLogits;
import dev.gradus.nn.loss.Objective;
import dev.gradus.nn.metric.ConfusionMatrix;
import dev.gradus.nn.metric.Outputs;
import dev.gradus.nn.metric.Roc;
import dev.gradus.nn.optim.Adam;
import dev.gradus.nn.random.RandomSource;
import dev.gradus.nn.train.EarlyStopping;
import dev.gradus.nn.train.Evaluator;
import dev.gradus.nn.train.Trainer;
import dev.gradus.tensor.TensorOps;
import java.util.List;

/** Whether a tumour is malignant, from 30 figures of its cells: two classes and one output. */
final class BinaryClassification {
  public static void main(String... args) {
    try (TensorOps ops = Backends.open(BackendConfig.resolve())) {
      Result test = measure(ops);
      System.out.printf(
          "tumours: accuracy %.3f, area under the ROC curve %.3f%n",
          test.confusion().accuracy(), test.roc().auc());
    }
  }

  record Result(ConfusionMatrix confusion, Roc roc) {}

  static Result measure(TensorOps ops) {
    RandomSource random = RandomSource.ofSeed(1);
    CsvTable table = CsvTable.read(Source.resource(BinaryClassification.class, "tumours.csv"));
    TableEncoding encoding = TableEncoding.forClasses(table, "diagnosis");
    StratifiedSplit.Parts parts = StratifiedSplit.sixTwoTwo(encoding.labelled(table), random);
    Normalization scale = Normalization.standard(parts.train());
    List<Integer> widths = List.of(encoding.width(), 16, 1);
    Sequential network =
        Sequential.perceptron(ops, widths, Activation.RELU, Initializer.he(), random);
    Objective objective = new Objective(ops, network, new BinaryCrossEntropyWithLogits(ops));
    Trainer.of(objective, new Adam(0.003).withDecoupledWeightDecay(0.01))
        .random(random)
        .iterations(2000)
        .measuring("validation", scale.applyTo(parts.validation()))
        .earlyStopping(EarlyStopping.of(20).on("validation"))
        .train(scale.applyTo(parts.train()));
    Result result = new Result(new ConfusionMatrix(2, Outputs.LOGITS), new Roc(2, Outputs.LOGITS));
    new Evaluator(ops, network, objective.loss())
        .measure(scale.applyTo(parts.test()), List.of(result.confusion(), result.roc()));
    return result;
  }
}
