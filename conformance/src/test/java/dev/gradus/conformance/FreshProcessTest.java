package dev.gradus.conformance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.gradus.backend.Backend;
import dev.gradus.tensor.Precision;
import java.util.List;
import org.junit.jupiter.api.Test;

final class FreshProcessTest {
  @Test
  void agentsMemoryAndModulesOfThisProcessAreNotInherited() {
    assertEquals(
        List.of("--add-modules=java.logging", "-Dname=value", "-ea"),
        FreshProcess.inherited(
            List.of(
                "-javaagent:coverage.jar",
                "-Xmx2g",
                "-XX:+UseG1GC",
                "-Xint",
                "--add-modules=java.logging",
                "--add-modules=org.example.of.the.module.path",
                "--module-path=somewhere",
                "-Dname=value",
                "-ea")));
  }

  @Test
  void aBackendWithoutAConstructorWithoutArgumentsIsToldWhatToDo() {
    Outcome outcome = processes(new TestBackend(config -> new PlainOps(config.precision())));
    assertEquals(Verdict.FAILED, outcome.verdict());
    assertTrue(
        outcome.message().endsWith("give it a public one, as the contract of Backend asks"),
        outcome.message());
  }

  @Test
  void aProcessThatFailsIsShownWithItsLastLines() {
    try (Subject subject = Subject.open(new PlainBackend(), Precision.F32)) {
      Trial trial = new Trial(subject, Extent.QUICK, dev.gradus.nn.random.RandomSource.ofSeed(1));
      FreshProcess process =
          FreshProcess.start(trial, BitsProcess.class, List.of(), "no size at all");
      AssertionError error =
          org.junit.jupiter.api.Assertions.assertThrows(AssertionError.class, process::lines);
      assertTrue(error.getMessage().contains("ended with the exit value 1"), error.getMessage());
      assertTrue(error.getMessage().contains("NumberFormatException"), error.getMessage());
    }
  }

  private static Outcome processes(Backend backend) {
    Conformance kit = new Conformance(Extent.QUICK);
    try (Subject subject = Subject.open(backend, Precision.F32)) {
      return kit.rules().stream()
          .filter(rule -> rule.precision() == Precision.F32)
          .filter(rule -> rule.id().equals("bits_processes_01"))
          .map(rule -> kit.run(rule, subject))
          .findFirst()
          .orElseThrow();
    }
  }
}
