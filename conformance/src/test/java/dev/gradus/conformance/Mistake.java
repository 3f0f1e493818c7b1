package dev.gradus.conformance;

import dev.gradus.backend.Backend;
import dev.gradus.tensor.Precision;
import dev.gradus.tensor.TensorOps;
import java.util.function.Function;

/**
 * A backend with one mistake, and what the kit has to say of it.
 *
 * @param name what is wrong
 * @param rule the id of the rule that must catch it, in f32 if the rule has that
 * @param tells a part of the failure's message that leads the author to the place
 * @param backend the broken backend; without the mistake it opens {@link PlainOps}
 */
record Mistake(String name, String rule, String tells, Backend backend) {
  static Mistake of(String name, String rule, String tells, Function<Precision, TensorOps> opener) {
    TestBackend backend = new TestBackend(config -> opener.apply(config.precision()));
    return new Mistake(name, rule, tells, backend);
  }
}
