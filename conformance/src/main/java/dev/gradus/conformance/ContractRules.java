package dev.gradus.conformance;

import dev.gradus.conformance.Calls.Call;
import dev.gradus.tensor.Precision;
import dev.gradus.tensor.Scope;
import dev.gradus.tensor.Shape;
import dev.gradus.tensor.Tensor;
import dev.gradus.tensor.TensorOps;
import java.util.Arrays;
import java.util.List;

/** What holds for every operation: operands stay, aliases work, strangers are refused. */
final class ContractRules {
  private static final String STORAGE =
      "an overridden form that does not take its operands through storage(…)";

  private ContractRules() {}

  static List<Rule> all() {
    RuleList rules = new RuleList(Family.CONTRACT);
    rules.add(
        "operands",
        1,
        "areNotModified",
        Rule.Text.exact(
            "no operation but updateInPlace changes a tensor",
            "kernels that work in place or use an operand as scratch"),
        ContractRules::unmodified);
    rules.add(
        "operands",
        2,
        "mayBeTheSameTensor",
        Rule.Text.exact("op(a, a) is op(a, copy of a)", "kernels that write while they read"),
        ContractRules::aliases);
    rules.add(
        "operands",
        3,
        "mayBeViews",
        Rule.Text.exact(
            "a reshaped tensor is as good as any other",
            "kernels that look at storage longer than the tensor"),
        ContractRules::views);
    rules.add(
        "operands",
        4,
        "ofAnotherInstanceAreRefused",
        Rule.Text.holds("a tensor of another instance is refused by name", STORAGE),
        t -> {
          strangers(t, t.precision());
          foreign(t, t.reference());
        });
    rules.add(
        "operands",
        5,
        "ofAnotherPrecisionAreRefused",
        Rule.Text.holds("a tensor of another precision is refused by name", STORAGE),
        t -> strangers(t, t.precision() == Precision.F32 ? Precision.F64 : Precision.F32));
    rules.add(
        "operands",
        6,
        "ofAClosedScopeAreRefused",
        Rule.Text.holds("a dead tensor is never read", STORAGE),
        ContractRules::dead);
    rules.add(
        "results",
        1,
        "areNewTensors",
        Rule.Text.exact(
            "a result shares nothing with its operands",
            "returning the operand, or its storage, as the result"),
        ContractRules::fresh);
    rules.add(
        "results",
        2,
        "keepTheirNumbersWhileOthersAreMade",
        Rule.Text.exact(
            "a result's storage is its own as long as it lives",
            "storage that is recycled too early, or shared scratch"),
        ContractRules::stable);
    rules.add(
        "results",
        3,
        "areWholeInRecycledStorage",
        Rule.Text.exact(
            "what storage held before leaves no trace in a result",
            "a kernel that relies on zeros, or does not write every element of its output"),
        ContractRules::recycled);
    rules.add(
        "operations",
        1,
        "areRefusedAfterClose",
        Rule.Text.holds("closed operations say so", "close() that does not call super.close()"),
        ContractRules::closed);
    return rules.rules();
  }

  private static void unmodified(Trial t) {
    for (Call call : Calls.of(5, 17, 9)) {
      Tensor[] operands = call.operands(t.ops());
      double[][] before = numbers(t.ops(), operands);
      call.function().apply(t.ops(), operands);
      double[][] after = numbers(t.ops(), operands);
      for (int i = 0; i < before.length; i++) {
        t.compare("operand %d of %s".formatted(i, call.name()), before[i], after[i], Trial.EXACT);
      }
    }
    Tensor target = t.ops().full(Shape.of(17), 1);
    Tensor delta = t.ops().tensor(Shape.of(17), t.samples().normal(17));
    double[] before = t.ops().doubles(delta);
    t.ops().updateInPlace(target, 0.5, 2, delta);
    t.compare("delta of updateInPlace", before, t.ops().doubles(delta), Trial.EXACT);
  }

