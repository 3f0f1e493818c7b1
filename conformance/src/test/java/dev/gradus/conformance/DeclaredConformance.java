package dev.gradus.conformance;

import dev.gradus.backend.Backend;
import dev.gradus.backend.BackendConfig;
import dev.gradus.backend.Capabilities;
import dev.gradus.tensor.TensorOps;
import java.util.function.Function;

/** Proves a backend by the rules whose ids begin as given. */
abstract class DeclaredConformance extends BackendConformance {
  private final String rules;
  private final Backend backend;

  DeclaredConformance(String rules, Backend backend) {
    this.rules = rules;
    this.backend = backend;
  }

  DeclaredConformance(
      String rules, Capabilities capabilities, Function<BackendConfig, TensorOps> opener) {
    this(rules, new TestBackend(opener, capabilities));
  }

  @Override
  protected final Backend backend() {
    return backend;
  }

  @Override
  protected final Extent extent() {
    return Extent.QUICK;
  }

  @Override
  protected final boolean selects(Rule rule) {
    return rule.id().startsWith(rules);
  }
}
