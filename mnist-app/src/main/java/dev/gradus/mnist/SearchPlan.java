package dev.gradus.mnist;

import dev.gradus.nn.search.Point;
import dev.gradus.nn.search.RandomSearch;
import dev.gradus.nn.search.SearchSpace;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Which trainings a search tries.
 *
 * @param base what all of them share
 * @param space what is searched, by the names of options
 * @param trials how many
 */
record SearchPlan(TrainingPlan base, SearchSpace space, int trials) {
  /**
   * Unless told otherwise: trials are judged on images of their own, and end when that is clear.
   */
  static final Map<String, Object> DEFAULTS = Map.of("validation", 0.2, "patience", 5);

  SearchPlan {
    if (space.dimensions().isEmpty()) {
      throw new IllegalArgumentException(
          "search: expected something to search, say --search-lr 1e-6..1e-2, got none");
    }
    if (base.data().validation() == 0) {
      throw new IllegalArgumentException(
          "--validation: expected a share above 0, for trials are judged on those images");
    }
    if (base.course().timeLimit().isPresent()) {
      throw new IllegalArgumentException(
          "--time-limit: would make scores depend on how fast the machine is; limit --epochs");
    }
    for (String name : List.of("hidden", "dropout")) {
      if (space.dimensions().containsKey(name) && base.network().hidden().isEmpty()) {
        throw new IllegalArgumentException(
            "--search-%s: expected a network with hidden layers, got --hidden none"
                .formatted(name));
      }
    }
  }

  /** The search, without its known trials. */
  RandomSearch search() {
    return RandomSearch.of(space, base.course().random()).trials(trials);
  }

  /** The training of one trial. */
  TrainingPlan at(Point point) {
    Map<String, Object> changed = new LinkedHashMap<>(point.values());
    changed.computeIfPresent(
        "hidden", (name, width) -> Collections.nCopies(base.network().hidden().size(), width));
    changed.computeIfPresent("dropout", (name, share) -> List.of(share));
    changed.computeIfPresent("batch", (name, images) -> Integer.valueOf((String) images));
    return base.with(changed);
  }

  /** Trials and ranges in words. */
  String describe() {
    return Text.count(trials, "trial")
        + ": "
        + space.dimensions().entrySet().stream()
            .map(one -> one.getKey() + " " + one.getValue())
            .collect(Collectors.joining(", "));
  }
}
