package dev.gradus.nn.schedule;

/**
 * A learning rate that falls in stairs: the factor γ^⌊step / every⌋.
 *
 * <p>Source: He, Zhang, Ren and Sun, Deep Residual Learning for Image Recognition (2016), among
 * many who train so; the form is PyTorch's.
 *
 * @param every the steps of a stair, at least 1
 * @param gamma γ, above 0 and at most 1
 */
public record StepDecay(long every, double gamma) implements Schedule {
  /**
   * Stairs.
   *
   * @param every the steps of a stair, at least 1
   * @param gamma γ, above 0 and at most 1
   * @throws IllegalArgumentException if a number is out of range
   */
  public StepDecay {
    Numbers.steps("step decay", every);
    Numbers.positiveShare("step decay: gamma", gamma);
  }

  @Override
  public double factor(long step) {
    long stairs = step / every;
    return StrictMath.pow(gamma, (double) stairs);
  }
}
