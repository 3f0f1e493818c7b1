package dev.gradus.backend.nd4j;

import dev.gradus.tensor.KernelOps.Binary;
import dev.gradus.tensor.KernelOps.Unary;
import java.nio.FloatBuffer;

/** One function over a run of f32 numbers; which one is asked before the loop, not within. */
final class FloatArithmetic {
  private FloatArithmetic() {}

  /** z = function(x), with the constant c of those that have one. */
  static void unary(Unary function, float c, FloatBuffer x, FloatBuffer z, int size) {
    switch (function) {
      case ADD_SCALAR -> {
        for (int i = 0; i < size; i++) {
          z.put(i, x.get(i) + c);
        }
      }
      case SCALE -> {
        for (int i = 0; i < size; i++) {
          z.put(i, x.get(i) * c);
        }
      }
      case MAX -> {
        for (int i = 0; i < size; i++) {
          z.put(i, Math.max(x.get(i), c));
        }
      }
      case SQRT -> {
        for (int i = 0; i < size; i++) {
          z.put(i, round(Math.sqrt(x.get(i))));
        }
      }
      case TANH -> {
        for (int i = 0; i < size; i++) {
          z.put(i, round(Math.tanh(x.get(i))));
        }
      }
      case EXPM1 -> {
        for (int i = 0; i < size; i++) {
          z.put(i, round(Math.expm1(x.get(i))));
        }
      }
      case LOG1P -> {
        for (int i = 0; i < size; i++) {
          z.put(i, round(Math.log1p(x.get(i))));
        }
      }
      default -> throw new IllegalArgumentException("unary: no loop for " + function);
    }
  }

  private static float round(double value) {
    return (float) value; // f64: return value;
  }

  /** z[at + j] = function(x[at + j], y[j]). */
  static void elements(
      Binary function, FloatBuffer x, int at, FloatBuffer y, FloatBuffer z, int size) {
    switch (function) {
      case ADD -> {
        for (int j = 0; j < size; j++) {
          z.put(at + j, x.get(at + j) + y.get(j));
        }
      }
      case SUB -> {
        for (int j = 0; j < size; j++) {
          z.put(at + j, x.get(at + j) - y.get(j));
        }
      }
      case MUL -> {
        for (int j = 0; j < size; j++) {
          z.put(at + j, x.get(at + j) * y.get(j));
        }
      }
      case DIV -> {
        for (int j = 0; j < size; j++) {
          z.put(at + j, x.get(at + j) / y.get(j));
        }
      }
    }
  }

  /** z[at + j] = function(x[at + j], y). */
  static void constant(Binary function, FloatBuffer x, int at, float y, FloatBuffer z, int size) {
    switch (function) {
      case ADD -> {
        for (int j = 0; j < size; j++) {
          z.put(at + j, x.get(at + j) + y);
        }
      }
      case SUB -> {
        for (int j = 0; j < size; j++) {
          z.put(at + j, x.get(at + j) - y);
        }
      }
      case MUL -> {
        for (int j = 0; j < size; j++) {
          z.put(at + j, x.get(at + j) * y);
        }
      }
      case DIV -> {
        for (int j = 0; j < size; j++) {
          z.put(at + j, x.get(at + j) / y);
        }
      }
    }
  }
}
