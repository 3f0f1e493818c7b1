package dev.gradus.conformance;

import dev.gradus.tensor.Kernels.Unary;
import dev.gradus.tensor.Precision;
import dev.gradus.tensor.Shape;
import dev.gradus.tensor.reference.ReferenceOps;

/** The functions of one element, and what an error of their argument becomes. */
final class Functions {
  private Functions() {}

  static double value(Unary function, double x) {
    return switch (function) {
      case EXP -> Math.exp(x);
      case LOG -> Math.log(x);
      case SQRT -> Math.sqrt(x);
      case TANH -> Math.tanh(x);
      case EXPM1 -> Math.expm1(x);
      case LOG1P -> Math.log1p(x);
      case ERF -> erf(x);
      case ADD_SCALAR, SCALE, MAX ->
          throw new IllegalArgumentException(function + " has a constant");
    };
  }

  private static double erf(double x) {
    try (ReferenceOps ops = new ReferenceOps(Precision.F64)) {
      return ops.doubles(ops.erf(ops.full(Shape.scalar(), x)))[0];
    }
  }

  /** The largest |f(x + d) − f(x)| for |d| up to e. */
  static double propagated(Unary function, double x, double e) {
    double nearest = Math.max(0, Math.abs(x) - e); // to 0, where tanh and erf are steepest
    return e == 0
        ? 0
        : switch (function) {
          case EXP -> Math.exp(x) * Math.expm1(e);
          case LOG -> logarithm(e / x, x > 0);
          case LOG1P -> logarithm(e / (1 + x), x > -1);
          case SQRT -> x - e > 0 ? e / (Math.sqrt(x) + Math.sqrt(x - e)) : Math.sqrt(x + e);
          case TANH -> e / Math.pow(Math.cosh(nearest), 2);
          case EXPM1 -> Math.exp(x) * Math.expm1(e);
          case ERF -> e * 2 / Math.sqrt(Math.PI) * Math.exp(-nearest * nearest);
          case ADD_SCALAR, SCALE, MAX ->
              throw new IllegalArgumentException(function + " has a constant");
        };
  }

  /** As {@link #propagated}, for 1/(1 + e⁻ˣ), whose slope is σ(x)·σ(−x): steepest at 0. */
  static double propagatedBySigmoid(double x, double e) {
    double power = Math.exp(-Math.max(0, Math.abs(x) - e));
    return e * power / Math.pow(1 + power, 2);
  }

  /** By the relative error of the argument; unbounded where that may be 0. */
  private static double logarithm(double relative, boolean defined) {
    return defined && relative < 1 ? -Math.log1p(-relative) : Double.POSITIVE_INFINITY;
  }
}
