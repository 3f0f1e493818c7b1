package dev.gradus.conformance;

import dev.gradus.tensor.IndexMap;
import dev.gradus.tensor.Shape;
import dev.gradus.tensor.Tensor;
import dev.gradus.tensor.TensorOps;
import java.util.List;

/** Shapes and indices that do not fit, each with its exact message. */
final class ErrorRules {
  static final Rule.Text TEXT =
      Rule.Text.holds(
          "the same mistake has the same message on every backend",
          "an overridden operation that does not ask Shapes, or asks too late");

  private ErrorRules() {}

  interface Mistake {
    void make(TensorOps ops);
  }

  static List<Rule> all() {
    RuleList rules = new RuleList(Family.ERRORS);
    host(rules);
    products(rules);
    elementwise(rules);
    reductions(rules);
    indices(rules);
    FusedErrorRules.add(rules);
    return rules.rules();
  }

  static void rule(
      RuleList rules, String subject, int number, String name, String message, Mistake mistake) {
    rules.add(subject, number, name, TEXT, t -> refuses(t, subject, message, mistake));
  }

  private static void refuses(Trial t, String subject, String message, Mistake mistake) {
    t.refuses(subject, IllegalArgumentException.class, () -> mistake.make(t.ops()), message);
  }

  static Tensor ones(TensorOps ops, int... extents) {
    return ops.full(Shape.of(extents), 1);
  }

  private static void host(RuleList rules) {
    rule(
        rules,
        "tensor(double[])",
        1,
        "rejectsAnotherNumberOfValues",
        "tensor: shape [2, 3] takes 6 values, got 5",
        ops -> ops.tensor(Shape.of(2, 3), new double[5]));
    rule(
        rules,
        "tensor(float[])",
        1,
        "rejectsAnotherNumberOfValues",
        "tensor: shape [2, 3] takes 6 values, got 7",
        ops -> ops.tensor(Shape.of(2, 3), new float[7]));
    rule(
        rules,
        "reshape",
        1,
        "rejectsAnotherSize",
        "reshape: [2, 3] has 6 elements, [4] has 4",
        ops -> ops.reshape(ones(ops, 2, 3), Shape.of(4)));
  }

  private static void products(RuleList rules) {
    rule(
        rules,
        "matmul",
        1,
        "rejectsMismatchedInnerDimensions",
        "matmul: inner dimensions differ: [32, 784] · [512, 10] (784 ≠ 512)",
        ops -> ops.matmul(ones(ops, 32, 784), ones(ops, 512, 10)));
    rule(
        rules,
        "matmul",
        2,
        "rejectsOperandsThatAreNoMatrices",
        "matmul: expected two matrices, got [3] · [3, 2]; reshape to rank 2 first",
        ops -> ops.matmul(ones(ops, 3), ones(ops, 3, 2)));
    rule(
        rules,
        "matmulTransA",
        1,
        "rejectsMismatchedInnerDimensions",
        "matmulTransA: inner dimensions differ: [4, 3]ᵀ · [5, 3] (4 ≠ 5)",
        ops -> ops.matmulTransA(ones(ops, 4, 3), ones(ops, 5, 3)));
    rule(
        rules,
        "matmulTransA",
        2,
        "rejectsOperandsThatAreNoMatrices",
        "matmulTransA: expected two matrices, got [3, 2]ᵀ · [3]; reshape to rank 2 first",
        ops -> ops.matmulTransA(ones(ops, 3, 2), ones(ops, 3)));
    rule(
        rules,
        "matmulTransB",
        1,
        "rejectsMismatchedInnerDimensions",
        "matmulTransB: inner dimensions differ: [3, 4] · [3, 5]ᵀ (4 ≠ 5)",
        ops -> ops.matmulTransB(ones(ops, 3, 4), ones(ops, 3, 5)));
    rule(
        rules,
        "matmulTransB",
        2,
        "rejectsOperandsThatAreNoMatrices",
        "matmulTransB: expected two matrices, got [] · [3, 5]ᵀ; reshape to rank 2 first",
        ops -> ops.matmulTransB(ones(ops), ones(ops, 3, 5)));
  }

  private static void binary(RuleList rules, String name, Computation.Binary f) {
    rule(
        rules,
        name,
        1,
        "rejectsAnotherRow",
        name
            + ": [4] does not broadcast onto [2, 3]; a row [3], a column [2, 1] or an element [] does",
        ops -> f.apply(ops, ones(ops, 2, 3), ones(ops, 4)));
    rule(
        rules,
        name,
        2,
        "rejectsTheLargerAsSecond",
        name
            + ": [2, 3] does not broadcast onto [3]; a row [3], a column [1] or an element [] does",
        ops -> f.apply(ops, ones(ops, 3), ones(ops, 2, 3)));
    rule(
        rules,
        name,
        3,
        "rejectsAnotherColumn",
        name + ": [3, 1] does not broadcast onto [2, 3]",
        ops -> f.apply(ops, ones(ops, 2, 3), ones(ops, 3, 1)));
    rule(
        rules,
        name,
        4,
        "rejectsAnythingOntoAnElement",
        name + ": [1] does not broadcast onto []; an element [] does",
        ops -> f.apply(ops, ones(ops), ones(ops, 1)));
  }

