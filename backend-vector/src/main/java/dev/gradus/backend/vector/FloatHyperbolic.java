package dev.gradus.backend.vector;

import static dev.gradus.backend.vector.F32Format.TANH_MOST;
import static dev.gradus.backend.vector.FloatLanes.LANES;
import static dev.gradus.backend.vector.FloatLanes.SPECIES;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorOperators;

/**
 * tanh, and the logistic function, which is a shifted one: the loops before and after the
 * exponential. {@code out} must not be {@code a}.
 */
final class FloatHyperbolic {
  private FloatHyperbolic() {}

  /** 2·|x|, for e^2|x| − 1. */
  static void twice(float[] a, float[] out, int from, int to) {
    for (int i = from; i < to; i += LANES) {
      FloatVector.fromArray(SPECIES, a, i).abs().min(TANH_MOST).mul(2).intoArray(out, i);
    }
  }

  /** tanh x = (e^2x − 1) / (e^2x + 1), where {@code out} holds e^2|x| − 1. */
  static void tanh(float[] a, float[] out, int from, int to) {
    for (int i = from; i < to; i += LANES) {
      FloatVector e = FloatVector.fromArray(SPECIES, out, i);
      FloatVector x = FloatVector.fromArray(SPECIES, a, i);
      FloatBits.withSign(e.div(e.add(2)), x).intoArray(out, i);
    }
  }

  /** −|x|, for an exponential that never overflows. */
  static void negative(float[] a, float[] out, int from, int to) {
    for (int i = from; i < to; i += LANES) {
      FloatVector.fromArray(SPECIES, a, i).abs().neg().intoArray(out, i);
    }
  }

  /** 1 / (1 + e⁻ˣ) = eˣ / (1 + eˣ), where {@code out} holds e^−|x|. */
  static void sigmoid(float[] a, float[] out, int from, int to) {
    FloatVector one = FloatVector.broadcast(SPECIES, 1);
    for (int i = from; i < to; i += LANES) {
      FloatVector e = FloatVector.fromArray(SPECIES, out, i);
      FloatVector x = FloatVector.fromArray(SPECIES, a, i);
      one.blend(e, x.compare(VectorOperators.LT, 0)).div(e.add(1)).intoArray(out, i);
    }
  }
}
