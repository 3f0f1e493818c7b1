package dev.gradus.backend.vector;

import static dev.gradus.backend.vector.FloatLanes.LANES;
import static dev.gradus.backend.vector.FloatLanes.SPECIES;

import jdk.incubator.vector.FloatVector;

/**
 * What an affine map does to rows {@code from} to {@code to − 1} of its product, in place. Rows are
 * often short, and the compiler's own vectors pay only on long ones.
 */
final class FloatBias {
  private FloatBias() {}

  static void add(float[] out, float[] bias, int from, int to, int columns) {
    int bound = SPECIES.loopBound(columns);
    for (int row = from; row < to; row++) {
      int at = row * columns;
      for (int j = 0; j < bound; j += LANES) {
        FloatVector.fromArray(SPECIES, out, at + j)
            .add(FloatVector.fromArray(SPECIES, bias, j))
            .intoArray(out, at + j);
      }
      for (int j = bound; j < columns; j++) {
        out[at + j] += bias[j];
      }
    }
  }

  /** With the rectifier max(x, 0); NaN stays NaN. */
  static void addAndRectify(float[] out, float[] bias, int from, int to, int columns) {
    int bound = SPECIES.loopBound(columns);
    for (int row = from; row < to; row++) {
      int at = row * columns;
      for (int j = 0; j < bound; j += LANES) {
        FloatVector.fromArray(SPECIES, out, at + j)
            .add(FloatVector.fromArray(SPECIES, bias, j))
            .max(0)
            .intoArray(out, at + j);
      }
      for (int j = bound; j < columns; j++) {
        out[at + j] = Math.max(out[at + j] + bias[j], 0);
      }
    }
  }
}
