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
   */
  record Training(RandomSource random) implements Mode {
    @Override
    public Mode at(int position) {
      return new Training(random.at(position));
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
   * Training.
   *
   * @param random the source for this step
   * @return the mode
   */
  static Mode training(RandomSource random) {
    return new Training(random);
  }
}
