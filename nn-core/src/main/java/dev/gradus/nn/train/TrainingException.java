package dev.gradus.nn.train;

import java.util.Optional;

/** A training that cannot go on, because a number is no longer finite. */
public final class TrainingException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** The step at which it was noticed, 1 for the first. */
  private final long iteration;

  /** Null where none is to blame. */
  private final String layer;

  /** Null where none is to blame. */
  private final String parameter;

  TrainingException(
      long iteration, Optional<String> layer, Optional<String> parameter, String message) {
    super(message);
    this.iteration = iteration;
    this.layer = layer.orElse(null);
    this.parameter = parameter.orElse(null);
  }

  /**
   * The step at which it was noticed.
   *
   * @return 1 for the first
   */
  public long iteration() {
    return iteration;
  }

  /**
   * The first layer, in forward order, whose output is not finite; where all outputs are, the layer
   * of {@link #parameter}, or of the layer state that is not finite.
   *
   * @return its path in the network, such as {@code 2}; empty where none is to blame
   */
  public Optional<String> layer() {
    return Optional.ofNullable(layer);
  }

  /**
   * The first parameter that is not finite; where all are, the first whose gradient is not.
   *
   * @return its name, such as {@code 2.weight}; empty where none is to blame
   */
  public Optional<String> parameter() {
    return Optional.ofNullable(parameter);
  }
}
