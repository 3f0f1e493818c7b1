package dev.gradus.examples;

import dev.gradus.backend.BackendConfig;
import dev.gradus.backend.Backends;
import dev.gradus.formats.CsvTable;
import dev.gradus.formats.LayerTypes;
import dev.gradus.formats.ModelFile;
import dev.gradus.formats.ModelInfo;
import dev.gradus.formats.Source;
import dev.gradus.formats.TableEncoding;
import dev.gradus.nn.data.Normalization;
import dev.gradus.nn.data.StratifiedSplit;
import dev.gradus.nn.init.Initializer;
import dev.gradus.nn.layer.Affine;
import dev.gradus.nn.layer.Sequential;
import dev.gradus.nn.loss.Objective;
import dev.gradus.nn.loss.SoftmaxCrossEntropy;
import dev.gradus.nn.optim.Adam;
import dev.gradus.nn.random.RandomSource;
import dev.gradus.nn.train.EarlyStopping;
import dev.gradus.nn.train.Evaluator;
import dev.gradus.nn.train.Trainer;
import dev.gradus.tensor.TensorOps;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Irises told apart by a network with a layer of one's own, saved and loaded by its type. */
final class OwnLayer {
  public static void main(String... args) throws IOException {
    try (TensorOps ops = Backends.open(BackendConfig.resolve())) {
      Path folder = Files.createTempDirectory("gradus-");
      System.out.printf("irises: accuracy %.3f, loaded from %s%n", accuracy(ops, folder), folder);
    }
  }

  static double accuracy(TensorOps ops, Path folder) {
    RandomSource random = RandomSource.ofSeed(1);
    CsvTable irises = CsvTable.read(Source.resource(OwnLayer.class, "iris.csv"));
    TableEncoding encoding = TableEncoding.forClasses(irises, "species");
    StratifiedSplit.Parts parts = StratifiedSplit.sixTwoTwo(encoding.labelled(irises), random);
    Normalization scale = Normalization.standard(parts.train());
    Sequential network =
        Sequential.of(
            Affine.of(ops, 4, 8, Initializer.xavier(), random.at(0)),
            Gaussian.of(ops, 8),
            Affine.of(ops, 8, 3, Initializer.xavier(), random.at(2)));
    SoftmaxCrossEntropy loss = new SoftmaxCrossEntropy(ops);
    Trainer.of(new Objective(ops, network, loss), new Adam(0.01))
        .random(random)
        .iterations(1000)
        .measuring("validation", scale.applyTo(parts.validation()))
        .earlyStopping(EarlyStopping.of(50).on("validation"))
        .train(scale.applyTo(parts.train()));
    LayerTypes types =
        LayerTypes.standard().with("Gaussian", Gaussian.class, Gaussian::arguments, Gaussian::read);
    Path saved = ModelFile.save(folder.resolve("irises"), ops, network, ModelInfo.none(), types);
    Sequential loaded = ModelFile.load(saved, ops, types).network();
    return new Evaluator(ops, loaded, loss)
        .evaluate(scale.applyTo(parts.test()))
        .confusion()
        .accuracy();
  }
}
