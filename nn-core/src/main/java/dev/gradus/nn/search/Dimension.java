package dev.gradus.nn.search;

import java.util.List;

/** How one hyperparameter is drawn: values, and how often each comes. Immutable. */
public sealed interface Dimension {
  /**
   * The value at a place of the distribution.
   *
   * @param u 0 to below 1; drawn evenly, it gives values of this distribution
   * @return a {@code Double}, {@code Integer} or {@code String}
   */
  Object at(double u);

  /**
   * A number whose magnitude is unknown: its logarithm is drawn evenly, exp(ln min + u·(ln max − ln
   * min)), so that each power of ten comes equally often. For learning rates and weight decay.
   *
   * @param min above 0
   * @param max at least min
   */
  record LogUniform(double min, double max) implements Dimension {
    /** Checks the range. */
    public LogUniform {
      if (!(min > 0 && max >= min && max < Double.POSITIVE_INFINITY)) {
        throw new IllegalArgumentException(
            "log-uniform: expected finite ends above 0 in order, got %s to %s".formatted(min, max));
      }
    }

    @Override
    public Object at(double u) {
      double low = StrictMath.log(min);
      double value = StrictMath.exp(low + u * (StrictMath.log(max) - low));
      return Math.min(Math.max(value, min), max); // rounding may lead just outside
    }

    @Override
    public String toString() {
      return "log-uniform from " + min + " to " + max;
    }
  }

  /**
   * A number drawn evenly, min + u·(max − min). For shares such as that of dropout.
   *
   * @param min finite
   * @param max finite, at least min
   */
  record Uniform(double min, double max) implements Dimension {
    /** Checks the range. */
    public Uniform {
      if (!(max >= min && max - min < Double.POSITIVE_INFINITY)) {
        throw new IllegalArgumentException(
            "uniform: expected finite ends in order, got %s to %s".formatted(min, max));
      }
    }

    @Override
    public Object at(double u) {
      return Math.min(min + u * (max - min), max);
    }

    @Override
    public String toString() {
      return "uniform from " + min + " to " + max;
    }
  }

  /**
   * A whole number, all equally often.
   *
   * @param min the least
   * @param max the greatest, at least min
   */
  record Whole(int min, int max) implements Dimension {
    /** Checks the range. */
    public Whole {
      if (max < min) {
        throw new IllegalArgumentException(
            "whole numbers: expected ends in order, got %d to %d".formatted(min, max));
      }
    }

    @Override
    public Object at(double u) {
      return (int) (min + (long) (u * (max - (long) min + 1)));
    }

    @Override
    public String toString() {
      return "whole numbers from " + min + " to " + max;
    }
  }

  /**
   * One of some texts, all equally often.
   *
   * @param options at least one; copied
   */
  record Choice(List<String> options) implements Dimension {
    /** Checks that there is a choice. */
    public Choice {
      options = List.copyOf(options);
      if (options.isEmpty()) {
        throw new IllegalArgumentException("choice: expected at least one option, got none");
      }
    }

    @Override
    public Object at(double u) {
      return options.get((int) (u * options.size()));
    }

    @Override
    public String toString() {
      return "one of " + String.join(", ", options);
    }
  }
}
