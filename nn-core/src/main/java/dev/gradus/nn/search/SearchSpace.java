package dev.gradus.nn.search;

import dev.gradus.nn.random.RandomSource;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The hyperparameters that are searched, each with its range. Immutable.
 *
 * <pre>{@code
 * SearchSpace space =
 *     SearchSpace.empty()
 *         .logUniform("learningRate", 1e-6, 1e-2)
 *         .logUniform("weightDecay", 1e-8, 1e-4)
 *         .whole("width", 20, 200);
 * double rate = space.point(RandomSource.ofSeed(1), 7).number("learningRate");
 * }</pre>
 *
 * <p>A value is a function of the source, the name and the number of the trial alone: trial 7 is
 * the same in whichever order, on whichever thread and out of however many trials it is drawn, and
 * a further dimension changes nothing in the others.
 */
public final class SearchSpace {
  private static final SearchSpace EMPTY = new SearchSpace(Map.of());

  private final Map<String, Dimension> dimensions;

  private SearchSpace(Map<String, Dimension> dimensions) {
    this.dimensions = dimensions;
  }

  /**
   * A space without dimensions, to which they are added.
   *
   * @return the space
   */
  public static SearchSpace empty() {
    return EMPTY;
  }

  /**
   * The space with one dimension more.
   *
   * @param name not yet in it
   * @param dimension how its values are drawn
   * @return a new space
   * @throws IllegalArgumentException if there is one of that name
   */
  public SearchSpace with(String name, Dimension dimension) {
    if (dimensions.containsKey(name)) {
      throw new IllegalArgumentException(
          "search space: expected names that differ, got '%s' twice".formatted(name));
    }
    Map<String, Dimension> more = new LinkedHashMap<>(dimensions);
    more.put(name, dimension);
    return new SearchSpace(more);
  }

  /**
   * As {@link #with} a {@link Dimension.LogUniform}.
   *
   * @param name not yet in it
   * @param min above 0
   * @param max at least min
   * @return a new space
   */
  public SearchSpace logUniform(String name, double min, double max) {
    return with(name, new Dimension.LogUniform(min, max));
  }

  /**
   * As {@link #with} a {@link Dimension.Uniform}.
   *
   * @param name not yet in it
   * @param min finite
   * @param max finite, at least min
   * @return a new space
   */
  public SearchSpace uniform(String name, double min, double max) {
    return with(name, new Dimension.Uniform(min, max));
  }

  /**
   * As {@link #with} a {@link Dimension.Whole}.
   *
   * @param name not yet in it
   * @param min the least
   * @param max the greatest
   * @return a new space
   */
  public SearchSpace whole(String name, int min, int max) {
    return with(name, new Dimension.Whole(min, max));
  }

  /**
   * As {@link #with} a {@link Dimension.Choice}.
   *
   * @param name not yet in it
   * @param options at least one
   * @return a new space
   */
  public SearchSpace choice(String name, String... options) {
    return with(name, new Dimension.Choice(Arrays.asList(options)));
  }

  /**
   * The dimensions by name.
   *
   * @return in the order in which they were added; unmodifiable
   */
  public Map<String, Dimension> dimensions() {
    return Collections.unmodifiableMap(dimensions);
  }

  /**
   * What one trial is to try.
   *
   * @param random the source of the search
   * @param trial its number, 1 for the first
   * @return a value for every dimension; the same for the same source and trial
   */
  public Point point(RandomSource random, int trial) {
    Map<String, Object> values = new LinkedHashMap<>();
    dimensions.forEach(
        (name, dimension) ->
            values.put(name, dimension.at(random.at("search").at(name).uniform(trial))));
    return new Point(trial, values);
  }
}
