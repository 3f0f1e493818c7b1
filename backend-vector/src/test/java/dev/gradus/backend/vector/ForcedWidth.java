package dev.gradus.backend.vector;

import dev.gradus.tensor.Precision;
import dev.gradus.tensor.TensorOps;

/** The main class of a JVM with a forced vector width: parity there. */
final class ForcedWidth {
  private ForcedWidth() {}

  public static void main(String[] arguments) {
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
    }
    System.out.println("agrees with " + FloatLanes.LANES * Float.SIZE + " bits");
  }
}