  private static double[][] numbers(TensorOps ops, Tensor[] tensors) {
    double[][] numbers = new double[tensors.length][];
    for (int i = 0; i < tensors.length; i++) {
      numbers[i] = ops.doubles(tensors[i]);
    }
    return numbers;
  }

  private static void aliases(Trial t) {
    for (Call call : Calls.of(9, 9, 9)) {
      List<Shape> shapes = call.operands();
      if (shapes.size() < 2 || !shapes.stream().allMatch(shapes.get(0)::equals)) {
        continue;
      }
      double[] values = t.ops().doubles(call.operands(t.ops())[0]);
      Tensor[] same = new Tensor[shapes.size()];
      Tensor[] copies = new Tensor[shapes.size()];
      Arrays.fill(same, t.ops().tensor(shapes.get(0), values));
      Arrays.setAll(copies, i -> t.ops().tensor(shapes.get(0), values));
      double[] expected = call.function().apply(t.ops(), copies);
      t.compare(
          call.name() + " of one tensor",
          expected,
          call.function().apply(t.ops(), same),
          Trial.EXACT);
      same[1] = t.ops().reshape(same[0], shapes.get(0));
      t.compare(
          call.name() + " of a tensor and a view of it",
          expected,
          call.function().apply(t.ops(), same),
          Trial.EXACT);
    }
  }

  private static void views(Trial t) {
    for (Call call : Calls.of(5, 17, 9)) {
      Tensor[] operands = call.operands(t.ops());
      Tensor[] views = new Tensor[operands.length];
      Arrays.setAll(
          views,
          i ->
              t.ops()
                  .reshape(
                      t.ops().reshape(operands[i], Shape.of(operands[i].shape().size())),
                      operands[i].shape()));
      t.compare(
          call.name() + " of views",
          call.function().apply(t.ops(), operands),
          call.function().apply(t.ops(), views),
          Trial.EXACT);
    }
  }

  private static void strangers(Trial t, Precision precision) {
    if (!t.capabilities().precisions().contains(precision)) {
      throw Trial.notPromised("the backend declares %s alone".formatted(t.precision()));
    }
    try (TensorOps other = t.subject().openAnother(precision)) {
      foreign(t, other);
    }
  }

  private static void foreign(Trial t, TensorOps other) {
    for (Call call : Calls.of(3, 4, 5)) {
      Tensor[] foreign = call.operands(other);
      for (int i = 0; i < foreign.length; i++) {
        Tensor[] operands = call.operands(t.ops());
        operands[i] = foreign[i];
        refused(
            t,
            other,
            "%s with a foreign operand %d".formatted(call.name(), i),
            () -> call.function().apply(t.ops(), operands));
      }
    }
    Tensor own = t.ops().full(Shape.of(3), 1);
    Tensor foreign = other.full(Shape.of(3), 1);
    refused(
        t,
        other,
        "updateInPlace of a foreign target",
        () -> t.ops().updateInPlace(foreign, 1, 1, own));
    refused(
        t,
        other,
        "updateInPlace with a foreign delta",
        () -> t.ops().updateInPlace(own, 1, 1, foreign));
  }

  private static void refused(Trial t, TensorOps other, String what, Runnable action) {
    t.refuses(
        "%s of %s %s".formatted(what, other.backend(), other.precision()),
        IllegalArgumentException.class,
        action,
        "came to another instance, ",
        other.backend() + " " + other.precision());
  }

  private static void dead(Trial t) {
    for (Call call : Calls.of(3, 4, 5)) {
      Tensor[] dead;
      try (Scope scope = t.ops().scope()) {
        dead = call.operands(t.ops());
      }
      for (int i = 0; i < dead.length; i++) {
        Tensor[] operands = call.operands(t.ops());
        operands[i] = dead[i];
        t.refuses(
            "%s with a dead operand %d".formatted(call.name(), i),
            IllegalStateException.class,
            () -> call.function().apply(t.ops(), operands),
            "died with its scope; keep it with Scope.keep");
      }
    }
  }

  private interface Result {
    Tensor of(Tensor a);
  }

