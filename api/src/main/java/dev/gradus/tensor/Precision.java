package dev.gradus.tensor;

import java.util.Locale;

/** The floating-point format in which a {@link TensorOps} stores its tensors. */
public enum Precision {
  /** IEEE 754 binary32, Java's {@code float}. */
  F32(Float.BYTES, 0x1p-24),
  /** IEEE 754 binary64, Java's {@code double}. */
  F64(Double.BYTES, 0x1p-53);

  private final int bytes;
  private final double unitRoundoff;

  Precision(int bytes, double unitRoundoff) {
    this.bytes = bytes;
    this.unitRoundoff = unitRoundoff;
  }

  /**
   * Reads a precision as configuration spells it.
   *
   * @param text {@code f32} or {@code f64}, in any case
   * @return the precision
   * @throws IllegalArgumentException for any other text
   */
  public static Precision parse(String text) {
    return switch (text.strip().toLowerCase(Locale.ROOT)) {
      case "f32" -> F32;
      case "f64" -> F64;
      default ->
          throw new IllegalArgumentException("precision: expected f32 or f64, got '" + text + "'");
    };
  }

  /**
   * The size of one element.
   *
   * @return bytes
   */
  public int bytes() {
    return bytes;
  }

  /**
   * The largest relative error of rounding one real number, half a unit in the last place.
   *
   * @return 2⁻²⁴ or 2⁻⁵³
   */
  public double unitRoundoff() {
    return unitRoundoff;
  }

  /** The name as configuration spells it: {@code f32} or {@code f64}. */
  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
