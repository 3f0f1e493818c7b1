package dev.gradus.backend.vector;

import dev.gradus.tensor.KernelOps.Unary;

/**
 * The functions of one element over ranges. Ranges start at a whole vector, and the last vector may
 * reach into the padding of {@link ArrayOps}: so all elements run through the same code, and there
 * is no tail.
 *
 * <p>A function is a loop, or several that pass numbers on through the result, over stretches that
 * stay in the L1 cache. All loops are called from one place, where the compiler sees too many to
 * inline them: they must be compiled one by one, because in code beyond the compiler's inlining
 * budget every vector is allocated.
 */
final class FloatFunctions {
  private static final int STRETCH = 2048;

  /** Makes two functions three loops, which are not inlined any more. */
  private static final Loop NOTHING = (a, out, from, to) -> {};

  private static final Loop[] EXP = {FloatExponential::exp, NOTHING};
  private static final Loop[] EXPM1 = {FloatExponential::expm1, NOTHING};
  private static final Loop[] LOG = {FloatLogarithm::log, NOTHING};
  private static final Loop[] LOG1P = {
    FloatLogarithm::onePlus,
    (a, out, from, to) -> FloatLogarithm.log(out, out, from, to),
    FloatLogarithm::correct
  };
  private static final Loop[] TANH = {
    FloatHyperbolic::twice,
    (a, out, from, to) -> FloatExponential.expm1(out, out, from, to),
    FloatHyperbolic::tanh
  };
  private static final Loop[] SIGMOID = {
    FloatHyperbolic::negative,
    (a, out, from, to) -> FloatExponential.exp(out, out, from, to),
    FloatHyperbolic::sigmoid
  };
  private static final Loop[] ERF = {
    FloatErrorFunction::square,
    (a, out, from, to) -> FloatExponential.exp(out, out, from, to),
    FloatErrorFunction::erf
  };

  private FloatFunctions() {}

  /** One pass over part of a range. */
  private interface Loop {
    void run(float[] a, float[] out, int from, int to);
  }

  /** Applies a function with its constant; {@code out} may be {@code a} for EXP and LOG. */
  static void apply(Unary function, float c, float[] a, float[] out, int from, int to) {
    switch (function) {
      case ADD_SCALAR -> FloatArithmetic.addScalar(a, c, out, from, to);
      case SCALE -> FloatArithmetic.scale(a, c, out, from, to);
      case MAX -> FloatArithmetic.max(a, c, out, from, to);
      case SQRT -> FloatArithmetic.sqrt(a, out, from, to);
      case EXP -> run(EXP, a, out, from, to);
      case LOG -> run(LOG, a, out, from, to);
      case TANH -> run(TANH, a, out, from, to);
      case EXPM1 -> run(EXPM1, a, out, from, to);
      case LOG1P -> run(LOG1P, a, out, from, to);
      case ERF -> run(ERF, a, out, from, to);
    }
  }

  static void sigmoid(float[] a, float[] out, int from, int to) {
    run(SIGMOID, a, out, from, to);
  }

  private static void run(Loop[] loops, float[] a, float[] out, int from, int to) {
    for (int i = from; i < to; i += STRETCH) {
      int end = Math.min(i + STRETCH, to);
      for (Loop loop : loops) {
        loop.run(a, out, i, end);
      }
    }
  }
}
