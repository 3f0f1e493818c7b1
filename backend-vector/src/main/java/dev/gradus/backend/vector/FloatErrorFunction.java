package dev.gradus.backend.vector;

import static dev.gradus.backend.vector.F32Format.ERF_MOST;
import static dev.gradus.backend.vector.FloatLanes.LANES;
import static dev.gradus.backend.vector.FloatLanes.SPECIES;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorOperators;

/**
 * erf: its series up to 1, and from there on 1 − e^(−x²)·p, with a polynomial p: the loops before
 * and after the exponential. {@code out} must not be {@code a}.
 */
final class FloatErrorFunction {
  private static final float[] SERIES =
      FloatPolynomial.rounded(Series.errorFunction(F32Format.ERF_TERMS));
  private static final float[] COMPLEMENT =
      FloatPolynomial.rounded(Series.complement(F32Format.COMPLEMENT_TERMS));
  private static final float CENTRE = F32Format.round(Series.COMPLEMENT_CENTRE);

  private FloatErrorFunction() {}

  /** −x², for the exponential. */
  static void square(float[] a, float[] out, int from, int to) {
    for (int i = from; i < to; i += LANES) {
      FloatVector z = FloatVector.fromArray(SPECIES, a, i).abs().min(ERF_MOST);
      z.mul(z).neg().intoArray(out, i);
    }
  }

  /** erf x, where {@code out} holds e^(−x²). */
  static void erf(float[] a, float[] out, int from, int to) {
    for (int i = from; i < to; i += LANES) {
      FloatVector x = FloatVector.fromArray(SPECIES, a, i);
      FloatVector z = x.abs().min(ERF_MOST);
      FloatVector near = z.mul(FloatPolynomial.at(z.mul(z), SERIES));
      FloatVector t = z.sub(CENTRE).div(z.add(CENTRE));
      FloatVector e = FloatVector.fromArray(SPECIES, out, i);
      FloatVector far = e.mul(FloatPolynomial.at(t, COMPLEMENT)).neg().add(1);
      FloatVector value = far.blend(near, z.compare(VectorOperators.LT, 1));
      FloatBits.withSign(value, x).intoArray(out, i);
    }
  }
}
