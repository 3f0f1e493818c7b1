package dev.gradus.nn.metric;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class ExactSumTest {
  private final Random random = new Random(3);

  private static double sum(double... values) {
    ExactSum sum = new ExactSum();
    Arrays.stream(values).forEach(sum::add);
    return sum.value();
  }

  /** Of any exponent and sign. */
  private List<Double> doubles(int count) {
    List<Double> values = new ArrayList<>();
    while (values.size() < count) {
      double value = Double.longBitsToDouble(random.nextLong());
      if (Double.isFinite(value)) {
        values.add(value / 1e10);
      }
    }
    return values;
  }

  @Test
  void itIsTheRoundedSumOfAllDigitsInAnyOrder() {
    for (int round = 0; round < 50; round++) {
      List<Double> values = doubles(1 + round);
      BigDecimal expected = BigDecimal.ZERO;
      for (double value : values) {
        expected = expected.add(new BigDecimal(value));
      }
      for (int order = 0; order < 3; order++) {
        ExactSum sum = new ExactSum();
        values.forEach(sum::add);
        assertEquals(0, expected.compareTo(sum.exact()));
        assertEquals(expected.doubleValue(), sum.value());
        Collections.shuffle(values, random);
      }
    }
  }

  @Test
  void whatCancelsLeavesNothingBehind() {
    assertEquals(3, sum(1e300, 1, -1e300, 2));
    assertEquals(Double.MIN_VALUE, sum(1, Double.MIN_VALUE, -1));
    assertEquals(-Double.MIN_VALUE, sum(Double.MAX_VALUE, -Double.MIN_VALUE, -Double.MAX_VALUE));
    assertEquals(0, sum());
  }

  @Test
  void itRoundsToTheNearestAndTiesToEven() {
    double ulp = 0x1p-52;
    assertEquals(1, sum(1, ulp / 2));
    assertEquals(1 + 2 * ulp, sum(1 + ulp, ulp / 2));
    assertEquals(1 + ulp, sum(1, ulp / 2, Double.MIN_VALUE), "above the tie by the least there is");
    assertEquals(-1 - ulp, sum(-1, -ulp / 2, -Double.MIN_VALUE));
    assertEquals(1, sum(1, ulp / 2, -Double.MIN_VALUE));
  }

  @Test
  void itGoesBeyondTheLargestDoubleAndBack() {
    assertEquals(Double.POSITIVE_INFINITY, sum(Double.MAX_VALUE, Double.MAX_VALUE));
    assertEquals(
        Double.MAX_VALUE, sum(Double.MAX_VALUE, Double.MAX_VALUE, -Double.MAX_VALUE, 1, -1));
  }

  @Test
  void infinitiesAndNanStayWhatTheyAre() {
    assertEquals(Double.POSITIVE_INFINITY, sum(1, Double.POSITIVE_INFINITY, -1e308));
    assertEquals(Double.NaN, sum(Double.NEGATIVE_INFINITY, Double.POSITIVE_INFINITY));
    assertEquals(Double.NaN, sum(Double.NaN, 1));
  }

  @Test
  void productsKeepAllTheirDigits() {
    ExactSum sum = new ExactSum();
    BigDecimal expected = BigDecimal.ZERO;
    for (int i = 0; i < 100; i++) {
      double a = random.nextGaussian();
      double b = random.nextGaussian() * 1e9;
      sum.addProduct(a, b);
      expected = expected.add(new BigDecimal(a).multiply(new BigDecimal(b)));
    }
    assertEquals(0, expected.compareTo(sum.exact()));
  }

  @Test
  void sumsAddUpToTheSumOfAll() {
    List<Double> values = doubles(60);
    ExactSum whole = new ExactSum();
    values.forEach(whole::add);
    ExactSum first = new ExactSum();
    ExactSum second = new ExactSum();
    values.subList(0, 23).forEach(first::add);
    values.subList(23, 60).forEach(second::add);
    ExactSum copy = first.copy();
    first.add(second);
    assertEquals(whole.exact(), first.exact());
    copy.add(second);
    assertEquals(whole.value(), copy.value());
  }
}
