package dev.gradus.backend.vector;

import static dev.gradus.backend.vector.FloatLanes.LANES;
import static dev.gradus.backend.vector.FloatLanes.SPECIES;

import jdk.incubator.vector.ByteVector;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorShape;
import jdk.incubator.vector.VectorSpecies;

/** Unsigned bytes, each divided by a constant. */
final class FloatPixels {
  /** Bytes as many as there are lanes; there is no vector of less than eight. */
  private static final boolean VECTORS = LANES >= Long.BYTES;

  private static final VectorSpecies<Byte> BYTES =
      VectorSpecies.of(byte.class, VectorShape.forBitSize(Math.max(Long.SIZE, LANES * Byte.SIZE)));
  private static final VectorSpecies<Integer> INTS =
      VectorSpecies.of(
          int.class, VectorShape.forBitSize(Math.max(Long.SIZE, LANES * Integer.SIZE)));

  private static final VectorOperators.Conversion<Integer, Float> TO_FLOATING =
      VectorOperators.I2F; // f64: VectorOperators.I2D;

  private static final int LEVELS = 1 << Byte.SIZE;
  private static final int UNSIGNED = LEVELS - 1;

  private static final int CACHE_LINE = 64;

  /** Rows that are read ahead of their turn. */
  private static final int AT_ONCE = 4;

  private FloatPixels() {}

  /** Rows {@code from} to {@code to − 1} of the result, each of {@code size} bytes. */
  static void gather(
      byte[] bytes, int[] rows, float divisor, float[] out, int size, int from, int to) {
    float reciprocal = 1 / divisor;
    boolean multiplies = VECTORS && isEnough(divisor, reciprocal);
    int bound = multiplies ? BYTES.loopBound(size) : 0;
    for (int first = from; first < to; first += AT_ONCE) {
      int end = Math.min(to, first + AT_ONCE);
      if (touch(bytes, rows, size, first, end) < 0) {
        throw new AssertionError("never: the sum must be used, or its loads are left out");
      }
      for (int i = first; i < end; i++) {
        divideVectors(bytes, rows[i] * size, divisor, reciprocal, out, i * size, bound);
        divide(bytes, rows[i] * size, divisor, out, i * size, bound, size);
      }
    }
  }

  /**
   * Reads a byte of every cache line, so that all of them are on their way from memory at once: the
   * rows of a batch lie far apart, and waiting for one after the other would take most of the time.
   */
  private static long touch(byte[] bytes, int[] rows, int size, int from, int to) {
    long sum = 0;
    for (int i = from; i < to; i++) {
      int at = rows[i] * size;
      for (int j = 0; j < size; j += CACHE_LINE) {
        sum += bytes[at + j] & UNSIGNED;
      }
    }
    return sum;
  }

  /**
   * Whether one correction of the product with the reciprocal gives the quotient of every byte, as
   * it does for nearly all divisors; a division costs several times as much.
   */
  private static boolean isEnough(float divisor, float reciprocal) {
    for (int level = 0; level < LEVELS; level++) {
      float q = level * reciprocal;
      if (Math.fma(Math.fma(-divisor, q, level), reciprocal, q) != level / divisor) {
        return false;
      }
    }
    return true;
  }

  private static void divideVectors(
      byte[] bytes, int at, float divisor, float reciprocal, float[] out, int to, int size) {
    FloatVector r = FloatVector.broadcast(SPECIES, reciprocal);
    FloatVector d = FloatVector.broadcast(SPECIES, -divisor);
    for (int i = 0; i < size; i += LANES) {
      IntVector levels =
          (IntVector)
              ByteVector.fromArray(BYTES, bytes, at + i)
                  .convertShape(VectorOperators.B2I, INTS, 0)
                  .lanewise(VectorOperators.AND, UNSIGNED);
      FloatVector x = (FloatVector) levels.convertShape(TO_FLOATING, SPECIES, 0);
      FloatVector q = x.mul(r);
      q.fma(d, x).fma(r, q).intoArray(out, to + i);
    }
  }

  private static void divide(
      byte[] bytes, int at, float divisor, float[] out, int to, int first, int size) {
    for (int i = first; i < size; i++) {
      out[to + i] = (bytes[at + i] & UNSIGNED) / divisor;
    }
  }
}
