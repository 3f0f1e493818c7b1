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
import dev.gradus.nn.loss.Objective;
import dev.gradus.nn.loss.SoftmaxCrossEntropy;
import dev.gradus.nn.metric.ConfusionMatrix;
import dev.gradus.nn.optim.Adam;
import dev.gradus.nn.random.RandomSource;
import dev.gradus.nn.train.EarlyStopping;
import dev.gradus.nn.train.Evaluator;
import dev.gradus.nn.train.Trainer;
import dev.gradus.tensor.TensorOps;
import java.util.List;

/** Which of three species a penguin is, from a table of numbers and words with gaps in it. */
final class MultiClassTable {
  public static void main(String... args) {
    try (TensorOps ops = Backends.open(BackendConfig.resolve())) {
      System.out.printf("penguins: accuracy %.3f%n", confusion(ops).accuracy());
    }
  }

  static ConfusionMatrix confusion(TensorOps ops) {
    RandomSource random = RandomSource.ofSeed(1);
    CsvTable penguins = CsvTable.read(Source.resource(MultiClassTable.class, "penguins.csv"));
    CsvTable whole = penguins.without("island", "year").withoutMissing();
    TableEncoding encoding = TableEncoding.forClasses(whole, "species");
    StratifiedSplit.Parts parts = StratifiedSplit.sixTwoTwo(encoding.labelled(whole), random);
    Normalization scale = Normalization.standard(parts.train());
    List<Integer> widths = List.of(encoding.width(), 16, encoding.classes().size());
    Sequential network =
        Sequential.perceptron(ops, widths, Activation.RELU, Initializer.he(), random);
    SoftmaxCrossEntropy loss = new SoftmaxCrossEntropy(ops);
    Trainer.of(new Objective(ops, network, loss), new Adam(0.01))
        .random(random)
        .iterations(1000)
        .measuring("validation", scale.applyTo(parts.validation()))
        .earlyStopping(EarlyStopping.of(20).on("validation"))
        .train(scale.applyTo(parts.train()));
    return new Evaluator(ops, network, loss).evaluate(scale.applyTo(parts.test())).confusion();
  }
}
