package dev.gradus.backend;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertSame;

import org.junit.jupiter.api.Test;

class ArrayPoolTest {
  private final ArrayPool<float[]> pool = new ArrayPool<>(float[]::new, array -> array.length, 100);

  @Test
  void anArrayComesBackForTheSameLengthOnly() {
    float[] array = pool.take(60);
    assertEquals(60, array.length);
    pool.give(array);
    assertNotSame(array, pool.take(59));
    assertSame(array, pool.take(60));
    assertNotSame(array, pool.take(60), "it is handed out once");
  }

  @Test
  void exactlyItsCapacityIsKeptAndWhatIsTakenMakesRoom() {
    float[] large = pool.take(100);
    pool.give(large);
    assertSame(large, pool.take(100));
    float[] small = pool.take(40);
    pool.give(small);
    float[] rest = pool.take(60);
    pool.give(rest);
    assertSame(small, pool.take(40));
    assertSame(rest, pool.take(60));
  }

  @Test
  void beyondItsCapacityNothingIsKept() {
    float[] first = pool.take(60);
    float[] second = pool.take(60);
    pool.give(first);
    pool.give(second);
    assertSame(first, pool.take(60));
    assertNotSame(second, pool.take(60));
    pool.give(second);
    pool.clear();
    assertNotSame(second, pool.take(60));
  }
}
