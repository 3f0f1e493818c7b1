package dev.gradus.conformance;

import java.util.List;
import java.util.stream.Stream;

/** Every broken backend that the kit is proven with. */
final class Mistakes {
  private Mistakes() {}

  static List<Mistake> all() {
    return Stream.of(
            ProductMistakes.all(),
            ElementwiseMistakes.all(),
            ReductionMistakes.all(),
            MoveMistakes.all(),
            FusedMistakes.all(),
            LayerMistakes.all(),
            ContractMistakes.all(),
            ProcessMistakes.all())
        .flatMap(List::stream)
        .toList();
  }

  static Mistake named(String name) {
    return all().stream().filter(mistake -> mistake.name().equals(name)).findFirst().orElseThrow();
  }
}
