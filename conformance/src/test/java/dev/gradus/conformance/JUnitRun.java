package dev.gradus.conformance;

import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;

import dev.gradus.tensor.Precision;
import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;
import org.junit.platform.engine.TestDescriptor;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.engine.TestExecutionResult.Status;
import org.junit.platform.testkit.engine.EngineTestKit;
import org.junit.platform.testkit.engine.Event;

/**
 * What JUnit itself reports of a class that extends {@link BackendConformance}.
 *
 * @param results by {@code rule (precision)}, or by the name of what is no rule
 */
record JUnitRun(Map<String, TestExecutionResult> results) {
  static JUnitRun of(Class<? extends BackendConformance> test, Map<String, String> parameters) {
    Map<String, TestExecutionResult> results = new TreeMap<>();
    EngineTestKit.engine("junit-jupiter")
        .selectors(selectClass(test))
        .configurationParameters(parameters)
        .execute()
        .allEvents()
        .finished()
        .stream()
        .forEach(event -> results.put(name(event), result(event)));
    return new JUnitRun(results);
  }

  static JUnitRun of(Class<? extends BackendConformance> test) {
    return of(test, Map.of());
  }

  private static String name(Event event) {
    TestDescriptor test = event.getTestDescriptor();
    for (TestDescriptor at = test; at != null; at = at.getParent().orElse(null)) {
      String name = at.getDisplayName();
      if (at != test
          && Arrays.stream(Precision.values()).anyMatch(p -> p.toString().equals(name))) {
        return "%s (%s)".formatted(test.getDisplayName(), name);
      }
    }
    return test.getDisplayName();
  }

  private static TestExecutionResult result(Event event) {
    return event.getRequiredPayload(TestExecutionResult.class);
  }

  /** What ended so, with the message. */
  private Map<String, String> with(Status status) {
    Map<String, String> messages = new TreeMap<>();
    results.forEach(
        (name, result) -> {
          if (result.getStatus() == status) {
            messages.put(name, result.getThrowable().map(Throwable::getMessage).orElse(""));
          }
        });
    return messages;
  }

  Map<String, String> succeeded() {
    return with(Status.SUCCESSFUL);
  }

  Map<String, String> failed() {
    return with(Status.FAILED);
  }

  Map<String, String> aborted() {
    return with(Status.ABORTED);
  }
}
