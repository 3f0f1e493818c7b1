package dev.gradus.mnist;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.gradus.backend.BackendConfig;
import dev.gradus.formats.Json;
import dev.gradus.formats.MalformedFileException;
import dev.gradus.nn.data.LabelledImages;
import dev.gradus.nn.search.Outcome;
import dev.gradus.nn.search.SearchSpace;
import dev.gradus.tensor.Shape;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SearchTest {
  private static final SearchSpace SPACE =
      SearchSpace.empty()
          .logUniform("lr", 1e-2, 1)
          .whole("hidden", 4, 9)
          .uniform("dropout", 0, 0.5)
          .choice("batch", "20", "40");

  @TempDir private static Path folder;
  private static Digits digits;
  private final ByteArrayOutputStream screen = new ByteArrayOutputStream();

  @BeforeAll
  static void write() {
    digits = withoutTestImages(Digits.of(SmallSets.halved(folder.resolve("digits"))));
  }

  /** Data whose test images cannot be looked at. */
  private static Digits withoutTestImages(Digits whole) {
    LabelledImages unreadable =
        new LabelledImages() {
          @Override
          public int size() {
            return whole.test().size();
          }

          @Override
          public Shape sampleShape() {
            return whole.test().sampleShape();
          }

          @Override
          public void read(int sample, double[] out, int offset) {
            throw new AssertionError("a test image was read");
          }

          @Override
          public int label(int sample) {
            throw new AssertionError("the class of a test image was read");
          }

          @Override
          public int classCount() {
            return whole.test().classCount();
          }

          @Override
          public int rows() {
            return whole.test().rows();
          }

          @Override
          public int columns() {
            return whole.test().columns();
          }
        };
    return new Digits(whole.train(), unreadable, whole.origin());
  }

  private static SearchPlan plan(SearchSpace space) {
    Map<String, Object> settings = new LinkedHashMap<>(SearchPlan.DEFAULTS);
    settings.putAll(Map.of("hidden", List.of(5, 5), "epochs", 4, "init", "he"));
    return new SearchPlan(TrainingPlan.of(settings), space, 5);
  }

  private SearchRun run(SearchSpace space, String name, int parallel, BooleanSupplier stopped)
      throws IOException {
    return run(plan(space), name, parallel, stopped);
  }

  private SearchRun run(SearchPlan plan, String name, int parallel, BooleanSupplier stopped)
      throws IOException {
    Path own = Files.createDirectories(folder.resolve(name));
    return new SearchRun(
        plan,
        parallel,
        new TrainingTrial(
            plan,
            BackendConfig.defaults().withBackend("ejml"),
            digits,
            plan.base().prepare(digits),
            stopped),
        new SearchFiles(own, plan, plan.base().settings(), Map.of("backend", "ejml")),
        new PrintStream(screen, true, StandardCharsets.UTF_8));
  }

  private String shown() {
    return screen.toString(StandardCharsets.UTF_8);
  }

  @Test
  void aSearchThatIsBrokenOffInATrialGoesOnToTheSameResults() throws IOException {
    List<Outcome> whole = run(SPACE, "whole", 1, () -> false).run(List.of());
    assertEquals(5, whole.size());
    assertInstanceOf(Outcome.Scored.class, whole.get(0));

    AtomicInteger steps = new AtomicInteger();
    run(SPACE, "parts", 2, () -> steps.incrementAndGet() > 150).run(List.of());
    List<Outcome> known = SearchFile.read(folder.resolve("parts/search.json")).outcomes();
    assertTrue(!known.isEmpty() && known.size() < 5, "trials before the end: " + known.size());
    assertTrue(shown().contains("ended     after " + known.size() + " of 5 trials"), shown());

    assertEquals(whole, run(SPACE, "parts", 2, () -> false).run(known));
    for (String name : SearchFiles.NAMES) {
      assertArrayEquals(
          Files.readAllBytes(folder.resolve("whole").resolve(name)),
          Files.readAllBytes(folder.resolve("parts").resolve(name)),
          name);
    }
  }

  @Test
  void theBestTrialsConfigurationIsThatOfItsTraining() throws IOException {
    SearchRun run = run(SPACE, "best", 2, () -> false);
    Outcome best = run.run(List.of()).get(0);
    Map<String, Object> config = Json.read(folder.resolve("best/config.json"));
    assertEquals("ejml", config.remove("backend"));
    TrainingPlan training = TrainingPlan.of(config);
    assertEquals(run.plan().at(best.point()), training);
    int width = best.point().whole("hidden");
    assertEquals(List.of(width, width), training.network().hidden());
    assertEquals(List.of(best.point().number("dropout")), training.network().dropout());
    assertEquals(best.point().text("batch"), Integer.toString(training.course().batch()));
    assertEquals(0.2, training.data().validation());
  }

  @Test
  void trialsThatDivergeStandAtTheEndOfTheTable() throws IOException {
    SearchSpace wild = SearchSpace.empty().logUniform("lr", 1e-2, 1e30);
    List<Outcome> outcomes = run(wild, "wild", 2, () -> false).run(List.of());
    assertInstanceOf(Outcome.Scored.class, outcomes.get(0));
    Outcome.Failed last = assertInstanceOf(Outcome.Failed.class, outcomes.get(4));
    assertTrue(last.reason().contains("iteration"), last.reason());
    List<String> table = Files.readAllLines(folder.resolve("wild/search.csv"));
    assertEquals(
        "trial,validationAccuracy,validationLoss,bestIteration,iterations,lr", table.get(0));
    assertTrue(
        table.get(5).startsWith(last.point().trial() + ",,,,," + last.point().number("lr")),
        table.get(5));
    assertTrue(shown().contains(": failed, lr "), shown());
    assertEquals(outcomes, SearchFile.read(folder.resolve("wild/search.json")).outcomes());
  }

  @Test
  void aTrialThatCannotBeIsAFailureAndTheOthersGoOn() throws IOException {
    SearchSpace batches = SearchSpace.empty().choice("batch", "20", "200");
    SearchPlan plan = plan(batches);
    Map<String, Object> short20 = Map.of("epochs", 2, "schedule", "warmup(10) then one-cycle");
    SearchPlan tight = new SearchPlan(plan.base().with(short20), batches, 8);
    List<Outcome> outcomes = run(tight, "tight", 2, () -> false).run(List.of());
    assertInstanceOf(Outcome.Scored.class, outcomes.get(0));
    Outcome.Failed last = assertInstanceOf(Outcome.Failed.class, outcomes.get(7));
    assertEquals("200", last.point().text("batch"));
    assertTrue(last.reason().contains("steps"), last.reason());
    assertTrue(shown().contains(": failed, batch 200; " + last.reason()), shown());
  }

  @Test
  void figuresThatJsonHasNotAreKept() throws IOException {
    Path file = folder.resolve("odd.json");
    Files.writeString(
        file,
        """
        {"settings": {}, "trials": [{"trial": 2, "values": {"hidden": 3}, "bestIteration": 1,
          "validationAccuracy": 0.5,
          "curve": [{"iteration": 1, "loss": "Infinity", "accuracy": 0.5}]}]}
        """);
    SearchFile read = SearchFile.read(file);
    read.write(file);
    assertEquals(read, SearchFile.read(file));
    Outcome.Scored scored = assertInstanceOf(Outcome.Scored.class, read.outcomes().get(0));
    assertEquals(Double.POSITIVE_INFINITY, scored.score().curve().get(0).loss());
    assertEquals(3, scored.point().whole("hidden"));
  }

  @Test
  void aFileThatIsNoSearchIsRefused() throws IOException {
    Path file = folder.resolve("no.json");
    for (String text :
        List.of("{}", "{\"settings\": {}, \"trials\": [{\"trial\": \"one\", \"values\": {}}]}")) {
      Files.writeString(file, text);
      String message =
          assertThrows(MalformedFileException.class, () -> SearchFile.read(file)).getMessage();
      assertTrue(message.contains("no.json") && message.contains("no search"), message);
    }
  }

  @Test
  void whatMakesNoSearchIsRefused() {
    refused("search: expected something to search", () -> plan(SearchSpace.empty()));
    refused("--validation: ", () -> with(Map.of("hidden", List.of(5))));
    refused("--time-limit: ", () -> with(Map.of("validation", 0.2, "time-limit", "5s")));
    Map<String, Object> linear = Map.of("validation", 0.2, "hidden", List.of());
    refused("--search-hidden: ", () -> with(linear));
    SearchSpace dropout = SearchSpace.empty().uniform("dropout", 0, 0.5);
    refused("--search-dropout: ", () -> new SearchPlan(TrainingPlan.of(linear), dropout, 1));
  }

  private static SearchPlan with(Map<String, Object> settings) {
    return new SearchPlan(TrainingPlan.of(settings), SPACE, 1);
  }

  private static void refused(String beginning, Runnable making) {
    String message = assertThrows(IllegalArgumentException.class, making::run).getMessage();
    assertTrue(message.startsWith(beginning), message);
    assertFalse(message.contains("\n"), message);
  }
}
