package dev.gradus.backend.vector;

import dev.gradus.conformance.Conformance;
import dev.gradus.conformance.Extent;
import dev.gradus.conformance.Rule;
import dev.gradus.conformance.Subject;
import dev.gradus.tensor.Precision;
import dev.gradus.tensor.TensorOps;
import jdk.incubator.vector.FloatVector;

/** The main class of a JVM with a forced vector width: parity and the conformance kit there. */
final class ForcedWidth {
  private ForcedWidth() {}

  public static void main(String[] arguments) {
    Conformance kit = new Conformance(Extent.QUICK);
    for (Precision precision : Precision.values()) {
      try (TensorOps ops = Fingerprint.open(precision, 2)) {
        Parity parity = new Parity(ops);
        parity.largeProducts();
        for (int size : Parity.SIZES) {
          parity.products(size, 17, 33);
          parity.products(9, size, 65);
          parity.products(13, 7, size);
          parity.elementwise(2, size);
          parity.rows(3, size);
        }
      }
      if (!FloatLanes.SPECIES.equals(FloatVector.SPECIES_PREFERRED)) {
        conforms(kit, precision); // at the preferred width VectorConformanceTest runs it
      }
    }
    System.out.println("agrees with " + FloatLanes.LANES * Float.SIZE + " bits");
  }

  private static void conforms(Conformance kit, Precision precision) {
    try (Subject subject = Subject.open(new VectorBackend(), precision)) {
      for (Rule rule : kit.rules()) {
        if (rule.precision() == precision) {
          kit.run(rule, subject).requirePassed();
        }
      }
    }
  }
}
