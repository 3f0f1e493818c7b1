package dev.gradus.benchmarks.report;

import java.util.List;
import java.util.stream.IntStream;

/** What grows, the rest held fixed. */
public enum GrowthRecipes {
  /** Two hidden layers, batch 128. */
  WIDTH("width of the hidden layers", 32, 2048) {
    @Override
    public String recipe(int size) {
      return "784-%d-%d-10/128/sgd".formatted(size, size);
    }
  },
  /** Hidden layers of 512 and 512. */
  BATCH("samples in a batch", 1, 2048) {
    @Override
    public String recipe(int size) {
      return "784-512-512-10/%d/sgd".formatted(size);
    }
  },
  /** Hidden layers of 512, batch 128. */
  DEPTH("hidden layers of 512", 1, 32) {
    @Override
    public String recipe(int size) {
      return "784" + "-512".repeat(size) + "-10/128/sgd";
    }
  };

  private final String title;
  private final int from;
  private final int to;

  GrowthRecipes(String title, int from, int to) {
    this.title = title;
    this.from = from;
    this.to = to;
  }

  /**
   * What grows.
   *
   * @return in words
   */
  public String title() {
    return title;
  }

  /**
   * The sizes.
   *
   * @return powers of two
   */
  public List<Integer> sizes() {
    return IntStream.iterate(from, n -> n <= to, n -> 2 * n).boxed().toList();
  }

  /**
   * The network of a size.
   *
   * @param size one of {@link #sizes}
   * @return as recipes are written
   */
  public abstract String recipe(int size);
}
