package dev.gradus.conformance;

import dev.gradus.tensor.IndexMap;
import dev.gradus.tensor.Precision;
import dev.gradus.tensor.Scope;
import dev.gradus.tensor.Shape;
import dev.gradus.tensor.Tensor;
import dev.gradus.tensor.TensorOps;
import java.util.List;

/** The host boundary: numbers in, numbers out, names and lifetimes. */
final class HostRules {
  private static final String HINT = "the kernels store, load and fill, and their rounding to f32";

  private static final String VIEW =
      "reshape where it is overridden; kernels whose results do not lie row by row";

  private HostRules() {}

  static List<Rule> all() {
    RuleList rules = new RuleList(Family.VALUES);
    rules.add(
        "backend",
        1,
        "isTheBackendsName",
        Rule.Text.holds(
            "messages name it", "the name that the operations are opened with, and Backend.name()"),
        HostRules::names);
    rules.add(
        "precision",
        1,
        "isAsOpened",
        Rule.Text.holds(
            "the precision is the one asked for", "open(config), and config.precision()"),
        t -> {
          Precision opened = t.ops().precision();
          t.holds(
              opened == t.precision(),
              () -> "opened in %s, %s was asked for".formatted(opened, t.precision()));
          t.holds(
              t.ops().full(Shape.of(2), 1).precision() == t.precision(),
              () -> "a tensor has another precision than its operations");
        });
    rules.add(
        "threads",
        1,
        "isAtLeastOne",
        Rule.Text.holds(
            "threads() is a number of threads",
            "threads() of the operations, and config.threads()"),
        t -> {
          t.holds(t.ops().threads() >= 1, () -> "threads() is " + t.ops().threads());
        });
    rules.add(
        "tensor(float[])", 1, "keepsEveryFloat", text("f32 comes in whole"), HostRules::floatsIn);
    rules.add(
        "tensor(double[])",
        1,
        "roundsOnce",
        text("f64 is rounded to nearest"),
        HostRules::doublesIn);
    rules.add(
        "tensor(double[])",
        2,
        "copiesItsValues",
        Rule.Text.exact(
            "host arrays are not shared",
            "a store that keeps the host's array, or a load that hands out its own"),
        HostRules::copies);
    rules.add(
        "floats", 1, "roundsOnce", text("f32 comes out rounded to nearest"), HostRules::floatsOut);
    rules.add(
        "doubles",
        1,
        "isExact",
        text("what went in comes out"),
        t -> {
          for (Shape shape : t.ranked(Samples.SHAPES)) {
            t.agree(
                "doubles of " + shape,
                Trial.Bound.EXACT,
                (ops, x) -> x[0],
                t.samples().normalInput(shape));
          }
          double[] special = t.samples().special();
          t.agree(
              "special values",
              Trial.Bound.EXACT,
              (ops, x) -> x[0],
              Trial.input(Shape.of(special.length), special));
        });
    rules.add(
        "full",
        1,
        "fillsEveryElement",
        Rule.Text.exact(
            "fill reaches the tail, and rounds",
            "the kernel fill, its tail, and its rounding to f32"),
        t -> {
          for (int n : t.lengths()) {
            for (double value : new double[] {0, -0.0, 0.1, 1e300, Double.NaN}) {
              t.agree(
                  "full [%d] of %s".formatted(n, value),
                  Trial.Bound.EXACT,
                  (ops, x) -> ops.full(Shape.of(n), value));
            }
          }
          t.agree("full []", Trial.Bound.EXACT, (ops, x) -> ops.full(Shape.scalar(), 0.1));
        });
    rules.add(
        "reshape",
        1,
        "keepsRowMajorOrder",
        Rule.Text.exact("a view has the same numbers in the same order", VIEW),
        t -> {
          List<Shape> shapes =
              List.of(
                  Shape.of(24),
                  Shape.of(4, 6),
                  Shape.of(6, 4),
                  Shape.of(2, 3, 4),
                  Shape.of(1, 2, 3, 4));
          for (Shape shape : t.ranked(shapes)) {
            t.agree(
                "[2, 12] to " + shape,
                Trial.Bound.EXACT,
                (ops, x) -> ops.reshape(x[0], shape),
                t.samples().normalInput(Shape.of(2, 12)));
          }
        });
    rules.add(
        "reshape",
        2,
        "ofAComputedTensorKeepsRowMajorOrder",
        Rule.Text.exact("results are row-major, however they were computed", VIEW),
        t ->
            t.agree(
                "reshaped product",
                Trial.Bound.EXACT,
                (ops, x) -> ops.columnSums(ops.reshape(ops.matmul(x[0], x[1]), Shape.of(5, 6))),
                t.samples().integerInput(Shape.of(10, 4)),
                t.samples().integerInput(Shape.of(4, 3))));
    rules.add(
        "scope",
        1,
        "endsTheLifeOfItsTensors",
        Rule.Text.holds(
            "a scope frees what was made in it",
            "scopes belong to KernelOps; result(…) must register every tensor"),
        HostRules::scope);
    rules.add(
        "close",
        1,
        "mayBeCalledTwice",
        Rule.Text.holds("close is idempotent", "close() of the operations"),
        t -> {
          TensorOps other = t.subject().openAnother(t.precision());
          Tensor tensor = other.full(Shape.of(2), 1);
          other.close();
          other.close();
          t.refuses(
              "doubles after close",
              IllegalStateException.class,
              () -> other.doubles(tensor),
              "closed");
        });
    return rules.rules();
  }

