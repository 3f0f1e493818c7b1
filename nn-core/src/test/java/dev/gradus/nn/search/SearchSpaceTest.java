package dev.gradus.nn.search;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.gradus.nn.random.RandomSource;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;

class SearchSpaceTest {
  private static final double BELOW_ONE = 1 - 0x1p-53;

  private final RandomSource random = RandomSource.ofSeed(5);
  private final SearchSpace space =
      SearchSpace.empty()
          .logUniform("rate", 1e-6, 1e-2)
          .uniform("share", -0.5, 0.5)
          .whole("width", 20, 22)
          .choice("rule", "sgd", "adam");

  @Test
  void theValuesOfATrialDependOnSeedNameAndNumberAlone() {
    Point seventh = space.point(random, 7);
    SearchSpace other = SearchSpace.empty().choice("rule", "sgd", "adam").whole("width", 20, 22);
    assertEquals(seventh, space.point(RandomSource.ofSeed(5), 7));
    assertEquals(seventh.whole("width"), other.point(random, 7).whole("width"));
    assertNotEquals(seventh.number("rate"), space.point(random, 8).number("rate"));
    assertNotEquals(seventh.number("rate"), space.point(RandomSource.ofSeed(6), 7).number("rate"));
    SearchSpace twins = SearchSpace.empty().uniform("a", 0, 1).uniform("b", 0, 1);
    assertNotEquals(twins.point(random, 1).number("a"), twins.point(random, 1).number("b"));
  }

  @Test
  void everyPowerOfTenIsAsLikelyForALogUniformNumber() {
    int[] ofPower = new int[4];
    for (int trial = 1; trial <= 4_000; trial++) {
      double rate = space.point(random, trial).number("rate");
      assertTrue(rate >= 1e-6 && rate <= 1e-2, "rate " + rate);
      ofPower[(int) Math.floor(Math.log10(rate)) + 6]++;
    }
    for (int count : ofPower) {
      assertEquals(1_000, count, 100, "of a power of ten"); // 3.7 standard deviations
    }
  }

  @Test
  void theEndsOfARangeAreKeptTo() {
    Dimension log = new Dimension.LogUniform(1e-6, 1e-2);
    assertEquals(1e-6, (double) log.at(0), 1e-20);
    assertEquals(1e-4, (double) log.at(0.5), 1e-18);
    assertTrue((double) log.at(BELOW_ONE) <= 1e-2);
    assertEquals(3.0, new Dimension.LogUniform(3, 3).at(0.7));
    assertEquals(-0.25, new Dimension.Uniform(-0.5, 0.5).at(0.25));
    Dimension all = new Dimension.Whole(Integer.MIN_VALUE, Integer.MAX_VALUE);
    assertEquals(Integer.MIN_VALUE, all.at(0));
    assertEquals(Integer.MAX_VALUE, all.at(BELOW_ONE));
  }

  @Test
  void everyWholeNumberAndOptionComesUp() {
    Set<Integer> widths = new TreeSet<>();
    Set<String> rules = new HashSet<>();
    for (int trial = 1; trial <= 50; trial++) {
      widths.add(space.point(random, trial).whole("width"));
      rules.add(space.point(random, trial).text("rule"));
    }
    assertEquals(Set.of(20, 21, 22), widths);
    assertEquals(Set.of("sgd", "adam"), rules);
  }

  @Test
  void theDimensionsKeepTheirOrderAndSayWhatTheyAre() {
    assertEquals(List.of("rate", "share", "width", "rule"), List.copyOf(names(space)));
    assertEquals(names(space), space.point(random, 1).values().keySet());
    assertEquals("log-uniform from 1.0E-6 to 0.01", space.dimensions().get("rate").toString());
    assertEquals("one of sgd, adam", space.dimensions().get("rule").toString());
  }

  private static Set<String> names(SearchSpace space) {
    return space.dimensions().keySet();
  }

  @Test
  void whatCannotBeDrawnIsRefused() {
    refused(
        "log-uniform: expected finite ends above 0 in order, got 0.0 to 1.0",
        () -> space.logUniform("x", 0, 1));
    refused(
        "log-uniform: expected finite ends above 0 in order, got 2.0 to 1.0",
        () -> space.logUniform("x", 2, 1));
    refused(
        "uniform: expected finite ends in order, got 0.0 to NaN",
        () -> space.uniform("x", 0, Double.NaN));
    refused("whole numbers: expected ends in order, got 3 to 2", () -> space.whole("x", 3, 2));
    refused("choice: expected at least one option, got none", () -> space.choice("x"));
    refused(
        "search space: expected names that differ, got 'rate' twice",
        () -> space.choice("rate", "one"));
  }

  @Test
  void aValueOfAnotherKindIsRefused() {
    Point point = new Point(1, Map.of("rule", "sgd"));
    refused("point: expected a value 'depth', got none among [rule]", () -> point.text("depth"));
    refused("point: expected a number 'rule', got 'sgd' among [rule]", () -> point.number("rule"));
    refused(
        "point: expected a whole number 'rule', got 'sgd' among [rule]", () -> point.whole("rule"));
  }

  private static void refused(String message, Executable call) {
    assertEquals(message, assertThrows(IllegalArgumentException.class, call).getMessage());
  }
}
