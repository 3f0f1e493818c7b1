package dev.gradus.formats;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.UncheckedIOException;
import java.util.Random;
import java.util.function.Consumer;
import org.junit.jupiter.api.function.Executable;

/** Asserts whole error messages, and that damage is always answered with one. */
final class Messages {
  private Messages() {}

  static void assertMalformed(String message, Executable read) {
    assertEquals(message, assertThrows(MalformedFileException.class, read).getMessage());
  }

  /** Reads damaged copies; anything but a documented exception with one line of text escapes. */
  static int countRefused(byte[] good, int times, Consumer<byte[]> read) {
    Random random = new Random(1);
    int refused = 0;
    for (int i = 0; i < times; i++) {
      byte[] damaged = good.clone();
      for (int n = random.nextInt(3); n >= 0; n--) {
        damaged[random.nextInt(damaged.length)] = (byte) random.nextInt(256);
      }
      try {
        read.accept(damaged);
      } catch (MalformedFileException | UncheckedIOException | IllegalArgumentException e) {
        refused++;
        assertEquals(1, e.getMessage().lines().count(), e.getMessage());
      }
    }
    return refused;
  }
}
