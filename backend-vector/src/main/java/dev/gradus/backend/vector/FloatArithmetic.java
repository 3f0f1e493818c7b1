package dev.gradus.backend.vector;

import static dev.gradus.backend.vector.FloatLanes.LANES;
import static dev.gradus.backend.vector.FloatLanes.SPECIES;

import dev.gradus.tensor.Kernels.Binary;
import dev.gradus.tensor.Shapes.Broadcast;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorOperators;

/**
 * Sums, products and choices, element by element. Plain loops wherever the compiler makes vectors
 * of them by itself: each element is then what the language says, however it is compiled.
 */
final class FloatArithmetic {
  private FloatArithmetic() {}

  static void addScalar(float[] a, float c, float[] out, int from, int to) {
    for (int i = from; i < to; i++) {
      out[i] = a[i] + c;
    }
  }

  static void scale(float[] a, float c, float[] out, int from, int to) {
    for (int i = from; i < to; i++) {
      out[i] = a[i] * c;
    }
  }

  static void max(float[] a, float c, float[] out, int from, int to) {
    for (int i = from; i < to; i++) {
      out[i] = Math.max(a[i], c);
    }
  }

  static void sqrt(float[] a, float[] out, int from, int to) {
    for (int i = from; i < to; i++) {
      out[i] = F32Format.sqrt(a[i]);
    }
  }

  /** target ← keep·target + factor·delta; see {@link dev.gradus.tensor.Kernels}. */
  static void update(float[] target, float keep, float factor, float[] delta, int from, int to) {
    if (keep == 0) {
      scale(delta, factor, target, from, to);
      return;
    }
    for (int i = from; i < to; i++) {
      target[i] = Math.fma(factor, delta[i], keep * target[i]);
    }
  }

  /** Rows {@code from} to {@code to − 1} of a binary operation. */
  static void binary(
      Binary function,
      float[] a,
      float[] b,
      Broadcast broadcast,
      float[] out,
      int from,
      int to,
      int columns) {
    int at = from * columns;
    switch (broadcast) {
      case SAME -> arrays(function, a, b, at, out, at, (to - from) * columns);
      case ELEMENT -> constant(function, a, b[0], out, at, (to - from) * columns);
      case ROW -> {
        for (int row = from; row < to; row++) {
          arrays(function, a, b, 0, out, row * columns, columns);
        }
      }
      case COLUMN -> {
        for (int row = from; row < to; row++) {
          constant(function, a, b[row], out, row * columns, columns);
        }
      }
    }
  }

  private static void arrays(
      Binary function, float[] a, float[] b, int bAt, float[] out, int at, int size) {
    switch (function) {
      case ADD -> {
        for (int i = 0; i < size; i++) {
          out[at + i] = a[at + i] + b[bAt + i];
        }
      }
      case SUB -> {
        for (int i = 0; i < size; i++) {
          out[at + i] = a[at + i] - b[bAt + i];
        }
      }
      case MUL -> {
        for (int i = 0; i < size; i++) {
          out[at + i] = a[at + i] * b[bAt + i];
        }
      }
      case DIV -> {
        for (int i = 0; i < size; i++) {
          out[at + i] = a[at + i] / b[bAt + i];
        }
      }
    }
  }

  private static void constant(Binary function, float[] a, float b, float[] out, int at, int size) {
    switch (function) {
      case ADD -> addScalar(a, b, out, at, at + size);
      case SUB -> addScalar(a, -b, out, at, at + size);
      case MUL -> scale(a, b, out, at, at + size);
      case DIV -> {
        for (int i = at; i < at + size; i++) {
          out[i] = a[i] / b;
        }
      }
    }
  }

  /** Rows {@code from} to {@code to − 1} of a where c &gt; 0, else b. */
  static void select(
      float[] c,
      float[] a,
      float[] b,
      Broadcast broadcast,
      float[] out,
      int from,
      int to,
      int columns) {
    int at = from * columns;
    switch (broadcast) {
      case SAME -> select(c, a, b, at, out, at, (to - from) * columns);
      case ELEMENT -> select(c, a, b[0], out, at, (to - from) * columns);
      case ROW -> {
        for (int row = from; row < to; row++) {
          select(c, a, b, 0, out, row * columns, columns);
        }
      }
      case COLUMN -> {
        for (int row = from; row < to; row++) {
          select(c, a, b[row], out, row * columns, columns);
        }
      }
    }
  }

  // The compiler makes no vectors of a choice between two array elements.

  private static void select(
      float[] c, float[] a, float[] b, int bAt, float[] out, int at, int size) {
    int bound = SPECIES.loopBound(size);
    for (int i = 0; i < bound; i += LANES) {
      FloatVector condition = FloatVector.fromArray(SPECIES, c, at + i);
      FloatVector.fromArray(SPECIES, b, bAt + i)
          .blend(
              FloatVector.fromArray(SPECIES, a, at + i), condition.compare(VectorOperators.GT, 0))
          .intoArray(out, at + i);
    }
    for (int i = bound; i < size; i++) {
      out[at + i] = c[at + i] > 0 ? a[at + i] : b[bAt + i];
    }
  }

  static void select(float[] c, float[] a, float b, float[] out, int at, int size) {
    FloatVector other = FloatVector.broadcast(SPECIES, b);
    int bound = SPECIES.loopBound(size);
    for (int i = at; i < at + bound; i += LANES) {
      FloatVector condition = FloatVector.fromArray(SPECIES, c, i);
      other
          .blend(FloatVector.fromArray(SPECIES, a, i), condition.compare(VectorOperators.GT, 0))
          .intoArray(out, i);
    }
    for (int i = at + bound; i < at + size; i++) {
      out[i] = c[i] > 0 ? a[i] : b;
    }
  }
}
