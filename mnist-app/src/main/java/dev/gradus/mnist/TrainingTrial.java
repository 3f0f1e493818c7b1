package dev.gradus.mnist;

import dev.gradus.backend.BackendConfig;
import dev.gradus.nn.layer.Sequential;
import dev.gradus.nn.search.Point;
import dev.gradus.nn.search.Score;
import dev.gradus.nn.search.Trial;
import dev.gradus.nn.train.Ending;
import dev.gradus.nn.train.History;
import dev.gradus.nn.train.Measurement;
import dev.gradus.tensor.Scope;
import dev.gradus.tensor.TensorOps;
import java.util.concurrent.CancellationException;
import java.util.function.BooleanSupplier;

/**
 * Trains as a point of the search says, and takes the accuracy on the validation images for its
 * score: that of the best moment, where early stopping looks for one. Each trial opens a backend of
 * its own, for one thread.
 *
 * @param plan which trainings
 * @param config what computes
 * @param digits the images; the test half is not looked at
 * @param images the same, prepared once for all trials
 * @param stopped asked after each step; a trial that it breaks off has no score
 */
record TrainingTrial(
    SearchPlan plan,
    BackendConfig config,
    Digits digits,
    PreparedImages images,
    BooleanSupplier stopped)
    implements Trial {
  @Override
  public Score run(Point point) {
    TrainingPlan training = plan.at(point);
    try (Session session = Session.open(config.withThreads(1));
        Scope scope = session.ops().scope()) {
      TensorOps ops = session.ops();
      Sequential network = training.network(ops, digits);
      History history =
          training.trainer(ops, network, images).stopWhen(stopped).train(images.train());
      if (history.ending() == Ending.STOPPED) {
        throw new CancellationException("trial %d was stopped".formatted(point.trial()));
      }
      Measurement outcome = history.outcome(TrainingPlan.VALIDATION);
      return new Score(
          outcome.accuracy(), outcome.iteration(), history.measurements(TrainingPlan.VALIDATION));
    }
  }
}
