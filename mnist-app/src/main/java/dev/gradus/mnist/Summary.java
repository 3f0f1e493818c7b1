package dev.gradus.mnist;

import dev.gradus.nn.layer.Layer;
import dev.gradus.nn.layer.Parameter;
import dev.gradus.nn.train.History;
import dev.gradus.tensor.TensorOps;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;

/**
 * A run in numbers.
 *
 * @param trainSeconds inside training steps only
 * @param trainLoss the mean over all training images after the last step, without penalty
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
    double testAccuracy) {
  /** What of it belongs to the model: all but the times, so that equal runs leave equal models. */
  static final Set<String> OF_THE_MODEL =
      Set.of("backend", "precision", "seed", "iterations", "trainLoss", "trainAccuracy", "testAccuracy");

  static Summary of(TensorOps ops, long seed, Layer network, History history) {
    return new Summary(
        ops.backend(),
        ops.precision().toString(),
        ops.threads(),
        seed,
        parameters(network),
        history.losses().length,
        history.timeInSteps().toNanos() * 1e-9,
        history.samplesPerSecond(),
        history.last(TrainCommand.TRAIN).loss(),
        history.last(TrainCommand.TRAIN).accuracy(),
        history.last(TrainCommand.TEST).accuracy());
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
    return map;
  }

  /** The outcome in words. */
  String describe() {
    return Text.format(
        "%.1f s in training steps, %,.0f samples/s; accuracy %.4f on training, %.4f on test images",
        trainSeconds, samplesPerSecond, trainAccuracy, testAccuracy);
  }
}
