package dev.gradus.backend.vector;

import static dev.gradus.backend.vector.F32Format.ERF_MOST;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorOperators;

/** erf: its series up to 1, and from there on 1 less what e^(−x²) scales. */
final class FloatErrorFunction {
  private static final float[] SERIES =
      FloatPolynomial.rounded(Series.errorFunction(F32Format.ERF_TERMS));
  private static final float[] COMPLEMENT =
      FloatPolynomial.rounded(Series.complement(F32Format.COMPLEMENT_TERMS));
  private static final float CENTRE = F32Format.round(Series.COMPLEMENT_CENTRE);

  private FloatErrorFunction() {}

  static FloatVector erf(FloatVector x) {
    FloatVector z = x.abs().min(ERF_MOST);
    FloatVector square = z.mul(z);
    FloatVector near = z.mul(FloatPolynomial.at(square, SERIES));
    FloatVector t = z.sub(CENTRE).div(z.add(CENTRE));
    FloatVector complement =
        FloatExponential.exp(square.neg()).mul(FloatPolynomial.at(t, COMPLEMENT));
    FloatVector far = complement.neg().add(1);
    return FloatBits.withSign(far.blend(near, z.compare(VectorOperators.LT, 1)), x);
  }
}
