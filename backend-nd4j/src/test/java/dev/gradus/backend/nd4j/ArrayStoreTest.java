package dev.gradus.backend.nd4j;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertSame;

import dev.gradus.backend.BackendConfig;
import dev.gradus.tensor.Precision;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

final class ArrayStoreTest {
  private final ArrayStore store =
      new ArrayStore(size -> NativeArray.allocate(Precision.F32, size, true), 20);

  @BeforeAll
  static void loadTheLibrary() {
    Nd4jProcess.enter(Library.CPU, BackendConfig.defaults().threads());
  }

  private static String closed(NativeArray... arrays) {
    return String.join("", Stream.of(arrays).map(a -> a.isFreed() ? "x" : "-").toList());
  }

  @Test
  void givesAnArrayOfTheSizeOutAgainOnce() {
    NativeArray five = store.take(5);
    store.give(five);
    assertNotSame(five, store.take(6));
    assertSame(five, store.take(5));
    assertNotSame(five, store.take(5));
  }

  @Test
  void closesTheSizesThatWereNotAskedForTheLongest() {
    NativeArray[] arrays = {store.take(5), store.take(6), store.take(7), store.take(5)};
    store.give(arrays[0]);
    store.give(arrays[1]);
    store.give(arrays[2]);
    store.take(5);
    store.give(arrays[0]);
    assertEquals("----", closed(arrays));
    store.give(arrays[3]);
    assertEquals("-x--", closed(arrays), "23 of 20 elements, and 6 came before 7 and 5");
  }

  @Test
  void keepsNothingLargerThanItselfAndNothingOnceClosed() {
    NativeArray[] arrays = {store.take(21), store.take(20), store.take(1)};
    store.give(arrays[0]);
    store.give(arrays[1]);
    assertEquals("x--", closed(arrays));
    store.close();
    store.give(arrays[2]);
    assertEquals("xxx", closed(arrays));
  }
}
