package dev.gradus.mnist;

import dev.gradus.nn.data.Sampler;
import dev.gradus.nn.random.RandomSource;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/**
 * How long a training goes on, and on which batches.
 *
 * @param batch images of a batch
 * @param accumulate batches of a step
 * @param shuffled whether each epoch takes every image once, else they are drawn at random
 * @param iterations steps, if epochs are not given
 * @param epochs epochs, 0 where iterations count
 * @param patience epochs without a better validation loss after which it stops, 0 for none
 * @param minChange what is better
 * @param timeLimit after which it stops
 * @param seed where all randomness comes from
 */
record CoursePlan(
    int batch,
    int accumulate,
    boolean shuffled,
    int iterations,
    int epochs,
    int patience,
    double minChange,
    Optional<Duration> timeLimit,
    long seed) {
  CoursePlan {
    if ((long) batch * accumulate > Integer.MAX_VALUE) {
      throw new IllegalArgumentException(
          Text.format(
              "--accumulate: expected at most %,d images in an iteration, %,d batches of %,d are %,d; lower it or --batch",
              Integer.MAX_VALUE, accumulate, batch, (long) batch * accumulate));
    }
    if (minChange > 0 && patience == 0) {
      throw new IllegalArgumentException(
          "--min-change: expected --patience beside it, for only early stopping asks what is better");
    }
  }

  /** The source of all randomness. */
  RandomSource random() {
    return RandomSource.ofSeed(seed);
  }

  /** Which images make up each batch. */
  Sampler sampler(int images) {
    return shuffled
        ? Sampler.shuffled(images, batch, random())
        : Sampler.random(images, batch, random());
  }

  /** The steps of an epoch, each an update. */
  int stepsPerEpoch(int images) {
    return (sampler(images).stepsPerEpoch() - 1) / accumulate + 1;
  }

  /** The images of a step, but of an epoch's last one. */
  int imagesPerStep() {
    return batch * accumulate;
  }

  /** Steps in all. */
  int iterations(int images) {
    if (epochs == 0) {
      return iterations;
    }
    long all = (long) epochs * stepsPerEpoch(images);
    if (all > Integer.MAX_VALUE) {
      throw new IllegalArgumentException(
          Text.format(
              "--epochs: expected at most %,d iterations, %,d epochs are %,d",
              Integer.MAX_VALUE, epochs, all));
    }
    return (int) all;
  }

  /** Adds what it is made of, by the names of options. */
  void addTo(Map<String, Object> settings) {
    settings.put("batch", batch);
    settings.put("shuffle", shuffled);
    settings.put("accumulate", accumulate);
    settings.put(epochs == 0 ? "iterations" : "epochs", epochs == 0 ? iterations : epochs);
    if (patience > 0) {
      settings.put("patience", patience);
    }
    settings.put("min-change", minChange);
    timeLimit.ifPresent(limit -> settings.put("time-limit", Lasting.text(limit)));
    settings.put("seed", seed);
  }

  /** Length and batch in words. */
  String describe(int images) {
    int all = iterations(images);
    return Text.format(
        "%s of %s (%.1f epochs)",
        Text.count(all, "iteration"),
        (accumulate == 1 ? "" : accumulate + " × ") + Text.count(batch, "image"),
        shuffled || accumulate > 1
            ? (double) all / stepsPerEpoch(images)
            : (double) all * batch / images);
  }

  /** What ends it sooner in words, each after a comma. */
  String describeEnd() {
    return (shuffled ? ", shuffled" : "")
        + (patience == 0 ? "" : ", stopping after " + Text.count(patience, "epoch") + " no better")
        + timeLimit.map(limit -> ", at most " + Lasting.text(limit)).orElse("");
  }
}
