package dev.gradus.backend.nd4j;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.gradus.tensor.Precision;
import dev.gradus.tensor.Shape;
import dev.gradus.tensor.Tensor;
import dev.gradus.tensor.TensorOps;
import dev.gradus.tensor.reference.ReferenceOps;
import java.util.Random;
import java.util.function.BiFunction;

/** One operation on the backend and on the specification, with the same numbers. */
final class Comparison {
  private final TensorOps ops;
  private final ReferenceOps reference;

  Comparison(TensorOps ops) {
    this.ops = ops;
    this.reference = new ReferenceOps(ops.precision());
  }

  /** Numbers that the precision holds, of both signs and several magnitudes. */
  double[] numbers(int size, long seed) {
    Random random = new Random(seed);
    double[] numbers = new double[size];
    for (int i = 0; i < size; i++) {
      double x = random.nextGaussian() * Math.pow(10, random.nextInt(4) - 2);
      numbers[i] = ops.precision() == Precision.F32 ? (float) x : x;
    }
    return numbers;
  }

  /** Half an ulp more or less: unit roundoff times {@code terms} times the magnitudes' sum. */
  double bound(int terms, double magnitude) {
    return (terms + 2) * ops.precision().unitRoundoff() * magnitude + Double.MIN_NORMAL;
  }

  /** Within some units in the last place; equal infinities, NaN and zeros' values. */
  void agrees(
      String what, double ulps, Operands operands, BiFunction<TensorOps, Tensor[], Tensor> f) {
    Tensor got = f.apply(ops, operands.on(ops));
    Tensor want = f.apply(reference, operands.on(reference));
    assertEquals(want.shape(), got.shape(), what);
    double[] expected = reference.doubles(want);
    double[] actual = ops.doubles(got);
    for (int i = 0; i < expected.length; i++) {
      boolean bothNan = Double.isNaN(actual[i]) && Double.isNaN(expected[i]);
      if (actual[i] != expected[i] && !bothNan) {
        double error = Math.abs(actual[i] - expected[i]) / ulp(expected[i]);
        assertTrue(
            error <= ulps,
            "%s [%d]: expected %s, got %s, %.1f ulp apart (at most %.1f); operands %s"
                .formatted(what, i, expected[i], actual[i], error, ulps, operands.at(i)));
      }
    }
  }

  /** As {@link #agrees}, within a multiple of the rounding error of the magnitudes' result. */
  void agreesBySize(
      String what, int terms, Operands operands, BiFunction<TensorOps, Tensor[], Tensor> f) {
    double[] actual = ops.doubles(f.apply(ops, operands.on(ops)));
    ReferenceOps exact = new ReferenceOps(Precision.F64);
    double[] expected = exact.doubles(f.apply(exact, operands.on(exact)));
    double[] magnitude = exact.doubles(f.apply(exact, operands.magnitudes().on(exact)));
    assertEquals(expected.length, actual.length, what);
    for (int i = 0; i < expected.length; i++) {
      assertEquals(expected[i], actual[i], bound(terms, magnitude[i]), what + " [" + i + "]");
    }
  }

  private double ulp(double x) {
    return ops.precision() == Precision.F32 ? Math.ulp((float) x) : Math.ulp(x);
  }

  /** Host arrays with their shapes. */
  record Operands(Shape[] shapes, double[][] values) {
    static Operands of(Shape shape, double[] values) {
      return new Operands(new Shape[] {shape}, new double[][] {values});
    }

    Operands and(Shape shape, double[] more) {
      Shape[] s = java.util.Arrays.copyOf(shapes, shapes.length + 1);
      double[][] v = java.util.Arrays.copyOf(values, values.length + 1);
      s[shapes.length] = shape;
      v[values.length] = more;
      return new Operands(s, v);
    }

    Operands magnitudes() {
      double[][] v = new double[values.length][];
      for (int i = 0; i < v.length; i++) {
        v[i] = java.util.Arrays.stream(values[i]).map(Math::abs).toArray();
      }
      return new Operands(shapes, v);
    }

    Tensor[] on(TensorOps ops) {
      Tensor[] tensors = new Tensor[shapes.length];
      for (int i = 0; i < tensors.length; i++) {
        tensors[i] = ops.tensor(shapes[i], values[i]);
      }
      return tensors;
    }

    String at(int index) {
      StringBuilder text = new StringBuilder();
      for (double[] v : values) {
        text.append(index < v.length ? v[index] : v[0]).append(' ');
      }
      return text.toString();
    }
  }
}