  private static Rule.Text text(String intent) {
    return Rule.Text.exact(intent, HINT);
  }

  private static void names(Trial t) {
    t.holds(
        t.ops().backend().equals(t.subject().backend().name()),
        () ->
            "the operations are named '%s', the backend '%s'"
                .formatted(t.ops().backend(), t.subject().backend().name()));
    t.holds(
        t.ops().toString().contains(t.subject().backend().name()),
        () -> "toString() is '%s', without the backend's name".formatted(t.ops()));
  }

  private static void floatsIn(Trial t) {
    for (Shape shape : t.ranked(Samples.SHAPES)) {
      float[] values = floats(t.samples().normal(shape.size()));
      t.compare(
          "floats of " + shape,
          doubles(values),
          t.ops().doubles(t.ops().tensor(shape, values)),
          Trial.EXACT);
    }
    float[] special = floats(Samples.specialFloats());
    t.compare(
        "special floats",
        doubles(special),
        t.ops().doubles(t.ops().tensor(Shape.of(special.length), special)),
        Trial.EXACT);
  }

  private static void doublesIn(Trial t) {
    double[] values = {
      0.1,
      -0.1,
      1.0 / 3,
      1 + 0x1p-24,
      1 + 0x1p-23 + 0x1p-24,
      1e-40,
      1e-46,
      3.4028236e38,
      1e39,
      -1e300,
      1e-320,
      Double.NaN
    };
    double[] expected = new double[values.length];
    for (int i = 0; i < values.length; i++) {
      expected[i] = t.precision() == Precision.F32 ? (float) values[i] : values[i];
    }
    t.compare(
        "doubles in",
        expected,
        t.ops().doubles(t.ops().tensor(Shape.of(values.length), values)),
        Trial.EXACT);
  }

  private static void copies(Trial t) {
    double[] values = {1, 2, 3};
    float[] floats = {1, 2, 3};
    Tensor tensor = t.ops().tensor(Shape.of(3), values);
    Tensor ofFloats = t.ops().tensor(Shape.of(3), floats);
    values[0] = 99;
    floats[0] = 99;
    t.compare("after the host's array changed", 1, t.ops().doubles(tensor)[0], 0);
    t.compare("after the host's floats changed", 1, t.ops().doubles(ofFloats)[0], 0);
    t.ops().doubles(tensor)[1] = 99;
    t.ops().floats(tensor)[1] = 99;
    t.compare("after the returned array changed", 2, t.ops().doubles(tensor)[1], 0);
  }

  private static void floatsOut(Trial t) {
    double[] values = t.samples().normal(207);
    Tensor tensor = t.ops().tensor(Shape.of(9, 23), values);
    t.compare("floats out", doubles(floats(values)), doubles(t.ops().floats(tensor)), Trial.EXACT);
  }

  private static void scope(Trial t) {
    Tensor made;
    try (Scope scope = t.ops().scope()) {
      made = t.ops().gatherColumns(t.ops().full(Shape.of(2, 2), 1), IndexMap.of(2, 0));
      t.holds(!made.isClosed(), () -> "a tensor is closed before its scope is");
    }
    t.holds(made.isClosed(), () -> "a tensor outlived its scope without keep");
  }

  static float[] floats(double[] values) {
    float[] floats = new float[values.length];
    for (int i = 0; i < values.length; i++) {
      floats[i] = (float) values[i];
    }
    return floats;
  }

  static double[] doubles(float[] values) {
    double[] doubles = new double[values.length];
    for (int i = 0; i < values.length; i++) {
      doubles[i] = values[i];
    }
    return doubles;
  }
}
