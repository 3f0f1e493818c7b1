package dev.gradus.examples;

import dev.gradus.backend.BackendConfig;
import dev.gradus.backend.Backends;
import dev.gradus.formats.CsvTable;
import dev.gradus.formats.Source;
import dev.gradus.formats.TableEncoding;
import dev.gradus.nn.data.Normalization;
import dev.gradus.nn.data.RandomSplit;
import dev.gradus.nn.data.Sampler;
import dev.gradus.nn.init.Initializer;
import dev.gradus.nn.layer.Activation;
import dev.gradus.nn.layer.Sequential;
import dev.gradus.nn.loss.MeanSquaredError;
import dev.gradus.nn.loss.Objective;
import dev.gradus.nn.metric.RegressionErrors;
import dev.gradus.nn.optim.Adam;
import dev.gradus.nn.random.RandomSource;
import dev.gradus.nn.train.EarlyStopping;
import dev.gradus.nn.train.Evaluator;
import dev.gradus.nn.train.Trainer;
import dev.gradus.tensor.TensorOps;
import java.util.List;

/** How far a car goes on a gallon, from its weight, power, year and origin: a regression. */
final class Regression {
  public static void main(String... args) {
    try (TensorOps ops = Backends.open(BackendConfig.resolve())) {
      RegressionErrors test = errors(ops);
      System.out.printf("cars: off by %.2f miles per gallon, R² %.3f%n", test.rmse(), test.r2());
    }
  }

  static RegressionErrors errors(TensorOps ops) {
    RandomSource random = RandomSource.ofSeed(1);
    CsvTable cars = CsvTable.read(Source.resource(Regression.class, "cars.csv"));
    CsvTable whole = cars.without("name").withoutMissing();
    TableEncoding encoding = TableEncoding.forValues(whole, "mpg");
    RandomSplit.Parts parts = RandomSplit.sixTwoTwo(encoding.values(whole), random);
    Normalization scale = Normalization.standard(parts.train());
    List<Integer> widths = List.of(encoding.width(), 32, 1);
    Sequential network =
        Sequential.perceptron(ops, widths, Activation.RELU, Initializer.he(), random);
    MeanSquaredError loss = new MeanSquaredError(ops, MeanSquaredError.Convention.MEAN);
    Trainer.of(new Objective(ops, network, loss), new Adam(0.01))
        .sampler(Sampler.shuffled(parts.train().size(), 32, random))
        .iterations(5000)
        .measuring("validation", scale.applyTo(parts.validation()))
        .earlyStopping(EarlyStopping.of(30).on("validation"))
        .train(scale.applyTo(parts.train()));
    RegressionErrors errors = new RegressionErrors(1);
    new Evaluator(ops, network, loss).measureValues(scale.applyTo(parts.test()), List.of(errors));
    return errors;
  }
}
