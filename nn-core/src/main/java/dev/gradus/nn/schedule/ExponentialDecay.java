package dev.gradus.nn.schedule;

/**
 * A learning rate that falls by the same share in every step: the factor γ^step.
 *
 * <p>Source: Senior, Heigold, Ranzato and Yang, An Empirical Study of Learning Rates in Deep Neural
 * Networks for Speech Recognition (2013), on exponential scheduling; the form is PyTorch's.
 *
 * @param gamma γ, above 0 and at most 1
 */
public record ExponentialDecay(double gamma) implements Schedule {
  /**
   * An exponential.
   *
   * @param gamma γ, above 0 and at most 1
   * @throws IllegalArgumentException if γ is out of range
   */
  public ExponentialDecay {
    Numbers.positiveShare("exponential decay: gamma", gamma);
  }

  @Override
  public double factor(long step) {
    return StrictMath.pow(gamma, (double) step);
  }
}
