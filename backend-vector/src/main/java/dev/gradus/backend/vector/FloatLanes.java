package dev.gradus.backend.vector;

import java.util.List;
import java.util.stream.IntStream;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorSpecies;

/** The vectors of this precision: their length, and the ends of rows. */
final class FloatLanes {
  static final VectorSpecies<Float> SPECIES = VectorSpecies.of(float.class, Width.SHAPE);
  static final int LANES = SPECIES.length();

  /** The last 0, 1, … lanes. */
  private static final List<VectorMask<Float>> LAST_LANES =
      IntStream.range(0, LANES)
          .mapToObj(count -> SPECIES.indexInRange(count - LANES, count))
          .toList();

  private FloatLanes() {}

  /** What of {@code size} elements is left after the whole vectors, beside zeros. */
  static FloatVector remainder(float[] a, int from, int size) {
    return size > LANES
        ? FloatVector.zero(SPECIES)
            .blend(
                FloatVector.fromArray(SPECIES, a, from + size - LANES),
                LAST_LANES.get(size % LANES))
        : FloatVector.fromArray(SPECIES, a, from, SPECIES.indexInRange(0, size));
  }
}
