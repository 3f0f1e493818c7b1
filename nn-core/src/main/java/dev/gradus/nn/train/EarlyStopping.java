package dev.gradus.nn.train;

import dev.gradus.tensor.Tensor;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Ends a training that no longer gets better on data that it does not learn from, and puts back the
 * weights and the layers' state of its best moment. The measurement after each epoch counts; it is
 * better if it lies beyond the best before by more than the minimum change, and the {@code
 * patience}-th in a row that is not ends the training. The test set must not be the one: it would
 * take part in a choice.
 *
 * <pre>{@code
 * trainer
 *     .measuring("validation", validation)
 *     .earlyStopping(EarlyStopping.of(5).minimumChange(1e-3).on("validation"));
 * }</pre>
 *
 * <p>Source: Prechelt, Early Stopping – But When? (1998), the criterion of strips without a
 * success. Immutable.
 *
 * @param patience how many measurements in a row may be no better, at least 1; unlike that of a
 *     {@code ReduceOnPlateau}, which reduces after one more
 * @param minimumChange what a measurement must be better by, at least 0
 * @param dataset the measured data set; empty for that of {@link Trainer#monitoring}
 * @param quantity what is looked at
 */
public record EarlyStopping(
    long patience, double minimumChange, Optional<String> dataset, Quantity quantity) {
  /** What makes a measurement good. */
  public enum Quantity {
    /** {@link Measurement#loss}: the lower the better. */
    LOSS,
    /** {@link Measurement#accuracy}: the higher the better. */
    ACCURACY
  }

  /**
   * The best moment so far.
   *
   * @param value the best loss or accuracy
   * @param iteration after how many steps it was measured
   * @param waited how many measurements in a row have been no better since
   * @param parameters the network's parameters at that moment, by name
   * @param layerState the layers' state at that moment, by name
   */
  public record State(
      double value,
      long iteration,
      long waited,
      Map<String, Tensor> parameters,
      Map<String, Tensor> layerState) {
    /**
     * A state.
     *
     * @throws IllegalArgumentException if a count is below 0
     */
    public State {
      if (iteration < 0 || waited < 0) {
        throw new IllegalArgumentException(
            "early stopping: expected counts from 0, got iteration %d and waited %d"
                .formatted(iteration, waited));
      }
      parameters = Collections.unmodifiableMap(new LinkedHashMap<>(parameters));
      layerState = Collections.unmodifiableMap(new LinkedHashMap<>(layerState));
    }
  }

  /**
   * A rule.
   *
   * @throws IllegalArgumentException if a number is out of range
   */
  public EarlyStopping {
    if (patience < 1) {
      throw new IllegalArgumentException(
          "early stopping: expected a patience of at least 1, got " + patience);
    }
    if (!(minimumChange >= 0) || Double.isInfinite(minimumChange)) {
      throw new IllegalArgumentException(
          "early stopping: expected a finite minimum change of at least 0, got " + minimumChange);
    }
  }

  /**
   * A rule that looks at the loss of the data set that the trainer monitors, and takes any change
   * for one.
   *
   * @param patience how many measurements in a row may be no better, at least 1
   * @return the rule
   * @throws IllegalArgumentException if the patience is below 1
   */
  public static EarlyStopping of(long patience) {
    return new EarlyStopping(patience, 0, Optional.empty(), Quantity.LOSS);
  }

  /**
   * A rule that takes smaller changes for none.
   *
   * @param change what a measurement must be better by, in units of the loss or the accuracy
   * @return the rule
   * @throws IllegalArgumentException if the change is not a finite number from 0
   */
  public EarlyStopping minimumChange(double change) {
    return new EarlyStopping(patience, change, dataset, quantity);
  }

  /**
   * A rule that looks at a data set of its own.
   *
   * @param measured its name, given to {@link Trainer#measuring}
   * @return the rule
   */
  public EarlyStopping on(String measured) {
    return new EarlyStopping(patience, minimumChange, Optional.of(measured), quantity);
  }

  /**
   * A rule that looks at the accuracy.
   *
   * @return the rule
   */
  public EarlyStopping byAccuracy() {
    return new EarlyStopping(patience, minimumChange, dataset, Quantity.ACCURACY);
  }
}
