package dev.gradus.nn.layer;

import dev.gradus.tensor.Tensor;

/**
 * A tensor that training changes, in place. Two parameters are the same only if they are the same
 * object; layers that share one share its gradient.
 */
public final class Parameter {
  private final Tensor value;
  private final boolean decays;

  private Parameter(Tensor value, boolean decays) {
    if (value.isView()) {
      throw new IllegalArgumentException(
          "parameter: " + value + " is a view, which cannot be updated; make a tensor of its own");
    }
    this.value = value;
    this.decays = decays;
  }

  /**
   * A weight: penalties and weight decay apply to it.
   *
   * @param value the start; from now on updated in place
   * @return the parameter
   */
  public static Parameter weight(Tensor value) {
    return new Parameter(value, true);
  }

  /**
   * A bias: penalties and weight decay leave it alone.
   *
   * @param value the start; from now on updated in place
   * @return the parameter
   */
  public static Parameter bias(Tensor value) {
    return new Parameter(value, false);
  }

  /**
   * The current value.
   *
   * @return always the same tensor, updated in place by training
   */
  public Tensor value() {
    return value;
  }

  /**
   * Whether penalties and weight decay apply.
   *
   * @return true for weights, false for biases
   */
  public boolean decays() {
    return decays;
  }

  @Override
  public String toString() {
    return (decays ? "weight " : "bias ") + value.shape();
  }
}
