package dev.gradus.nn.check;

import java.util.function.DoubleUnaryOperator;
import java.util.function.ToDoubleFunction;

/**
 * Derivatives by difference quotients: slow and approximate, but sure.
 *
 * <pre>{@code
 * double[] gradient = NumericalGradient.of(x -> x[0] * x[0] + x[1] * x[1], new double[] {3, 4});
 * // 6, 8
 * }</pre>
 */
public final class NumericalGradient {
  /** A step at which rounding and truncation are both small for functions of ordinary size. */
  public static final double STEP = 1e-4;

  private NumericalGradient() {}

  /**
   * (f(x + h) − f(x)) / h, whose error falls like h. With h too small, f(x + h) rounds to f(x) and
   * the quotient to 0.
   *
   * @param f the function
   * @param x where
   * @param h the step
   * @return the quotient
   */
  public static double forwardDifference(DoubleUnaryOperator f, double x, double h) {
    return (f.applyAsDouble(x + h) - f.applyAsDouble(x)) / h;
  }

  /**
   * (f(x + h) − f(x − h)) / 2h, whose error falls like h².
   *
   * @param f the function
   * @param x where
   * @param h the step
   * @return the quotient
   */
  public static double centralDifference(DoubleUnaryOperator f, double x, double h) {
    return (f.applyAsDouble(x + h) - f.applyAsDouble(x - h)) / (2 * h);
  }

  /**
   * The gradient by central differences with step 1e-4.
   *
   * @param f a function of many variables; must not keep its argument
   * @param x where; not modified
   * @return ∂f/∂xᵢ for each i
   */
  public static double[] of(ToDoubleFunction<double[]> f, double[] x) {
    double[] point = x.clone();
    double[] gradient = new double[x.length];
    for (int i = 0; i < x.length; i++) {
      int axis = i;
      gradient[i] =
          centralDifference(
              value -> {
                point[axis] = value;
                return f.applyAsDouble(point);
              },
              x[i],
              STEP);
      point[i] = x[i];
    }
    return gradient;
  }
}
