package dev.gradus.benchmarks.jmh;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.gradus.backend.BackendConfig;
import dev.gradus.backend.Backends;
import dev.gradus.benchmarks.report.ProductShapes;
import dev.gradus.tensor.Shape;
import dev.gradus.tensor.Tensor;
import dev.gradus.tensor.TensorOps;
import java.util.List;
import org.junit.jupiter.api.Test;

class ProductTest {
  @Test
  void everyShapeMultipliesAndCountsItsOperations() {
    try (TensorOps ops = Backends.open(BackendConfig.defaults().withBackend("vector"))) {
      for (String form : ProductShapes.all()) {
        Product product = Product.parse(form);
        Tensor left = ops.full(Shape.of(product.left()), 1);
        Tensor right = ops.full(Shape.of(product.right()), 1);
        if (product.operations() < 1e8) {
          Tensor result = product.on(ops).apply(left, right);
          // Each element sums as many ones as the product has multiplications for it.
          assertEquals(product.operations() / 2, ops.sum(result), form);
        }
      }
    }
  }

  @Test
  void aTransposedProductIsMarkedByAPrime() {
    assertEquals(2.0 * 100 * 784 * 50, Product.parse("100x784*50x784'").operations());
    assertEquals(2.0 * 100 * 784 * 50, Product.parse("100x50'*100x784").operations());
    assertThrows(IllegalArgumentException.class, () -> Product.parse("100x784"));
  }

  @Test
  void theLoopOfMultiplyAddsCountsTwoForEachLane() {
    assertEquals(24 * VectorWidth.bits() / 32, new FloatFmaLoop().operations());
    assertEquals(24 * VectorWidth.bits() / 64, new DoubleFmaLoop().operations());
  }

  @Test
  void loopsByHandGiveTheNumbersOfTheNetwork() {
    float[] y =
        new HandwrittenNetwork(
                List.of(
                    new float[] {1, 2, -1, -2},
                    new float[] {0, 1},
                    new float[] {3, 5},
                    new float[] {-4}))
            .predict(new float[] {1, 1});
    assertEquals(1, y.length);
    assertEquals(3 * 3 - 4, y[0]);
  }
}
