package dev.gradus.mnist;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class RepetitionTest {
  @Test
  void theMedianOfAnEvenNumberIsTheMeanOfTheMiddleTwo() {
    assertEquals(
        Map.of("median", 2.5, "least", 1.0, "greatest", 9.0),
        Repetition.Spread.of(List.of(9.0, 2.0, 1.0, 3.0), x -> x).asMap());
    assertEquals(2, Repetition.Spread.of(List.of(9.0, 2.0, 1.0), x -> x).median());
  }
}
