package dev.gradus.conformance;

import dev.gradus.conformance.Calls.Call;
import dev.gradus.tensor.Scope;
import dev.gradus.tensor.Shape;
import dev.gradus.tensor.Tensor;
import dev.gradus.tensor.TensorOps;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;

/** Scopes and views. */
final class LifetimeRules {
  private LifetimeRules() {}

  static List<Rule> all() {
    RuleList rules = new RuleList(Family.CONTRACT);
    rules.add(
        "scope",
        1,
        "nests",
        text("an inner scope ends its own tensors only"),
        t -> {
          TensorOps ops = t.ops();
          try (Scope outer = ops.scope()) {
            Tensor before = one(ops);
            Tensor inside;
            try (Scope inner = ops.scope()) {
              inside = ops.add(before, before);
            }
            Tensor after = one(ops);
            t.holds(inside.isClosed(), () -> "the inner tensor outlived the inner scope");
            t.holds(
                !before.isClosed() && !after.isClosed(),
                () -> "an outer tensor died with the inner scope");
            t.compare("outer tensor", 1, ops.doubles(before)[0], 0);
          }
        });
    rules.add(
        "scope",
        2,
        "keepsWhatItIsTold",
        text("a kept tensor goes to the enclosing scope, and dies there"),
        t -> {
          TensorOps ops = t.ops();
          Tensor kept;
          try (Scope outer = ops.scope()) {
            try (Scope inner = ops.scope()) {
              kept = inner.keep(ops.scale(one(ops), 3));
            }
            t.compare("kept tensor", new double[] {3, 3}, ops.doubles(kept), Trial.EXACT);
          }
          t.holds(kept.isClosed(), () -> "a kept tensor outlived the enclosing scope");
        });
    rules.add(
        "scope",
        3,
        "freesEveryResult",
        text("every operation's result is registered with the scope"),
        LifetimeRules::everyResult);
    rules.add(
        "scope",
        4,
        "isClosedLastOpenedFirst",
        text("closing out of order is refused"),
        t -> {
          Scope outer = t.ops().scope();
          Scope inner = t.ops().scope();
          t.refuses(
              "closing the outer scope first",
              IllegalStateException.class,
              outer::close,
              "close scopes last-opened-first");
          inner.close();
          inner.close();
          outer.close();
          outer.close();
          t.refuses(
              "keep in a closed scope",
              IllegalStateException.class,
              () -> outer.keep(one(t.ops())),
              "keep");
        });
    rules.add(
        "scope",
        5,
        "belongsToItsThread",
        text("another thread may not close a scope, and its tensors are not caught by it"),
        LifetimeRules::threads);
    rules.add(
        "scope",
        6,
        "ofAnotherInstanceIsAnother",
        text("two instances have scopes of their own"),
        t -> {
          try (TensorOps other = t.subject().openAnother(t.precision())) {
            Tensor made;
            try (Scope scope = t.ops().scope()) {
              made = other.full(Shape.of(2), 1);
            }
            t.holds(!made.isClosed(), () -> "a scope closed a tensor of another instance");
          }
        });
    rules.add(
        "reshape",
        1,
        "sharesItsStorage",
        text("a view sees later updates of its tensor"),
        t -> {
          Tensor tensor = t.ops().tensor(Shape.of(2, 3), new double[] {1, 2, 3, 4, 5, 6});
          Tensor view = t.ops().reshape(tensor, Shape.of(6));
          t.holds(view.isView() && !tensor.isView(), () -> "isView() is wrong");
          t.ops().updateInPlace(tensor, 2, 0, tensor);
          t.compare(
              "the view", new double[] {2, 4, 6, 8, 10, 12}, t.ops().doubles(view), Trial.EXACT);
        });
    rules.add(
        "reshape",
        2,
        "outlivesItsTensor",
        text("storage lives while a tensor or a view of it lives"),
        t -> {
          TensorOps ops = t.ops();
          Tensor view;
          try (Scope scope = ops.scope()) {
            view =
                scope.keep(
                    ops.reshape(
                        ops.tensor(Shape.of(2, 2), new double[] {1, 2, 3, 4}), Shape.of(4)));
          }
          for (int i = 0; i < 5; i++) {
            ops.full(Shape.of(4), 9);
          }
          t.compare(
              "a view whose tensor died",
              new double[] {1, 2, 3, 4},
              ops.doubles(view),
              Trial.EXACT);
        });
    return rules.rules();
  }

  private static Tensor one(TensorOps ops) {
    return ops.full(Shape.of(2), 1);
  }

  private static void everyResult(Trial t) {
    TensorOps ops = t.ops();
    for (Call call : Calls.of(3, 4, 5)) {
      Tensor[] operands = call.operands(ops);
      call.result().ifPresent(result -> freed(t, call.name(), () -> result.apply(ops, operands)));
    }
    freed(t, "tensor(float[])", () -> ops.tensor(Shape.of(2), new float[2]));
    freed(t, "tensor(double[])", () -> ops.tensor(Shape.of(2), new double[2]));
    freed(t, "full", () -> one(ops));
  }

  private static void freed(Trial t, String what, Supplier<Tensor> maker) {
    Tensor made;
    try (Scope scope = t.ops().scope()) {
      made = maker.get();
    }
    t.holds(made.isClosed(), () -> "the result of %s outlived its scope".formatted(what));
  }

  private static void threads(Trial t) {
    Scope scope = t.ops().scope();
    AtomicReference<RuntimeException> refusal = new AtomicReference<>();
    AtomicReference<Tensor> made = new AtomicReference<>();
    Thread thread =
        new Thread(
            () -> {
              try {
                made.set(t.ops().full(Shape.of(2), 1));
                scope.close();
              } catch (IllegalStateException e) {
                refusal.set(e);
              }
            },
            "conformance-stranger");
    thread.start();
    try {
      thread.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("conformance: interrupted while a rule ran", e);
    }
    scope.close();
    t.holds(refusal.get() != null, () -> "another thread could close a scope");
    t.holds(
        made.get() != null && !made.get().isClosed(),
        () -> "a scope closed another thread's tensor");
  }

  private static Rule.Text text(String intent) {
    return Rule.Text.holds(
        intent, "result(…) registers tensors; storage and scopes belong to KernelOps");
  }
}
