package dev.gradus.examples;

import dev.gradus.backend.BackendConfig;
import dev.gradus.backend.Backends;
import dev.gradus.nn.data.LabelledArrays;
import dev.gradus.nn.data.LabelledDataset;
import dev.gradus.nn.init.Initializer;
import dev.gradus.nn.layer.Activation;
import dev.gradus.nn.layer.Sequential;
import dev.gradus.nn.loss.Objective;
import dev.gradus.nn.loss.SoftmaxCrossEntropy;
import dev.gradus.nn.optim.Sgd;
import dev.gradus.nn.random.RandomSource;
import dev.gradus.nn.train.Trainer;
import dev.gradus.tensor.TensorOps;
import java.util.List;

/** Exclusive or: four points that no straight line divides. One hidden layer learns them. */
final class Xor {
  public static void main(String... args) {
    try (TensorOps ops = Backends.open(BackendConfig.resolve())) {
      System.out.printf("xor: %.0f of 4 points right%n", 4 * accuracy(ops));
    }
  }

  static double accuracy(TensorOps ops) {
    RandomSource random = RandomSource.ofSeed(1);
    double[][] points = {{0, 0}, {0, 1}, {1, 0}, {1, 1}};
    LabelledDataset xor = LabelledArrays.of(points, new int[] {0, 1, 1, 0}, 2);
    Sequential network =
        Sequential.perceptron(ops, List.of(2, 8, 2), Activation.TANH, Initializer.xavier(), random);
    Objective objective = new Objective(ops, network, new SoftmaxCrossEntropy(ops));
    Trainer trainer = Trainer.of(objective, new Sgd(0.5)).iterations(500).random(random);
    return trainer.measuring("all", xor).train(xor).last("all").accuracy();
  }
}
