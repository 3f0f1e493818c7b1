package dev.gradus.backend.vector;

import jdk.incubator.vector.VectorShape;

/**
 * How wide the vectors are: as the processor prefers, or as the system property {@code
 * gradus.vector.bits} says. A constant, because the compiler turns vector code into instructions
 * only where it knows the width.
 */
final class Width {
  private static final String PROPERTY = "gradus.vector.bits";
  private static final int LEAST_BITS = 128;
  private static final int MOST_BITS = 512;

  private static final int PREFERRED = VectorShape.preferredShape().vectorBitSize();

  /**
   * Vector registers, of which speed alone depends: AVX2, which prefers 256 bits, has half as many
   * as AVX-512 and NEON.
   */
  static final int REGISTERS = PREFERRED == 256 ? 16 : 32;

  static final VectorShape SHAPE = VectorShape.forBitSize(bits(System.getProperty(PROPERTY)));

  private Width() {}

  private static int bits(String forced) {
    if (forced == null) {
      return Math.max(LEAST_BITS, Math.min(MOST_BITS, PREFERRED));
    }
    return switch (forced.strip()) {
      case "128" -> 128;
      case "256" -> 256;
      case "512" -> 512;
      default ->
          throw new IllegalArgumentException(
              PROPERTY + ": expected 128, 256 or 512, got '" + forced + "'");
    };
  }
}
