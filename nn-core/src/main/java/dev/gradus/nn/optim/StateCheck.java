package dev.gradus.nn.optim;

import dev.gradus.tensor.Shape;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** Whether a saved state is one of this optimizer. */
final class StateCheck {
  private static final String REMEDY = "; make the optimizer as the one that was saved";

  private StateCheck() {}

  static void mustFit(OptimizerState own, OptimizerState saved) {
    mustBeAlike("parameters", own.stepsOf().keySet(), saved.stepsOf().keySet());
    mustBeAlike("tensors", own.tensors().keySet(), saved.tensors().keySet());
    own.tensors()
        .forEach(
            (name, tensor) -> {
              Shape shape = saved.tensors().get(name).shape();
              if (!shape.equals(tensor.shape())) {
                throw refusal(
                    "%s of shape %s, got %s%s".formatted(name, tensor.shape(), shape, REMEDY));
              }
            });
    if (own.plateaus().size() != saved.plateaus().size()) {
      throw refusal(
          "%d plateaus in the schedule, got %d%s"
              .formatted(own.plateaus().size(), saved.plateaus().size(), REMEDY));
    }
    mustBeACount("the steps", saved.steps(), Long.MAX_VALUE);
    for (Map.Entry<String, Long> entry : saved.stepsOf().entrySet()) {
      mustBeACount("the steps of " + entry.getKey(), entry.getValue(), saved.steps());
    }
  }

  private static void mustBeAlike(String what, Set<String> own, Set<String> saved) {
    Set<String> missing = new TreeSet<>(own);
    missing.removeAll(saved);
    Set<String> unknown = new TreeSet<>(saved);
    unknown.removeAll(own);
    if (!missing.isEmpty() || !unknown.isEmpty()) {
      throw refusal(
          "the %s %s, got ones without %s and with %s besides%s"
              .formatted(what, own, missing, unknown, REMEDY));
    }
  }

  private static void mustBeACount(String what, long count, long most) {
    if (count < 0 || count > most) {
      throw refusal("%s to be from 0 to %d, got %d".formatted(what, most, count));
    }
  }

  private static IllegalArgumentException refusal(String expected) {
    return new IllegalArgumentException("optimizer state: expected " + expected);
  }
}
