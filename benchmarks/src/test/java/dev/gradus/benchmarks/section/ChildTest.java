package dev.gradus.benchmarks.section;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

class ChildTest {
  private static final Path JAVA = Path.of(System.getProperty("java.home"), "bin", "java");

  @Test
  void aProcessIsTimedAndWatched() {
    Child.Outcome outcome = new Child(List.of(JAVA.toString(), "-version")).run();
    assertTrue(outcome.seconds() > 0);
    assertTrue(outcome.peakMegabytes() >= 0);
  }

  @Test
  void aProcessThatFailsIsAnErrorWithItsLastWords() {
    Child wrong = new Child(List.of(JAVA.toString(), "-no-such-option"));
    String message = assertThrows(IllegalStateException.class, wrong::run).getMessage();
    assertTrue(message.contains("ended with 1") && message.contains("no-such-option"), message);
  }

  @Test
  void theLastLineOfJsonIsRead() {
    Child.Outcome outcome = new Child.Outcome(1, 0, "{\"a\": 1}\nwords\n{\"a\": 2.5}\nmore\n");
    assertEquals(2.5, outcome.json().get("a"));
    Child.Outcome none = new Child.Outcome(1, 0, "words");
    assertThrows(IllegalStateException.class, none::json);
  }
}
