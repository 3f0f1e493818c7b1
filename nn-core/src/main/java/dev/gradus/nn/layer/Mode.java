package dev.gradus.nn.layer;

import dev.gradus.nn.random.RandomSource;

/** What a forward pass is for: to predict, or to train with randomness. */
public sealed interface Mode {
  /** Prediction: nothing random happens. */
  record Inference() implements Mode {
    @Override
    public Mode at(int position) {
      return this;
    }
  }

  /**
   * A training step.
   *
   * @param random the source for this step and this layer
   * @param updates where layers propose changes of their state; one for the whole network
   */
  record Training(RandomSource random, StateUpdates updates) implements Mode {
    @Override
    public Training at(int position) {
      return new Training(random.at(position), updates);
    }
  }

  /**
   * The mode for a layer inside another.
   *
   * @param position the inner layer's position
   * @return a mode whose randomness is the inner layer's own
   */
  Mode at(int position);

  /**
   * Prediction.
   *
   * @return the mode
   */
  static Mode inference() {
    return new Inference();
  }

  /**
   * Training. Make a new mode for each step: it collects that step's proposals for layers' state,
   * which {@link StateUpdates#commit} carries out.
   *
   * @param random the source for this step
   * @return the mode
   */
  static Training training(RandomSource random) {
    return new Training(random, new StateUpdates());
  }
}
