package dev.gradus.tensor;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.gradus.tensor.reference.ReferenceOps;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.junit.jupiter.api.Test;

class ScopeTest {
  private final TensorOps ops = new ReferenceOps(Precision.F64);

  private Tensor tensor() {
    return ops.full(Shape.of(2), 1);
  }

  @Test
  void tensorsDieWithTheirScopeAndSaySoWhenUsed() {
    Tensor outer = tensor();
    Tensor inner;
    try (Scope scope = ops.scope()) {
      inner = ops.add(outer, outer);
    }
    assertTrue(inner.isClosed());
    assertFalse(outer.isClosed());
    IllegalStateException error =
        assertThrows(IllegalStateException.class, () -> ops.add(outer, inner));
    assertEquals(
        "add: Tensor[2] of reference f64 (closed) died with its scope; keep it with Scope.keep",
        error.getMessage());
  }

  @Test
  void aKeptTensorBelongsToTheEnclosingScope() {
    Tensor kept;
    Tensor keptTwice;
    try (Scope outer = ops.scope()) {
      try (Scope inner = ops.scope()) {
        kept = inner.keep(tensor());
        keptTwice = outer.keep(inner.keep(tensor()));
      }
      assertFalse(kept.isClosed());
    }
    assertTrue(kept.isClosed());
    assertFalse(keptTwice.isClosed());
  }

  @Test
  void keepingWhatAlreadyLivesLongerChangesNothing() {
    Tensor free = tensor();
    try (Scope outer = ops.scope()) {
      Tensor older = tensor();
      try (Scope inner = ops.scope()) {
        assertSame(free, inner.keep(free));
        assertSame(older, inner.keep(older));
      }
      assertFalse(older.isClosed());
    }
    assertFalse(free.isClosed());
  }

  @Test
  void keepingInTheWrongScopeIsRefused() {
    try (Scope outer = ops.scope();
        Scope inner = ops.scope()) {
      Tensor t = tensor();
      String message = assertThrows(IllegalStateException.class, () -> outer.keep(t)).getMessage();
      assertTrue(message.contains("belongs to a scope opened later"), message);
      inner.close();
      assertThrows(IllegalStateException.class, () -> outer.keep(t));
      assertThrows(IllegalStateException.class, () -> inner.keep(tensor()));
    }
  }

  @Test
  void scopesCloseLastOpenedFirstAndTwiceDoesNothing() {
    Scope outer = ops.scope();
    Scope inner = ops.scope();
    assertThrows(IllegalStateException.class, outer::close);
    inner.close();
    inner.close();
    outer.close();
    Tensor free = tensor();
    outer.close();
    assertFalse(free.isClosed());
  }

  @Test
  void aScopeBelongsToItsThread() {
    try (Scope scope = ops.scope()) {
      Tensor mine = tensor();
      CompletionException refused =
          assertThrows(
              CompletionException.class,
              () -> CompletableFuture.runAsync(() -> scope.keep(mine)).join());
      assertTrue(refused.getCause().getMessage().startsWith("keep: this scope belongs to thread"));
      Tensor elsewhere = CompletableFuture.supplyAsync(this::tensor).join();
      CompletionException error =
          assertThrows(
              CompletionException.class, () -> CompletableFuture.runAsync(scope::close).join());
      assertTrue(error.getCause().getMessage().startsWith("close: this scope belongs to thread"));
      assertFalse(elsewhere.isClosed(), "made on a thread without a scope");
    }
  }

  @Test
  void aViewKeepsTheStorageOfATensorThatDies() {
    Tensor view;
    CountingOps counting = new CountingOps();
    try (Scope scope = counting.scope()) {
      Tensor base = counting.tensor(Shape.of(4), new double[] {1, 2, 3, 4});
      view = scope.keep(counting.reshape(base, Shape.of(2, 2)));
      counting.full(Shape.of(3), 0);
    }
    assertEquals(1, counting.recycled, "only the one that nothing looks at any more");
    assertArrayEquals(new double[] {1, 2, 3, 4}, counting.doubles(view));
  }

  @Test
  void storageIsRecycledWhenTheLastThatLooksAtItDies() {
    CountingOps counting = new CountingOps();
    try (Scope outer = counting.scope()) {
      try (Scope inner = counting.scope()) {
        Tensor base = counting.full(Shape.of(4), 1);
        inner.keep(counting.reshape(base, Shape.of(2, 2)));
      }
      assertEquals(0, counting.recycled, "a view looks at it");
    }
    assertEquals(1, counting.recycled);
  }

  @Test
  void everyStorageIsRecycledOnceWhenItsScopeCloses() {
    CountingOps counting = new CountingOps();
    try (Scope scope = counting.scope()) {
      Tensor a = counting.full(Shape.of(2), 1);
      counting.reshape(a, Shape.of(1, 2));
      scope.keep(counting.add(a, a));
    }
    assertEquals(1, counting.recycled);
  }

  @Test
  void closedOperationsRefuseEverything() {
    Tensor t = tensor();
    ops.close();
    ops.close();
    String message = assertThrows(IllegalStateException.class, () -> ops.exp(t)).getMessage();
    assertEquals("reference f64: these operations are closed; open the backend anew", message);
    assertThrows(IllegalStateException.class, this::tensor);
    assertThrows(IllegalStateException.class, ops::scope);
  }

  @Test
  void aTensorOfAnotherInstanceIsRefusedByName() {
    TensorOps single = new ReferenceOps(Precision.F32);
    Tensor t = single.full(Shape.of(2), 1);
    String message =
        assertThrows(IllegalArgumentException.class, () -> ops.add(tensor(), t)).getMessage();
    assertEquals(
        "add: Tensor[2] of reference f32 came to another instance, reference f64; copy it with"
            + " tensor(t.shape(), owner.doubles(t))",
        message);
  }
}
