package dev.gradus.nn.loss;

import dev.gradus.nn.layer.Gradients;
import dev.gradus.nn.layer.Parameter;
import java.util.Collection;

/**
 * What training adds to the loss to keep the weights small. Biases are left alone, and a weight
 * that two layers share counts once.
 *
 * <pre>{@code
 * Penalty elasticNet = new L1Penalty(ops, 1e-5).and(new L2Penalty(ops, 1e-4));
 * }</pre>
 */
public interface Penalty {
  /**
   * The penalty.
   *
   * @param parameters weights and biases; biases are passed over; not modified
   * @return what is added to the loss
   */
  double value(Collection<Parameter> parameters);

  /**
   * Adds the penalty's gradient to that of every weight.
   *
   * @param parameters weights and biases; biases are passed over; not modified
   * @param gradients added to
   */
  void addGradients(Collection<Parameter> parameters, Gradients gradients);

  /**
   * This penalty and another one.
   *
   * @param other a penalty
   * @return their sum
   */
  default Penalty and(Penalty other) {
    Penalty first = this;
    return new Penalty() {
      @Override
      public double value(Collection<Parameter> parameters) {
        return first.value(parameters) + other.value(parameters);
      }

      @Override
      public void addGradients(Collection<Parameter> parameters, Gradients gradients) {
        first.addGradients(parameters, gradients);
        other.addGradients(parameters, gradients);
      }
    };
  }
}
