package dev.gradus.backend.vector;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.gradus.tensor.Precision;
import dev.gradus.tensor.Shape;
import dev.gradus.tensor.Tensor;
import dev.gradus.tensor.TensorOps;
import dev.gradus.tensor.reference.ReferenceOps;
import java.util.Random;
import java.util.function.BiFunction;
import java.util.stream.DoubleStream;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class FunctionAccuracyTest {
  private static final double INF = Double.POSITIVE_INFINITY;

  /** Ends, signs, and the last arguments before a function overflows, vanishes or saturates. */
  private static final double[] SPECIAL = {
    0,
    -0.0,
    1,
    -1,
    INF,
    -INF,
    Double.NaN,
    Float.MIN_VALUE,
    -Float.MIN_VALUE,
    Double.MIN_VALUE,
    -Double.MIN_VALUE,
    Float.MIN_NORMAL,
    Double.MIN_NORMAL,
    1e-40,
    1e-310,
    Float.MAX_VALUE,
    -Float.MAX_VALUE,
    Double.MAX_VALUE,
    -Double.MAX_VALUE,
    88.72283,
    88.72284,
    -87.33,
    -87.34,
    -103.97,
    -103.98,
    709.782712893384,
    709.7827128933841,
    -708.39,
    -708.4,
    -745.13,
    -745.14,
    -0.99999994,
    -1.0000001,
    0.9999999,
    1.0000001,
    0.70710677,
    0.7071068,
    9.01,
    -9.02,
    19.06,
    6,
    -4
  };

  @ParameterizedTest
  @EnumSource(Precision.class)
  void staysWithinFourUnitsInTheLastPlace(Precision precision) {
    check(precision, 4, "exp", TensorOps::exp);
    check(precision, 4, "log", TensorOps::log);
    check(precision, 0, "sqrt", TensorOps::sqrt);
    check(precision, 4, "tanh", TensorOps::tanh);
    check(precision, 4, "expm1", TensorOps::expm1);
    check(precision, 4, "log1p", TensorOps::log1p);
    // The specification's own erf is some units off in f64, before its last rounding.
    check(precision, precision == Precision.F32 ? 4 : 12, "erf", TensorOps::erf);
  }

  private static void check(
      Precision precision, double units, String name, BiFunction<TensorOps, Tensor, Tensor> f) {
    double[] x = arguments(precision);
    double[] expected;
    double[] actual;
    try (TensorOps reference = new ReferenceOps(precision);
        TensorOps vector = Fingerprint.open(precision, 1)) {
      Shape shape = Shape.of(x.length);
      expected = reference.doubles(f.apply(reference, reference.tensor(shape, x)));
      actual = vector.doubles(f.apply(vector, vector.tensor(shape, x)));
    }
    for (int i = 0; i < x.length; i++) {
      String where = name + "(" + x[i] + ")";
      if (Double.isNaN(expected[i]) || Double.isInfinite(expected[i]) || expected[i] == 0) {
        assertEquals(expected[i], actual[i], where); // tells −0 from 0
      } else {
        double unit =
            precision == Precision.F32 ? Math.ulp((float) expected[i]) : Math.ulp(expected[i]);
        double error = Math.abs(actual[i] - expected[i]) / unit;
        assertTrue(error <= units, where + " is " + actual[i] + ", " + error + " units off");
      }
    }
  }

  private static double[] arguments(Precision precision) {
    Random random = new Random(1);
    double widest = precision == Precision.F32 ? 106 : 750;
    DoubleStream magnitudes =
        random.doubles(20_000, -6, 3).map(e -> Math.pow(10, e) * random.nextGaussian());
    DoubleStream evenly = random.doubles(20_000, -widest, widest);
    DoubleStream exponents = random.doubles(20_000, -0.9 * widest, 0.9 * widest).map(Math::exp);
    return Stream.of(DoubleStream.of(SPECIAL), magnitudes, evenly, exponents)
        .flatMapToDouble(part -> part)
        .toArray();
  }
}
