package dev.gradus.mnist;

import dev.gradus.nn.layer.Layer;
import dev.gradus.nn.layer.Sequential;
import dev.gradus.nn.loss.Objective;
import dev.gradus.nn.train.EarlyStopping;
import dev.gradus.nn.train.History;
import dev.gradus.nn.train.Trainer;
import dev.gradus.tensor.TensorOps;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A training from the images to its end, as an immutable value: read once from the options, and all
 * that trains is made of it.
 *
 * <pre>{@code
 * TrainingPlan plan = TrainingPlan.of(Map.of("hidden", List.of(100), "optimizer", "adam"));
 * PreparedImages images = plan.prepare(digits);
 * Sequential network = plan.network(ops, digits);
 * History history = plan.trainer(ops, network, images).train(images.train());
 * }</pre>
 *
 * @param data what is made of the images
 * @param network which network
 * @param loss what training makes small
 * @param optimizer how parameters move
 * @param course how long, and on which batches
 */
record TrainingPlan(
    DataPlan data, NetworkPlan network, LossPlan loss, OptimizerPlan optimizer, CoursePlan course) {
  /** The name of the training images in histories. */
  static final String TRAIN = "train";

  /** The name of the validation images in histories. */
  static final String VALIDATION = "validation";

  /** The name of the test images in histories. */
  static final String TEST = "test";

  private static final int BATCHES_AHEAD = 2;

  TrainingPlan {
    if (course.patience() > 0 && data.validation() == 0) {
      throw new IllegalArgumentException(
          "--patience: expected --validation beside it, for the test images take part in no choice");
    }
    optimizer.schedule(Integer.MAX_VALUE);
  }

  /**
   * The plan of some settings; all others have their defaults.
   *
   * @param settings by the names of the options, without dashes: numbers, truth values, texts and
   *     lists of numbers
   * @throws IllegalArgumentException for a name that does not exist or a value that cannot be
   */
  static TrainingPlan of(Map<String, ?> settings) {
    return TrainingOptions.plan(settings);
  }

  /**
   * This plan with other settings.
   *
   * @param changed by the names of the options, without dashes; null for one that is not given
   */
  TrainingPlan with(Map<String, ?> changed) {
    Map<String, Object> settings = settings();
    changed.keySet().forEach(name -> settings.remove(Settings.rival(name)));
    settings.putAll(changed);
    return of(settings);
  }

  /** The complete settings that make this plan. */
  Map<String, Object> settings() {
    Map<String, Object> settings = new LinkedHashMap<>();
    network.addTo(settings);
    course.addTo(settings);
    optimizer.addTo(settings);
    loss.addTo(settings);
    data.addTo(settings);
    return settings;
  }

  /** The images, divided, scaled and changed as planned. */
  PreparedImages prepare(Digits digits) {
    return data.prepare(digits, course.random());
  }

  /** The network, with drawn weights. */
  Sequential network(TensorOps ops, Digits digits) {
    return network.build(ops, digits.inputs(), course.random());
  }

  /** What training makes small. */
  Objective objective(TensorOps ops, Layer layers, PreparedImages images) {
    return loss.objective(ops, layers, images.plainTrain());
  }

  /** A trainer of a network on these images, which measures as planned. */
  Trainer trainer(TensorOps ops, Sequential layers, PreparedImages images) {
    int count = images.train().size();
    boolean one = course.batch() == 1 || (course.shuffled() && count % course.batch() == 1);
    if (one && network.batchNorm()) {
      throw new IllegalArgumentException(
          Text.format(
              "--batch: batch norm trains on 2 images at least, but %,d in batches of %,d leave a batch of one; choose another size",
              count, course.batch()));
    }
    long iterations = course.iterations(count);
    Trainer trainer =
        Trainer.of(objective(ops, layers, images), optimizer.optimizer(ops, layers, iterations))
            .sampler(course.sampler(count))
            .iterations(iterations)
            .accumulating(course.accumulate())
            .random(course.random())
            .readingAhead(images.takeTime() ? BATCHES_AHEAD : 0)
            .measuring(TRAIN, images.plainTrain())
            .measuring(measuredName(), images.validation().orElse(images.test()))
            .monitoring(data.validation() > 0 ? VALIDATION : TRAIN)
            .nanoClock(System::nanoTime);
    course.timeLimit().ifPresent(trainer::timeLimit);
    if (course.patience() > 0) {
      trainer.earlyStopping(
          EarlyStopping.of(course.patience()).minimumChange(course.minChange()).on(VALIDATION));
    }
    return trainer;
  }

  /** The name of what is measured each epoch beside the training images. */
  String measuredName() {
    return data.validation() > 0 ? VALIDATION : TEST;
  }

  /** The name of what a training measured beside the training images. */
  static String measuredBeside(History history) {
    return history.measurements(VALIDATION).isEmpty() ? TEST : VALIDATION;
  }

  /** Length, optimizer, loss and seed in words. */
  String describe(PreparedImages images) {
    return course.describe(images.train().size())
        + ", "
        + optimizer.describe()
        + loss.describe()
        + course.describeEnd()
        + ", seed "
        + course.seed();
  }
}
