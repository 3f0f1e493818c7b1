package dev.gradus.backend.vector;

import dev.gradus.backend.BackendConfig;
import dev.gradus.tensor.Precision;
import dev.gradus.tensor.TensorOps;
import java.util.function.Consumer;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ParityTest {
  @ParameterizedTest
  @EnumSource(Precision.class)
  void productsAgreeWithTheSpecificationAtAwkwardSizes(Precision precision) {
    with(
        precision,
        parity -> {
          int[] sizes = Parity.SIZES;
          for (int m = 0; m < sizes.length; m++) {
            for (int n = 0; n < sizes.length; n++) {
              parity.products(sizes[m], sizes[n], sizes[(m + 3 * n) % sizes.length]);
            }
          }
        });
  }

  @ParameterizedTest
  @EnumSource(Precision.class)
  void productsAgreeAcrossSlicesAndBlocks(Precision precision) {
    with(precision, Parity::largeProducts);
  }

  @ParameterizedTest
  @EnumSource(Precision.class)
  void functionsOfElementsAgreeWithTheSpecification(Precision precision) {
    with(
        precision,
        parity -> {
          for (int size : Parity.SIZES) {
            parity.elementwise(1, size);
            parity.elementwise(3, size);
          }
          parity.elementwise(7, 4098);
        });
  }

  @ParameterizedTest
  @EnumSource(Precision.class)
  void reductionsAndGathersAgreeWithTheSpecification(Precision precision) {
    with(
        precision,
        parity -> {
          for (int size : Parity.SIZES) {
            parity.rows(size, 10);
            parity.rows(10, size);
          }
          parity.rows(3, 4098);
          parity.rows(4098, 3);
        });
  }

  @ParameterizedTest
  @EnumSource(Precision.class)
  void sumsOfAMillionTermsStayAccurate(Precision precision) {
    with(precision, Parity::longSums);
  }

  private static void with(Precision precision, Consumer<Parity> checks) {
    try (TensorOps ops =
        new VectorBackend()
            .open(BackendConfig.defaults().withPrecision(precision).withThreads(2))) {
      checks.accept(new Parity(ops));
    }
  }
}
