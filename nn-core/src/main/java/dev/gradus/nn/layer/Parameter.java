package dev.gradus.nn.layer;

import dev.gradus.tensor.Tensor;
import java.util.Locale;

/**
 * A tensor that training changes, in place. Two parameters are the same only if they are the same
 * object; layers that share one share its gradient.
 */
public final class Parameter {
  private final Tensor value;
  private final Kind kind;

  private enum Kind {
    WEIGHT,
    BIAS,
    GAIN
  }

  private Parameter(Tensor value, Kind kind) {
    if (value.isView()) {
      throw new IllegalArgumentException(
          "parameter: " + value + " is a view, which cannot be updated; make a tensor of its own");
    }
    this.value = value;
    this.kind = kind;
  }

  /**
   * A weight: penalties and weight decay apply to it.
   *
   * @param value the start; from now on updated in place
   * @return the parameter
   */
  public static Parameter weight(Tensor value) {
    return new Parameter(value, Kind.WEIGHT);
  }

  /**
   * A bias: penalties and weight decay leave it alone.
   *
   * @param value the start; from now on updated in place
   * @return the parameter
   */
  public static Parameter bias(Tensor value) {
    return new Parameter(value, Kind.BIAS);
  }

  /**
   * The factor of a normalised value: penalties and weight decay leave it alone, because to make it
   * small makes no function simpler.
   *
   * @param value the start; from now on updated in place
   * @return the parameter
   */
  public static Parameter gain(Tensor value) {
    return new Parameter(value, Kind.GAIN);
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
   * @return true for weights, false for biases and gains
   */
  public boolean decays() {
    return kind == Kind.WEIGHT;
  }

  @Override
  public String toString() {
    return kind.name().toLowerCase(Locale.ROOT) + " " + value.shape();
  }
}
