package dev.gradus.backend.ejml;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.gradus.tensor.Scope;
import dev.gradus.tensor.Shape;
import dev.gradus.tensor.Tensor;
import org.junit.jupiter.api.Test;

class EjmlScopeTest {
  @Test
  void aScopesArraysAreUsedAgain() {
    try (FloatOps ops = new FloatOps("ejml", 1)) {
      float[] first = ops.pool.take(12);
      ops.pool.give(first);
      for (int step = 0; step < 3; step++) {
        try (Scope scope = ops.scope()) {
          Tensor t = ops.full(Shape.of(3, 4), step);
          assertNotSame(first, ops.pool.take(12), "it holds " + t);
        }
        float[] again = ops.pool.take(12);
        assertSame(first, again);
        ops.pool.give(again);
      }
    }
  }

  @Test
  void aProductGivesItsTransposedOperandBack() {
    try (FloatOps ops = new FloatOps("ejml", 1);
        Scope scope = ops.scope()) {
      float[] scratch = ops.pool.take(200);
      ops.pool.give(scratch);
      Tensor x = ops.full(Shape.of(40, 5), 1);
      ops.matmulTransB(x, ops.full(Shape.of(7, 5), 1));
      // The tensor of 200 took the scratch, so the transposition made another, which is free now.
      float[] transposed = ops.pool.take(200);
      assertNotSame(scratch, transposed);
      assertEquals(1, transposed[199]);
    }
  }

  @Test
  void aTensorOfAClosedScopeIsRefused() {
    try (FloatOps ops = new FloatOps("ejml", 1)) {
      Tensor t;
      try (Scope scope = ops.scope()) {
        t = ops.full(Shape.of(2), 1);
      }
      IllegalStateException e = assertThrows(IllegalStateException.class, () -> ops.reluGrad(t, t));
      assertEquals(
          "reluGrad: Tensor[2] of ejml f32 (closed) died with its scope; keep it with Scope.keep",
          e.getMessage());
    }
  }
}
