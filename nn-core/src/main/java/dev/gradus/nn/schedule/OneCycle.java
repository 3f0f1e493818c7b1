package dev.gradus.nn.schedule;

/**
 * A learning rate that rises from 1/d of itself to itself and falls to 1/(d·e), both along half a
 * cosine. With n steps, of which the share r rises, the peak is at step r·n − 1 and the end at step
 * n − 1. The rule's learning rate is the peak, so it may be larger than one for a constant rate.
 * Momentum and β₁ stay as they are, where PyTorch by default lets them fall while the rate rises.
 *
 * <p>Source: Smith and Topin, Super-Convergence: Very Fast Training of Neural Networks Using Large
 * Learning Rates (2018), in the form that PyTorch uses.
 *
 * @param steps n, at least 1
 * @param rising r, above 0 and at most 1
 * @param divisor d, at least 1
 * @param finalDivisor e, at least 1
 */
public record OneCycle(long steps, double rising, double divisor, double finalDivisor)
    implements Schedule {
  private static final double RISING = 0.3;
  private static final double DIVISOR = 25;
  private static final double FINAL_DIVISOR = 1e4;

  /**
   * One cycle.
   *
   * @param steps n, at least 1
   * @param rising r, above 0 and at most 1
   * @param divisor d, at least 1
   * @param finalDivisor e, at least 1
   * @throws IllegalArgumentException if a number is out of range
   */
  public OneCycle {
    Numbers.steps("one cycle", steps);
    Numbers.positiveShare("one cycle: rising", rising);
    Numbers.atLeastOne("one cycle: divisor", divisor);
    Numbers.atLeastOne("one cycle: final divisor", finalDivisor);
  }

  /**
   * One cycle of which 0.3 rises, with d = 25 and e = 10⁴.
   *
   * @param steps n, at least 1
   * @throws IllegalArgumentException if there is no step
   */
  public OneCycle(long steps) {
    this(steps, RISING, DIVISOR, FINAL_DIVISOR);
  }

  @Override
  public double factor(long step) {
    double peak = rising * steps - 1;
    double last = steps - 1.0;
    double start = 1 / divisor;
    double end = start / finalDivisor;
    if (step >= last) {
      return end;
    }
    return step < peak
        ? CosineDecay.between(start, 1, step / peak)
        : CosineDecay.between(1, end, (step - peak) / (last - peak));
  }
}
