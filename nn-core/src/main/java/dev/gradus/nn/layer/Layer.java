package dev.gradus.nn.layer;

import dev.gradus.tensor.Tensor;
import java.util.Map;

/**
 * A differentiable function with parameters.
 *
 * <p>A forward pass returns its output and the way back from it, and keeps nothing: a layer has no
 * cached input and no gradient to reset, so one network serves many threads at once.
 *
 * <pre>{@code
 * Pass pass = layer.forward(x, Mode.inference());
 * Gradients gradients = new Gradients(ops);
 * Tensor dx = pass.pullback().apply(dy, gradients, true);
 * }</pre>
 */
public interface Layer {
  /**
   * Computes the output and the way back.
   *
   * @param x the input; not modified
   * @param mode prediction or training
   * @return output and pullback
   * @throws IllegalArgumentException if the input's shape does not fit
   */
  Pass forward(Tensor x, Mode mode);

  /**
   * Computes the output alone, in prediction mode.
   *
   * @param x the input; not modified
   * @return the output
   * @throws IllegalArgumentException if the input's shape does not fit
   */
  default Tensor predict(Tensor x) {
    return forward(x, Mode.inference()).output();
  }

  /**
   * The parameters by name, in a fixed order; inside a container the names are paths such as {@code
   * 0.weight}.
   *
   * @return a read-only map, empty for a layer without parameters
   */
  default Map<String, Parameter> parameters() {
    return Map.of();
  }

  /**
   * What the layer knows besides its parameters, such as running statistics, by name, in a fixed
   * order; inside a container the names are paths. It is saved with the parameters, but no gradient
   * reaches it: a training pass proposes how it changes, by {@link Mode.Training#updates}.
   *
   * @return a read-only map, empty for a layer without state
   */
  default Map<String, Tensor> state() {
    return Map.of();
  }

  /**
   * A fingerprint of which side of its kinks the layer is on for this input: equal fingerprints
   * mean that between two inputs no rectifier switched. Gradient checks need it, because a
   * difference quotient across a kink is no derivative.
   *
   * @param x the input; not modified
   * @return any number; 0 for a layer without kinks
   */
  default long activationPattern(Tensor x) {
    return 0;
  }
}
