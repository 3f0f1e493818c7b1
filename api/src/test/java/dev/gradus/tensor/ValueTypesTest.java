package dev.gradus.tensor;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.Set;
import org.junit.jupiter.api.Test;

/** Shapes, maps and precisions are values: equal where they say the same. */
class ValueTypesTest {
  @Test
  void mapsAreEqualWhereWidthAndSourcesAre() {
    IndexMap map = IndexMap.of(5, 4, IndexMap.ABSENT, 0);
    assertEquals(map, IndexMap.of(5, 4, IndexMap.ABSENT, 0));
    assertNotEquals(map, IndexMap.of(6, 4, IndexMap.ABSENT, 0), "another width");
    assertNotEquals(map, IndexMap.of(5, 4, IndexMap.ABSENT, 1), "another source");
    assertNotEquals(map, new Object());
    assertEquals(map.hashCode(), IndexMap.of(5, 4, IndexMap.ABSENT, 0).hashCode());
    Set<Integer> hashes =
        Set.of(
            map.hashCode(), IndexMap.of(6, 4, -1, 0).hashCode(), IndexMap.of(5, 4, 1).hashCode());
    assertEquals(3, hashes.size());
    assertEquals("IndexMap[5 -> 3]", map.toString());
  }

  @Test
  void aMapNeedsAColumnOnBothSides() {
    for (IndexMap smallest : new IndexMap[] {IndexMap.of(1, 0), IndexMap.of(1, IndexMap.ABSENT)}) {
      assertEquals(1, smallest.length());
    }
    String message =
        assertThrows(IllegalArgumentException.class, () -> IndexMap.of(0, -1)).getMessage();
    assertEquals("IndexMap: expected at least one column on both sides, got 0 and 1", message);
    assertThrows(IllegalArgumentException.class, () -> IndexMap.of(1));
  }

  @Test
  void shapesAreEqualWhereTheirExtentsAre() {
    assertEquals(Shape.of(2, 3), Shape.of(2, 3));
    assertEquals(Shape.of(2, 3).hashCode(), Shape.of(2, 3).hashCode());
    assertNotEquals(Shape.of(2, 3), Shape.of(3, 2));
    assertNotEquals(Shape.of(2, 3).hashCode(), Shape.of(3, 2).hashCode());
    assertNotEquals(Shape.of(6), Shape.of(1, 6));
  }

  @Test
  void precisionsKnowTheirSizeAndTheirRoundoff() {
    assertEquals(4, Precision.F32.bytes());
    assertEquals(8, Precision.F64.bytes());
    assertEquals(Math.ulp(1f) / 2, Precision.F32.unitRoundoff());
    assertEquals(Math.ulp(1.0) / 2, Precision.F64.unitRoundoff());
  }
}
