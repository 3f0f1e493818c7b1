package dev.gradus.mnist;

import dev.gradus.nn.layer.Layer;
import dev.gradus.nn.layer.Parameter;
import dev.gradus.nn.loss.SoftmaxCrossEntropy;
import dev.gradus.nn.train.Evaluator;
import dev.gradus.nn.train.History;
import dev.gradus.nn.train.Measurement;
import dev.gradus.tensor.TensorOps;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * A run in numbers, of the network as it was left.
 *
 * @param trainSeconds inside training steps only
 * @param trainLoss the mean over all training images, without penalty
 * @param testLoss the mean cross-entropy over all test images, plain whatever was trained
 * @param validation what was measured on the validation images, if there are any
 * @param bestIteration after which the network was taken, where it was not the last
 * @param ending why training ended
 */
record Summary(
    String backend,
    String precision,
    int threads,
    long seed,
    long parameters,
    int iterations,
    double trainSeconds,
    double samplesPerSecond,
    double trainLoss,
    double trainAccuracy,
    double testAccuracy,
    double testLoss,
    Optional<Measurement> validation,
    Optional<Long> bestIteration,
    String ending) {
  /** What of it belongs to the model: all but the times, so that equal runs leave equal models. */
  static final Set<String> OF_THE_MODEL =
      Set.of(
          "backend",
          "precision",
          "seed",
          "iterations",
          "trainLoss",
          "trainAccuracy",
          "testAccuracy");

  /** The numbers of a training that has ended; measures the test images if it did not. */
  static Summary of(
      TensorOps ops, TrainingPlan plan, Layer network, PreparedImages images, History history) {
    Measurement train = history.outcome(TrainingPlan.TRAIN);
    Measurement test = test(ops, plan, network, images, history);
    return new Summary(
        ops.backend(),
        ops.precision().toString(),
        ops.threads(),
        plan.course().seed(),
        parameters(network),
        history.losses().length,
        history.timeInSteps().toNanos() * 1e-9,
        history.samplesPerSecond(),
        train.loss(),
        train.accuracy(),
        test.accuracy(),
        test.loss(),
        images.validation().map(held -> history.outcome(TrainingPlan.VALIDATION)),
        history.best().map(Measurement::iteration),
        Choices.word(history.ending()));
  }

  private static Measurement test(
      TensorOps ops, TrainingPlan plan, Layer network, PreparedImages images, History history) {
    if (images.validation().isEmpty() && plan.loss().isPlain()) {
      return history.outcome(TrainingPlan.TEST);
    }
    Evaluator.Evaluation result =
        new Evaluator(ops, network, new SoftmaxCrossEntropy(ops)).evaluate(images.test());
    return new Measurement(
        history.losses().length, TrainingPlan.TEST, result.loss(), result.confusion().accuracy());
  }

  /** The number of trained values, shared ones counted once. */
  static long parameters(Layer network) {
    return new LinkedHashSet<Parameter>(network.parameters().values())
        .stream().mapToLong(p -> p.value().shape().size()).sum();
  }

  /** As it stands in the file. */
  Map<String, Object> asMap() {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("backend", backend);
    map.put("precision", precision);
    map.put("threads", threads);
    map.put("seed", seed);
    map.put("parameters", parameters);
    map.put("iterations", iterations);
    map.put("trainSeconds", trainSeconds);
    map.put("samplesPerSecond", samplesPerSecond);
    map.put("trainLoss", trainLoss);
    map.put("trainAccuracy", trainAccuracy);
    map.put("testAccuracy", testAccuracy);
    map.put("testLoss", testLoss);
    validation.ifPresent(
        held -> {
          map.put("validationLoss", held.loss());
          map.put("validationAccuracy", held.accuracy());
        });
    bestIteration.ifPresent(best -> map.put("bestIteration", best));
    map.put("ending", ending);
    return map;
  }

  /** The outcome in words. */
  String describe() {
    return Text.format(
        "%.1f s in training steps, %,.0f samples/s; accuracy %.4f on training, %s%.4f on test"
            + " images",
        trainSeconds,
        samplesPerSecond,
        trainAccuracy,
        validation.map(held -> Text.format("%.4f on validation, ", held.accuracy())).orElse(""),
        testAccuracy);
  }
}
