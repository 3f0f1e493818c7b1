package dev.gradus.backend.ejml;

import dev.gradus.tensor.Kernels.Binary;
import dev.gradus.tensor.Kernels.Unary;
import dev.gradus.tensor.Shapes.Broadcast;
import org.ejml.data.FMatrixRMaj;
import org.ejml.dense.row.CommonOps_FDRM;

/**
 * Element by element. EJML computes what it has a routine for; the rest are plain loops, in f64
 * where a function of {@link Math} asks for it.
 */
final class FloatElements {
  private FloatElements() {}

  /** The nearest number of this precision. */
  static float rounded(double value) {
    return (float) value; // f64: return value;
  }

  private static FMatrixRMaj vector(float[] a, int size) {
    return FMatrixRMaj.wrap(1, size, a);
  }

  static void unary(Unary function, float c, float[] a, float[] out, int size) {
    switch (function) {
      case ADD_SCALAR -> CommonOps_FDRM.add(vector(a, size), c, vector(out, size));
      case SCALE -> CommonOps_FDRM.scale(c, vector(a, size), vector(out, size));
      case MAX -> {
        for (int i = 0; i < size; i++) {
          out[i] = Math.max(a[i], c);
        }
      }
      case EXP -> CommonOps_FDRM.elementExp(vector(a, size), vector(out, size));
      case LOG -> CommonOps_FDRM.elementLog(vector(a, size), vector(out, size));
      case SQRT -> {
        for (int i = 0; i < size; i++) {
          out[i] = rounded(Math.sqrt(a[i]));
        }
      }
      case TANH -> {
        for (int i = 0; i < size; i++) {
          out[i] = rounded(Math.tanh(a[i]));
        }
      }
      case EXPM1 -> {
        for (int i = 0; i < size; i++) {
          out[i] = rounded(StrictMath.expm1(a[i]));
        }
      }
      case LOG1P -> {
        for (int i = 0; i < size; i++) {
          out[i] = rounded(StrictMath.log1p(a[i]));
        }
      }
      case ERF -> {
        for (int i = 0; i < size; i++) {
          out[i] = rounded(ErrorFunction.erf(a[i]));
        }
      }
    }
  }

  /** As KernelOps.binary says; {@code out} may be {@code a}. */
  static void binary(
      Binary function,
      float[] a,
      float[] b,
      Broadcast broadcast,
      float[] out,
      int rows,
      int columns) {
    switch (broadcast) {
      case SAME -> same(function, a, b, out, rows * columns);
      case ELEMENT -> element(function, a, b[0], out, rows * columns);
      case ROW -> {
        for (int i = 0; i < rows; i++) {
          row(function, a, b, out, i * columns, columns);
        }
      }
      case COLUMN -> {
        for (int i = 0; i < rows; i++) {
          constant(function, a, b[i], out, i * columns, columns);
        }
      }
    }
  }

  private static void same(Binary function, float[] a, float[] b, float[] out, int size) {
    FMatrixRMaj left = vector(a, size);
    FMatrixRMaj right = vector(b, size);
    FMatrixRMaj result = vector(out, size);
    switch (function) {
      case ADD -> CommonOps_FDRM.add(left, right, result);
      case SUB -> CommonOps_FDRM.subtract(left, right, result);
      case MUL -> CommonOps_FDRM.elementMult(left, right, result);
      case DIV -> CommonOps_FDRM.elementDiv(left, right, result);
    }
  }

  private static void element(Binary function, float[] a, float b, float[] out, int size) {
    FMatrixRMaj left = vector(a, size);
    FMatrixRMaj result = vector(out, size);
    switch (function) {
      case ADD -> CommonOps_FDRM.add(left, b, result);
      case SUB -> CommonOps_FDRM.subtract(left, b, result);
      case MUL -> CommonOps_FDRM.scale(b, left, result);
      case DIV -> CommonOps_FDRM.divide(left, b, result);
    }
  }

  /** One row of a with the row b. */
  private static void row(
      Binary function, float[] a, float[] b, float[] out, int start, int columns) {
    switch (function) {
      case ADD -> {
        for (int j = 0; j < columns; j++) {
          out[start + j] = a[start + j] + b[j];
        }
      }
      case SUB -> {
        for (int j = 0; j < columns; j++) {
          out[start + j] = a[start + j] - b[j];
        }
      }
      case MUL -> {
        for (int j = 0; j < columns; j++) {
          out[start + j] = a[start + j] * b[j];
        }
      }
      case DIV -> {
        for (int j = 0; j < columns; j++) {
          out[start + j] = a[start + j] / b[j];
        }
      }
    }
  }

  /** One row of a with one value. */
  private static void constant(
      Binary function, float[] a, float b, float[] out, int start, int columns) {
    int end = start + columns;
    switch (function) {
      case ADD -> {
        for (int at = start; at < end; at++) {
          out[at] = a[at] + b;
        }
      }
      case SUB -> {
        for (int at = start; at < end; at++) {
          out[at] = a[at] - b;
        }
      }
      case MUL -> {
        for (int at = start; at < end; at++) {
          out[at] = a[at] * b;
        }
      }
      case DIV -> {
        for (int at = start; at < end; at++) {
          out[at] = a[at] / b;
        }
      }
    }
  }

  static void select(
      float[] c, float[] a, float[] b, Broadcast broadcast, float[] out, int rows, int columns) {
    // b's index for element (i, j) is i·rowStep + j·columnStep.
    int rowStep =
        switch (broadcast) {
          case SAME -> columns;
          case COLUMN -> 1;
          case ROW, ELEMENT -> 0;
        };
    int columnStep = broadcast == Broadcast.SAME || broadcast == Broadcast.ROW ? 1 : 0;
    for (int i = 0; i < rows; i++) {
      for (int j = 0; j < columns; j++) {
        int at = i * columns + j;
        out[at] = c[at] > 0 ? a[at] : b[i * rowStep + j * columnStep];
      }
    }
  }

  static void update(float[] target, float keep, float factor, float[] delta, int size) {
    FMatrixRMaj changed = vector(target, size);
    FMatrixRMaj added = vector(delta, size);
    if (keep == 0) {
      CommonOps_FDRM.scale(factor, added, changed);
    } else if (keep == 1) {
      CommonOps_FDRM.addEquals(changed, factor, added);
    } else {
      CommonOps_FDRM.add(keep, changed, factor, added, changed);
    }
  }
}