  /** Operations whose result could by mistake be the operand itself. */
  private static List<Result> identities(TensorOps ops) {
    return List.of(
        a -> ops.add(a, ops.full(Shape.scalar(), 0)),
        a -> ops.addScalar(a, 0),
        a -> ops.scale(a, 1),
        a -> ops.max(a, -1e30),
        ops::relu,
        a -> ops.select(a, a, a),
        a -> ops.gatherRows(a, new int[] {0, 1}),
        a -> ops.scatterAddRows(a, new int[] {0, 1}, 2));
  }

  private static void fresh(Trial t) {
    for (Result result : identities(t.ops())) {
      Tensor a = t.ops().tensor(Shape.of(2, 2), new double[] {1, 2, 3, 4});
      Tensor made = result.of(a);
      t.ops().updateInPlace(a, 0, 1, t.ops().full(Shape.of(2, 2), 9));
      t.compare(
          "result after its operand was updated",
          new double[] {1, 2, 3, 4},
          t.ops().doubles(made),
          Trial.EXACT);
      t.ops().updateInPlace(made, 0, 1, t.ops().full(Shape.of(2, 2), 7));
      t.compare("operand after its result was updated", 9, t.ops().doubles(a)[0], 0);
    }
  }

  private static void stable(Trial t) {
    TensorOps ops = t.ops();
    Tensor kept = ops.tensor(Shape.of(3, 207), t.samples().normal(621));
    Tensor product = ops.matmulTransB(kept, kept);
    double[] before = ops.doubles(product);
    double[] operand = ops.doubles(kept);
    for (int i = 0; i < 20; i++) {
      try (Scope scope = ops.scope()) {
        for (Call call : Calls.of(3, 17 + i, 3)) {
          call.function().apply(ops, call.operands(ops));
        }
        ops.full(Shape.of(3, 3), 5);
        ops.full(Shape.of(3, 207), 5);
      }
    }
    t.compare("a result after much other work", before, ops.doubles(product), Trial.EXACT);
    t.compare("an operand after much other work", operand, ops.doubles(kept), Trial.EXACT);
  }

  /** Whatever a backend recycles is full of NaN when the calls are made again. */
  private static void recycled(Trial t) {
    TensorOps ops = t.ops();
    for (Call call : Calls.of(7, 9, 5)) {
      double[] expected;
      try (Scope scope = ops.scope()) {
        expected = call.function().apply(ops, call.operands(ops));
      }
      for (int size = 1; size <= 7 * 10; size++) {
        try (Scope scope = ops.scope()) {
          for (int i = 0; i < 8; i++) {
            ops.full(Shape.of(size), Double.NaN);
          }
        }
      }
      try (Scope scope = ops.scope()) {
        double[] again = call.function().apply(ops, call.operands(ops));
        t.compare(call.name() + " in recycled storage", expected, again, Trial.EXACT);
      }
    }
  }

  private static void closed(Trial t) {
    TensorOps other = t.subject().openAnother(t.precision());
    List<Call> calls = Calls.of(3, 4, 5);
    List<Tensor[]> operands = calls.stream().map(call -> call.operands(other)).toList();
    other.close();
    for (int i = 0; i < calls.size(); i++) {
      Call call = calls.get(i);
      Tensor[] tensors = operands.get(i);
      t.refuses(
          call.name() + " after close",
          IllegalStateException.class,
          () -> call.function().apply(other, tensors),
          "closed");
    }
    t.refuses(
        "tensor after close",
        IllegalStateException.class,
        () -> other.tensor(Shape.of(1), new double[1]),
        "closed");
    t.refuses(
        "full after close",
        IllegalStateException.class,
        () -> other.full(Shape.of(1), 0),
        "closed");
    t.refuses(
        "gatherBytes after close",
        IllegalStateException.class,
        () -> other.gatherBytes(new byte[1], Shape.of(1), new int[1], 1),
        "closed");
    t.refuses("scope after close", IllegalStateException.class, other::scope, "closed");
  }
}
