package dev.gradus.conformance;

import static dev.gradus.conformance.ErrorRules.ones;
import static dev.gradus.conformance.ErrorRules.rule;

import dev.gradus.tensor.AdamStep;
import dev.gradus.tensor.Shape;
import dev.gradus.tensor.Tensor;
import dev.gradus.tensor.TensorOps;
import java.util.Arrays;

/** What does not fit in fused forms, each with its exact message. */
final class FusedErrorRules {
  private FusedErrorRules() {}

  static void add(RuleList rules) {
    bytes(rules);
    updates(rules);
    rule(
        rules,
        "affine",
        1,
        "rejectsMismatchedInnerDimensions",
        "affine: inner dimensions differ: [2, 3] · [5, 4]ᵀ (3 ≠ 4)",
        ops -> ops.affine(ones(ops, 2, 3), ones(ops, 5, 4), ones(ops, 5)));
    rule(
        rules,
        "affine",
        2,
        "rejectsABiasOfAnotherLength",
        "affine: expected a bias [5] for weights [5, 3], got [4]",
        ops -> ops.affine(ones(ops, 2, 3), ones(ops, 5, 3), ones(ops, 4)));
    rule(
        rules,
        "affine",
        3,
        "rejectsABiasThatWouldBroadcast",
        "affine: expected a bias [5] for weights [5, 3], got []",
        ops -> ops.affine(ones(ops, 2, 3), ones(ops, 5, 3), ones(ops)));
    rule(
        rules,
        "affineRelu",
        1,
        "rejectsMismatchedInnerDimensions",
        "affine: inner dimensions differ: [2, 3] · [5, 4]ᵀ (3 ≠ 4)",
        ops -> ops.affineRelu(ones(ops, 2, 3), ones(ops, 5, 4), ones(ops, 5)));
    rule(
        rules,
        "affineRelu",
        2,
        "rejectsABiasOfAnotherLength",
        "affine: expected a bias [5] for weights [5, 3], got [4]",
        ops -> ops.affineRelu(ones(ops, 2, 3), ones(ops, 5, 3), ones(ops, 4)));
    gradient(rules, "reluGrad", TensorOps::reluGrad);
    gradient(rules, "sigmoidGrad", TensorOps::sigmoidGrad);
    gradient(rules, "tanhGrad", TensorOps::tanhGrad);
    gradient(rules, "softmaxGrad", TensorOps::softmaxGrad);
    rule(
        rules,
        "softmaxGrad",
        2,
        "rejectsWhatIsNoMatrix",
        "softmaxGrad: expected a matrix [m, n], got [3]; reshape to rank 2 first",
        ops -> ops.softmaxGrad(ones(ops, 3), ones(ops, 3)));
    String labels = "softmaxCrossEntropy(int[])";
    rule(
        rules,
        labels,
        1,
        "rejectsAnotherNumberOfLabels",
        "softmaxCrossEntropy: [2, 3] needs 2 labels, got 1",
        ops -> ops.softmaxCrossEntropy(ones(ops, 2, 3), new int[] {0}));
    rule(
        rules,
        labels,
        2,
        "rejectsALabelOutOfRange",
        "softmaxCrossEntropy: label 3 at position 1, expected 0 to 2",
        ops -> ops.softmaxCrossEntropy(ones(ops, 2, 3), new int[] {0, 3}));
    rule(
        rules,
        labels,
        3,
        "rejectsNegativeLabels",
        "softmaxCrossEntropy: label -1 at position 0, expected 0 to 2",
        ops -> ops.softmaxCrossEntropy(ones(ops, 2, 3), new int[] {-1, 0}));
    rule(
        rules,
        labels,
        4,
        "rejectsWhatIsNoMatrix",
        "softmaxCrossEntropy: expected a matrix [m, n], got [3]; reshape to rank 2 first",
        ops -> ops.softmaxCrossEntropy(ones(ops, 3), new int[] {0, 0, 0}));
    String targets = "softmaxCrossEntropy(Tensor)";
    rule(
        rules,
        targets,
        1,
        "rejectsTargetsOfAnotherShape",
        "softmaxCrossEntropy: expected two equal shapes, got [2, 3] and [3]",
        ops -> ops.softmaxCrossEntropy(ones(ops, 2, 3), ones(ops, 3)));
    rule(
        rules,
        targets,
        2,
        "rejectsWhatIsNoMatrix",
        "softmaxCrossEntropy: expected a matrix [m, n], got [3]; reshape to rank 2 first",
        ops -> ops.softmaxCrossEntropy(ones(ops, 3), ones(ops, 3)));
  }

  private static void bytes(RuleList rules) {
    rule(
        rules,
        "gatherBytes",
        1,
        "rejectsARowThatIsNotThere",
        "gatherBytes: row index 3 at position 1, expected 0 to 2",
        ops -> ops.gatherBytes(new byte[6], Shape.of(2), new int[] {0, 3}, 255));
    rule(
        rules,
        "gatherBytes",
        2,
        "rejectsARowInParts",
        "gatherBytes: expected whole rows of rank 3 at most, got 7 bytes for rows of [2]",
        ops -> ops.gatherBytes(new byte[7], Shape.of(2), new int[] {0}, 255));
    rule(
        rules,
        "gatherBytes",
        3,
        "rejectsNoIndices",
        "gatherBytes: expected at least one row index, got none",
        ops -> ops.gatherBytes(new byte[6], Shape.of(2), new int[0], 255));
  }

  private static void updates(RuleList rules) {
    AdamStep step = new AdamStep(0.9, 0.999, 1, 0.1, 1, 1e-8);
    rules.add(
        "momentumInPlace",
        1,
        "rejectsAnotherShapeAndViews",
        ErrorRules.TEXT,
        t -> refusesOddOnes(t, 2, (ops, x) -> ops.momentumInPlace(x[0], x[1], x[2], 0.9, 0.1)));
    rules.add(
        "adamInPlace",
        1,
        "rejectsAnotherShapeAndViews",
        ErrorRules.TEXT,
        t -> refusesOddOnes(t, 3, (ops, x) -> ops.adamInPlace(x[0], x[1], x[2], x[3], step)));
  }

  private interface Update {
    void apply(TensorOps ops, Tensor... x);
  }

  /** The first tensors are changed, the last one is the gradient. */
  private static void refusesOddOnes(Trial t, int changed, Update update) {
    for (int odd = 0; odd < changed; odd++) {
      Tensor[] x = tensors(t.ops(), changed + 1);
      x[odd] = ones(t.ops(), 3, 2);
      t.refuses(
          "tensor %d of another shape".formatted(odd),
          IllegalArgumentException.class,
          () -> update.apply(t.ops(), x),
          "InPlace: expected two equal shapes, got [3, 2] and [2, 3]");
      x[odd] = t.ops().reshape(ones(t.ops(), 6), Shape.of(2, 3));
      t.refuses(
          "view as tensor %d".formatted(odd),
          IllegalArgumentException.class,
          () -> update.apply(t.ops(), x),
          "InPlace: ",
          " is a view; update the tensor it was reshaped from");
    }
  }

  private static Tensor[] tensors(TensorOps ops, int count) {
    Tensor[] tensors = new Tensor[count];
    Arrays.setAll(tensors, i -> ones(ops, 2, 3));
    return tensors;
  }

  private static void gradient(RuleList rules, String name, Computation.Binary f) {
    rule(
        rules,
        name,
        1,
        "rejectsAGradientOfAnotherShape",
        name + ": expected two equal shapes, got [2, 3] and [2, 1]",
        ops -> f.apply(ops, ones(ops, 2, 3), ones(ops, 2, 1)));
  }
}
