/** The kit that proves a backend: rules, the engine that runs them, and a JUnit 5 class. */
module dev.gradus.conformance {
  requires java.management;
  requires transitive dev.gradus.nn;
  requires transitive org.junit.jupiter.api;

  exports dev.gradus.conformance;
}
