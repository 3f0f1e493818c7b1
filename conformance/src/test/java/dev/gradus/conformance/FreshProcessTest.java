package dev.gradus.conformance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.gradus.backend.Backend;
import dev.gradus.nn.random.RandomSource;
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
                "-Dcom.sun.management.jmxremote.port=9010",
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
      Trial trial = new Trial(subject, Extent.QUICK, RandomSource.ofSeed(1));
      try (FreshProcess process =
          FreshProcess.start(trial, BitsProcess.class, List.of(), "no size at all")) {
        AssertionError error = assertThrows(AssertionError.class, process::lines);
        assertTrue(error.getMessage().contains("ended with the exit value 1"), error.getMessage());
        assertTrue(error.getMessage().contains("NumberFormatException"), error.getMessage());
      }
    }
  }

  @Test
  void aProcessThatCannotStartIsNotBlamedOnTheBackend() {
    try (Subject subject = Subject.open(new PlainBackend(), Precision.F32)) {
      Trial trial = new Trial(subject, Extent.QUICK, RandomSource.ofSeed(1));
      try (FreshProcess process =
          FreshProcess.start(trial, BitsProcess.class, List.of("-XX:NoSuchOption"), "3,5,7")) {
        AssertionError error = assertThrows(AssertionError.class, process::lines);
        assertTrue(
            error.getMessage().startsWith("the kit could not start a fresh JVM"),
            error.getMessage());
      }
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