  private static void elementwise(RuleList rules) {
    binary(rules, "add", TensorOps::add);
    binary(rules, "sub", TensorOps::sub);
    binary(rules, "mul", TensorOps::mul);
    binary(rules, "div", TensorOps::div);
    rule(
        rules,
        "select",
        1,
        "rejectsAConditionOfAnotherShape",
        "select: expected two equal shapes, got [2, 3] and [3, 2]",
        ops -> ops.select(ones(ops, 2, 3), ones(ops, 3, 2), ones(ops)));
    rule(
        rules,
        "select",
        2,
        "rejectsWhatDoesNotBroadcast",
        "select: [4] does not broadcast onto [2, 3]",
        ops -> ops.select(ones(ops, 2, 3), ones(ops, 2, 3), ones(ops, 4)));
    rule(
        rules,
        "updateInPlace",
        1,
        "rejectsADeltaOfAnotherShape",
        "updateInPlace: expected two equal shapes, got [2, 3] and [3]",
        ops -> ops.updateInPlace(ones(ops, 2, 3), 1, 1, ones(ops, 3)));
    rule(
        rules,
        "updateInPlace",
        2,
        "rejectsAView",
        "is a view; update the tensor it was reshaped from",
        ops -> ops.updateInPlace(ops.reshape(ones(ops, 2, 3), Shape.of(6)), 1, 1, ones(ops, 6)));
  }

  private interface Unary {
    void apply(TensorOps ops, Tensor a);
  }

  private static void ofMatrices(RuleList rules, String name, Unary f) {
    rule(
        rules,
        name,
        1,
        "rejectsWhatIsNoMatrix",
        name + ": expected a matrix [m, n], got [3]; reshape to rank 2 first",
        ops -> f.apply(ops, ones(ops, 3)));
    rules.add(
        name,
        2,
        "rejectsHigherRanks",
        TEXT,
        t -> {
          t.needsRank(3);
          refuses(
              t,
              name,
              name + ": expected a matrix [m, n], got [2, 3, 4]; reshape to rank 2 first",
              ops -> f.apply(ops, ones(ops, 2, 3, 4)));
        });
  }

  private static void reductions(RuleList rules) {
    ofMatrices(rules, "columnSums", TensorOps::columnSums);
    ofMatrices(rules, "rowSums", TensorOps::rowSums);
    ofMatrices(rules, "rowMaxima", TensorOps::rowMaxima);
    ofMatrices(rules, "rowArgMax", TensorOps::rowArgMax);
    ofMatrices(rules, "softmax", TensorOps::softmax);
    ofMatrices(rules, "logSoftmax", TensorOps::logSoftmax);
  }

  private static void indices(RuleList rules) {
    rule(
        rules,
        "gatherRows",
        1,
        "rejectsARowThatIsNotThere",
        "gatherRows: row index 3 at position 1, expected 0 to 2",
        ops -> ops.gatherRows(ones(ops, 3, 2), new int[] {0, 3}));
    rule(
        rules,
        "gatherRows",
        2,
        "rejectsNegativeRows",
        "gatherRows: row index -1 at position 0, expected 0 to 2",
        ops -> ops.gatherRows(ones(ops, 3, 2), new int[] {-1}));
    rule(
        rules,
        "gatherRows",
        3,
        "rejectsAnElement",
        "gatherRows: expected at least rank 1, got []",
        ops -> ops.gatherRows(ones(ops), new int[] {0}));
    rule(
        rules,
        "gatherRows",
        4,
        "rejectsNoIndices",
        "gatherRows: expected at least one row index, got none",
        ops -> ops.gatherRows(ones(ops, 3, 2), new int[0]));
    rule(
        rules,
        "scatterAddRows",
        1,
        "rejectsAnotherNumberOfIndices",
        "scatterAddRows: [3, 2] has 3 rows, but 2 indices came",
        ops -> ops.scatterAddRows(ones(ops, 3, 2), new int[] {0, 1}, 4));
    rule(
        rules,
        "scatterAddRows",
        2,
        "rejectsARowThatIsNotThere",
        "scatterAddRows: row index 4 at position 2, expected 0 to 3",
        ops -> ops.scatterAddRows(ones(ops, 3, 2), new int[] {0, 1, 4}, 4));
    rule(
        rules,
        "gatherColumns",
        1,
        "rejectsAnotherWidth",
        "gatherColumns: the map takes 4 columns, got [2, 3]",
        ops -> ops.gatherColumns(ones(ops, 2, 3), IndexMap.of(4, 0, 1)));
    rule(
        rules,
        "gatherColumns",
        2,
        "rejectsWhatIsNoMatrix",
        "gatherColumns: expected a matrix [m, n], got [3]; reshape to rank 2 first",
        ops -> ops.gatherColumns(ones(ops, 3), IndexMap.of(3, 0)));
    rule(
        rules,
        "scatterAddColumns",
        1,
        "rejectsAnotherWidth",
        "scatterAddColumns: the map takes 2 columns, got [2, 3]",
        ops -> ops.scatterAddColumns(ones(ops, 2, 3), IndexMap.of(4, 0, 1)));
    rule(
        rules,
        "scatterAddColumns",
        2,
        "rejectsWhatIsNoMatrix",
        "scatterAddColumns: expected a matrix [m, n], got [3]; reshape to rank 2 first",
        ops -> ops.scatterAddColumns(ones(ops, 3), IndexMap.of(3, 0)));
  }
}
