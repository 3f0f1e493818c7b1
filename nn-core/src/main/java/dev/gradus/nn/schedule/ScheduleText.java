package dev.gradus.nn.schedule;

import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The written form of schedules. */
final class ScheduleText {
  private static final Pattern PART = Pattern.compile("([a-z-]+)(?:\\(([^()]*)\\))?");
  private static final String NAMES =
      "constant, warmup, cosine, one-cycle, step, exponential or plateau";

  private final String part;
  private final String name;
  private final List<String> words;
  private final long left;

  private ScheduleText(String part, long left) {
    Matcher matcher = PART.matcher(part);
    if (!matcher.matches()) {
      throw new IllegalArgumentException(
          "schedule: expected a form such as 'warmup(500) then cosine', got '" + part + "'");
    }
    this.part = part;
    this.name = matcher.group(1);
    String numbers = matcher.group(2);
    this.words =
        numbers == null || numbers.isBlank()
            ? List.of()
            : Arrays.stream(numbers.split(",", -1)).map(String::strip).toList();
    this.left = left;
  }

  static Schedule parse(String text, long steps) {
    Schedule whole = null;
    for (String part : text.strip().split("\\s+then\\s+", -1)) {
      long left = whole == null ? steps : steps - whole.steps();
      Schedule next = new ScheduleText(part, left).schedule();
      whole = whole == null ? next : whole.then(next);
    }
    return whole;
  }

  private Schedule schedule() {
    return switch (name) {
      case "constant" -> words.isEmpty() ? Schedule.constant() : constant();
      case "warmup" -> warmup();
      case "cosine" -> cosine();
      case "one-cycle" -> oneCycle();
      case "step" -> step();
      case "exponential" -> exponential();
      case "plateau" -> plateau();
      default ->
          throw new IllegalArgumentException(
              "schedule: expected %s, got '%s'".formatted(NAMES, name));
    };
  }

  private Schedule constant() {
    most(1);
    return Schedule.constant(count(0));
  }

  private Schedule warmup() {
    most(2);
    return words.size() < 2 ? new LinearWarmup(count(0)) : new LinearWarmup(count(0), number(1));
  }

  private Schedule cosine() {
    most(2);
    return words.size() < 2 ? new CosineDecay(countOrLeft()) : new CosineDecay(count(0), number(1));
  }

  private Schedule oneCycle() {
    if (words.size() < 2) {
      return new OneCycle(countOrLeft());
    }
    most(4);
    return new OneCycle(count(0), number(1), number(2), number(3));
  }

  private Schedule step() {
    most(2);
    return new StepDecay(count(0), number(1));
  }

  private Schedule exponential() {
    most(1);
    return new ExponentialDecay(number(0));
  }

  private Schedule plateau() {
    most(2);
    return new ReduceOnPlateau(number(0), count(1));
  }

  private void most(int numbers) {
    if (words.size() > numbers) {
      throw new IllegalArgumentException(
          "schedule: expected at most %d numbers, got '%s'".formatted(numbers, part));
    }
  }

  private long countOrLeft() {
    if (!words.isEmpty()) {
      return count(0);
    }
    if (left < 1) {
      throw new IllegalArgumentException(
          "schedule: no steps of the training are left for '%s'; shorten what comes before it"
              .formatted(part));
    }
    return left;
  }

  private long count(int index) {
    double value = number(index);
    if (value != Math.rint(value) || Math.abs(value) > 1L << 53) {
      throw new IllegalArgumentException(
          "schedule: expected a whole number, got '%s' in '%s'".formatted(words.get(index), part));
    }
    return (long) value;
  }

  private double number(int index) {
    if (index >= words.size()) {
      throw new IllegalArgumentException("schedule: expected one number more, got '" + part + "'");
    }
    try {
      return Double.parseDouble(words.get(index));
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException(
          "schedule: expected a number, got '%s' in '%s'".formatted(words.get(index), part), e);
    }
  }
}
