package dev.gradus.backend.vector;

import static dev.gradus.backend.vector.FloatLanes.LANES;
import static dev.gradus.backend.vector.FloatLanes.SPECIES;
import static dev.gradus.backend.vector.FloatLanes.loadLast;
import static dev.gradus.backend.vector.FloatLanes.storeLast;

import dev.gradus.tensor.KernelOps.Unary;
import jdk.incubator.vector.FloatVector;

/**
 * The functions of one element over ranges; {@code out} may be {@code a}. Each has a loop of its
 * own: over a loop that took the function as an argument, the compiler would allocate every vector.
 */
final class FloatFunctions {
  private FloatFunctions() {}

  static void apply(Unary function, float c, float[] a, float[] out, int from, int to) {
    switch (function) {
      case ADD_SCALAR -> FloatArithmetic.addScalar(a, c, out, from, to);
      case SCALE -> FloatArithmetic.scale(a, c, out, from, to);
      case MAX -> FloatArithmetic.max(a, c, out, from, to);
      case SQRT -> FloatArithmetic.sqrt(a, out, from, to);
      case EXP -> exp(a, out, from, to);
      case LOG -> log(a, out, from, to);
      case TANH -> tanh(a, out, from, to);
      case EXPM1 -> expm1(a, out, from, to);
      case LOG1P -> log1p(a, out, from, to);
      case ERF -> erf(a, out, from, to);
    }
  }

  static void exp(float[] a, float[] out, int from, int to) {
    FloatVector last = loadLast(a, from, to);
    for (int i = from; i <= to - LANES; i += LANES) {
      FloatExponential.exp(FloatVector.fromArray(SPECIES, a, i)).intoArray(out, i);
    }
    storeLast(FloatExponential.exp(last), out, from, to);
  }

  static void expm1(float[] a, float[] out, int from, int to) {
    FloatVector last = loadLast(a, from, to);
    for (int i = from; i <= to - LANES; i += LANES) {
      FloatExponential.expm1(FloatVector.fromArray(SPECIES, a, i)).intoArray(out, i);
    }
    storeLast(FloatExponential.expm1(last), out, from, to);
  }

  static void tanh(float[] a, float[] out, int from, int to) {
    FloatVector last = loadLast(a, from, to);
    for (int i = from; i <= to - LANES; i += LANES) {
      FloatExponential.tanh(FloatVector.fromArray(SPECIES, a, i)).intoArray(out, i);
    }
    storeLast(FloatExponential.tanh(last), out, from, to);
  }

  static void sigmoid(float[] a, float[] out, int from, int to) {
    FloatVector last = loadLast(a, from, to);
    for (int i = from; i <= to - LANES; i += LANES) {
      FloatExponential.sigmoid(FloatVector.fromArray(SPECIES, a, i)).intoArray(out, i);
    }
    storeLast(FloatExponential.sigmoid(last), out, from, to);
  }

  static void log(float[] a, float[] out, int from, int to) {
    FloatVector last = loadLast(a, from, to);
    for (int i = from; i <= to - LANES; i += LANES) {
      FloatLogarithm.log(FloatVector.fromArray(SPECIES, a, i)).intoArray(out, i);
    }
    storeLast(FloatLogarithm.log(last), out, from, to);
  }

  static void log1p(float[] a, float[] out, int from, int to) {
    FloatVector last = loadLast(a, from, to);
    for (int i = from; i <= to - LANES; i += LANES) {
      FloatLogarithm.log1p(FloatVector.fromArray(SPECIES, a, i)).intoArray(out, i);
    }
    storeLast(FloatLogarithm.log1p(last), out, from, to);
  }

  static void erf(float[] a, float[] out, int from, int to) {
    FloatVector last = loadLast(a, from, to);
    for (int i = from; i <= to - LANES; i += LANES) {
      FloatErrorFunction.erf(FloatVector.fromArray(SPECIES, a, i)).intoArray(out, i);
    }
    storeLast(FloatErrorFunction.erf(last), out, from, to);
  }
}
