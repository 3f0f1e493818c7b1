package dev.gradus.benchmarks.workload;

import dev.gradus.formats.TrainTest;
import dev.gradus.nn.data.Dataset;
import dev.gradus.nn.data.Sampler;
import dev.gradus.nn.layer.Sequential;
import dev.gradus.nn.loss.Objective;
import dev.gradus.nn.loss.SoftmaxCrossEntropy;
import dev.gradus.nn.random.RandomSource;
import dev.gradus.nn.train.Evaluator;
import dev.gradus.nn.train.History;
import dev.gradus.nn.train.Trainer;
import dev.gradus.tensor.TensorOps;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Trains on MNIST. Timed are the steps alone: drawing and gathering the batch, forward, loss,
 * backward, update. Before that another network is trained for a while, so that all is compiled, as
 * the other libraries on the JVM do.
 */
final class Training {
  private final TensorOps ops;
  private final TrainTest data;
  private final Recipe recipe;

  Training(TensorOps ops, TrainTest data, Recipe recipe) {
    this.ops = ops;
    this.data = data;
    this.recipe = recipe;
  }

  /**
   * Trains.
   *
   * @param shuffled whether in epochs, or of samples drawn at random
   * @param steps how many
   * @param warmUpSteps at least so many before
   * @param warmUpSeconds at least so long before
   * @return seconds, samples per second, the accuracy on the test half
   */
  Map<String, Object> run(boolean shuffled, long steps, long warmUpSteps, double warmUpSeconds) {
    double warm = 0;
    while (warm < warmUpSeconds) {
      warm += train(objective(), shuffled, warmUpSteps).timeInSteps().toNanos() * 1e-9;
    }
    Objective objective = objective();
    History history = train(objective, shuffled, steps);
    Map<String, Object> result = new LinkedHashMap<>();
    result.put("train_s", history.timeInSteps().toNanos() * 1e-9);
    result.put("samples_per_s", history.samplesPerSecond());
    result.put("accuracy", accuracy(objective));
    return result;
  }

  private Objective objective() {
    Sequential network = recipe.network(ops, RandomSource.ofSeed(1));
    return new Objective(ops, network, new SoftmaxCrossEntropy(ops));
  }

  private History train(Objective objective, boolean shuffled, long steps) {
    Dataset train = data.train();
    RandomSource random = RandomSource.ofSeed(1).at("train");
    int batch = recipe.batch();
    return Trainer.of(objective, recipe.optimizer(ops, objective.network().parameters()))
        .sampler(
            shuffled
                ? Sampler.shuffled(train.size(), batch, random)
                : Sampler.random(train.size(), batch, random))
        .iterations(steps)
        .nanoClock(System::nanoTime)
        .train(train);
  }

  private double accuracy(Objective objective) {
    return new Evaluator(ops, objective.network(), objective.loss())
        .evaluate(data.test())
        .confusion()
        .accuracy();
  }
}
