package dev.gradus.benchmarks.report;

import static dev.gradus.benchmarks.report.Figures.figure;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MeasurementTest {
  @Test
  void theMedianIsTheValueInTheMiddleWhateverTheOrder() {
    assertEquals(3, figure("a", "", 9.0, 3.0, 1.0).median());
    assertEquals(2, figure("a", "", 9.0, 3.0, 1.0, 1.0).median());
  }

  @Test
  void aRatioIsTakenRoundByRoundAndNotOfMedians() {
    Measurement slow = figure("a", "", 10.0, 20.0, 90.0);
    Measurement fast = figure("b", "", 5.0, 20.0, 30.0, 1.0);
    assertEquals(List.of(2.0, 1.0, 3.0), slow.over(fast).values());
    assertEquals(2, slow.over(fast).median());
  }

  @Test
  void theBetterOfTwoIsChosenRoundByRound() {
    Measurement lesser = figure("a", "", 1.0, 5.0).lesser(figure("b", "", 2.0, 4.0));
    assertEquals(List.of(1.0, 4.0), lesser.values());
  }

  @Test
  void withoutAnyValueThereIsNoFigure() {
    assertThrows(
        IllegalArgumentException.class, () -> new Measurement("a", Map.of(), "s", List.of()));
  }

  @Test
  void aFigureIsFoundByItsParameters() {
    Measurement m = figure("a", "threads=2 backend=vector", 1.0);
    assertTrue(m.has("backend", "vector", "threads", "2"));
    assertFalse(m.has("backend", "vector", "threads", "1"));
    assertFalse(m.has("precision", "f32"));
  }

  @Test
  void resultsReadBackAreWhatWasWritten(@TempDir Path folder) {
    Results written =
        Figures.results(
            "products", figure("share", "threads=1", 0.1234, 5.0), figure("x", "", 1e-9));
    Path file = folder.resolve("results.json");
    written.write(file);
    Results read = Results.read(file);
    assertEquals("Abacus 3", read.about().get("cpu"));
    assertEquals("abc", read.sections().get("products").about().get("commit"));
    assertEquals(
        written.sections().get("products").measurements(),
        read.sections().get("products").measurements());
    assertTrue(read.find("products", "share", "threads", "1").isPresent());
    assertTrue(read.find("products", "share", "threads", "2").isEmpty());
    assertTrue(read.find("peers", "share").isEmpty());
  }
}
