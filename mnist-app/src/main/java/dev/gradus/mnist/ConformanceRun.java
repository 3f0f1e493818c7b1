package dev.gradus.mnist;

import dev.gradus.backend.Backend;
import dev.gradus.conformance.Conformance;
import dev.gradus.conformance.Extent;
import dev.gradus.conformance.Outcome;
import dev.gradus.conformance.Report;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntConsumer;
import org.junit.jupiter.engine.JupiterTestEngine;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.engine.discovery.DiscoverySelectors;
import org.junit.platform.engine.support.store.Namespace;
import org.junit.platform.launcher.LauncherDiscoveryRequest;
import org.junit.platform.launcher.LauncherSession;
import org.junit.platform.launcher.TestExecutionListener;
import org.junit.platform.launcher.TestIdentifier;
import org.junit.platform.launcher.core.LauncherConfig;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;

/**
 * Runs the kit as its authors' tests run, on the JUnit Platform. What lies on the class path by
 * chance (other engines, listeners, a {@code junit-platform.properties}) has no say.
 */
final class ConformanceRun {
  private final Extent extent;
  private final int rules;

  ConformanceRun(Extent extent) {
    this.extent = extent;
    this.rules = new Conformance(extent).rules().size();
  }

  /** How many rules there are. */
  int rules() {
    return rules;
  }

  /** Proves a backend; the listener hears how many rules have run. */
  Report of(Backend backend, IntConsumer listener) {
    List<Outcome> outcomes = new ArrayList<>();
    Problems problems = new Problems();
    NamedConformance.Order order =
        new NamedConformance.Order(
            backend,
            extent,
            outcome -> {
              outcomes.add(outcome);
              listener.accept(outcomes.size());
            });
    try (LauncherSession session = LauncherFactory.openSession(config())) {
      session.getStore().put(Namespace.GLOBAL, NamedConformance.Order.class, order);
      session.getLauncher().execute(request(), problems);
    }
    if (outcomes.size() < rules) {
      problems.found.add(Text.format("%d of %d rules ran", outcomes.size(), rules));
    }
    return new Report(backend.name(), outcomes, problems.found);
  }

  private static LauncherConfig config() {
    return LauncherConfig.builder()
        .enableTestEngineAutoRegistration(false)
        .enableLauncherSessionListenerAutoRegistration(false)
        .enableLauncherDiscoveryListenerAutoRegistration(false)
        .enableTestExecutionListenerAutoRegistration(false)
        .enablePostDiscoveryFilterAutoRegistration(false)
        .addTestEngines(new JupiterTestEngine())
        .build();
  }

  private static LauncherDiscoveryRequest request() {
    return LauncherDiscoveryRequestBuilder.request()
        .enableImplicitConfigurationParameters(false)
        .selectors(DiscoverySelectors.selectClass(NamedConformance.class))
        .build();
  }

  /** Hears of everything that ended badly and is not the verdict on a rule. */
  private static final class Problems implements TestExecutionListener {
    private final List<String> found = new ArrayList<>();

    @Override
    public void executionFinished(TestIdentifier identifier, TestExecutionResult result) {
      Throwable thrown = result.getThrowable().orElse(null);
      boolean failed = result.getStatus() == TestExecutionResult.Status.FAILED;
      // A rule that fails ends its test with an AssertionError, and stands in the report already.
      boolean verdict = identifier.isTest() && (!failed || thrown instanceof AssertionError);
      if (thrown != null && !verdict) {
        String message = thrown.getMessage();
        found.add(message == null || thrown instanceof Error ? thrown.toString() : message);
      }
    }
  }
}
