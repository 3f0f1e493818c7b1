package dev.gradus.conformance;

import dev.gradus.backend.BackendConfig;
import dev.gradus.tensor.Precision;
import dev.gradus.tensor.TensorOps;
import java.util.function.Function;

/**
 * A backend with one mistake, and what the kit has to say of it.
 *
 * @param name what is wrong
 * @param rule the id of the rule that must catch it, in f32 if the rule has that
 * @param tells a part of the failure's message that leads the author to the place
 * @param opener opens the broken backend; without the mistake it is {@link PlainOps}
 */
record Mistake(String name, String rule, String tells, Function<BackendConfig, TensorOps> opener) {
  static Mistake of(String name, String rule, String tells, Function<Precision, TensorOps> opener) {
    return new Mistake(name, rule, tells, config -> opener.apply(config.precision()));
  }
}
