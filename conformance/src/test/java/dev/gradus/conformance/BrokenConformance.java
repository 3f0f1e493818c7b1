package dev.gradus.conformance;

import dev.gradus.backend.Backend;
import java.util.Map;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/**
 * Proves, by the one rule that matters, a backend with a mistake, or the same backend without it.
 * Which mistake it is says a configuration parameter of the JUnit run.
 */
@ExtendWith(BrokenConformance.Named.class)
final class BrokenConformance extends BackendConformance {
  private static final String MISTAKE = "mistake";
  private static final String SOUND = "sound";

  private final Mistake mistake;
  private final boolean sound;

  BrokenConformance(Broken broken) {
    this.mistake = broken.mistake;
    this.sound = broken.sound;
  }

  record Broken(Mistake mistake, boolean sound) {}

  static JUnitRun with(Mistake mistake) {
    return run(mistake, false);
  }

  static JUnitRun without(Mistake mistake) {
    return run(mistake, true);
  }

  private static JUnitRun run(Mistake mistake, boolean sound) {
    return JUnitRun.of(
        BrokenConformance.class, Map.of(MISTAKE, mistake.name(), SOUND, Boolean.toString(sound)));
  }

  @Override
  protected Backend backend() {
    return sound ? new PlainBackend() : mistake.backend();
  }

  @Override
  protected Extent extent() {
    return Extent.QUICK;
  }

  @Override
  protected boolean selects(Rule rule) {
    return rule.id().equals(mistake.rule());
  }

  /** Gives the constructor what the run's parameters name. */
  static final class Named implements ParameterResolver {
    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
      return parameter.getParameter().getType() == Broken.class;
    }

    @Override
    public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
      String name = context.getConfigurationParameter(MISTAKE).orElseThrow();
      String sound = context.getConfigurationParameter(SOUND).orElseThrow();
      return new Broken(Mistakes.named(name), Boolean.parseBoolean(sound));
    }
  }
}
