package dev.gradus.mnist;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import picocli.CommandLine.ITypeConverter;

/**
 * An option's value of several numbers, written with commas, or as {@code none}.
 *
 * @param each the numbers in order
 */
record Several<T extends Number>(List<T> each) {
  private static final String NONE = "none";

  Several {
    each = List.copyOf(each);
  }

  /** As it is written on the command line. */
  @Override
  public String toString() {
    return each.isEmpty()
        ? NONE
        : each.stream().map(String::valueOf).collect(Collectors.joining(","));
  }

  private static <T extends Number> Several<T> parse(String text, ITypeConverter<T> one)
      throws Exception {
    List<T> each = new ArrayList<>();
    if (!text.strip().equalsIgnoreCase(NONE)) {
      for (String part : text.split(",", -1)) {
        each.add(one.convert(part));
      }
    }
    return new Several<>(each);
  }

  /** Widths of layers. */
  static final class Counts implements ITypeConverter<Several<Integer>> {
    @Override
    public Several<Integer> convert(String text) throws Exception {
      return parse(text, new Numbers.Count());
    }
  }

  /** Probabilities. */
  static final class Shares implements ITypeConverter<Several<Double>> {
    @Override
    public Several<Double> convert(String text) throws Exception {
      return parse(text, new Numbers.Share());
    }
  }
}
