package dev.gradus.conformance;

import static dev.gradus.conformance.Mutants.function;

import dev.gradus.tensor.Kernels.Binary;
import dev.gradus.tensor.Kernels.Unary;
import dev.gradus.tensor.LossAndGradient;
import dev.gradus.tensor.Tensor;
import java.util.Arrays;
import java.util.List;

/** What goes wrong in operations, seen by the layers and losses that compute with them. */
final class LayerMistakes {
  private LayerMistakes() {}

  static List<Mistake> all() {
    return List.of(
        Mistake.of(
            "a table whose repeated ids forget all gradients but the last",
            "gradient_Embedding_02",
            "gradient 0 of Embedding",
            p ->
                new PlainOps(p) {
                  @Override
                  protected void scatterAddRows(
                      double[] a, int[] rows, double[] out, int rowCount, int columns) {
                    Arrays.fill(out, 0);
                    for (int i = 0; i < rows.length * columns; i++) {
                      out[rows[i / columns] * columns + i % columns] = a[i];
                    }
                  }
                }),
        Mistake.of(
            "running statistics that forget what they were",
            "golden_layer_batch_norm_1d_train_01",
            "after.running_mean",
            p ->
                new PlainOps(p) {
                  @Override
                  double updated(double target, double keep, double factor, double delta) {
                    return factor * delta;
                  }
                }),
        Mistake.of(
            "a square root of twelve bits",
            "golden_layer_layer_norm_02",
            "output",
            function(Unary.SQRT, (x, c) -> Math.rint(Math.sqrt(x) * 4096) / 4096)),
        Mistake.of(
            "an erf that is even",
            "golden_layer_gelu_erf_02",
            "output",
            p ->
                new PlainOps(p) {
                  @Override
                  double apply(Unary function, double c, double x) {
                    return super.apply(function, c, function == Unary.ERF ? Math.abs(x) : x);
                  }
                }),
        Mistake.of(
            "a floor that is never below zero",
            "gradient_Huber_02",
            "loss of Huber",
            function(Unary.MAX, (x, c) -> Math.max(x, Math.abs(c)))),
        Mistake.of(
            "a product that skips its zero factors",
            "gradient_Dropout_03",
            "dropout [17, 33]",
            function(Binary.MUL, (x, y) -> y == 0 ? x : x * y)),
        Mistake.of(
            "a choice between numbers that multiplies what it does not choose",
            "gradient_KullbackLeibler_02",
            "loss of KullbackLeibler",
            p ->
                new PlainOps(p) {
                  @Override
                  double choose(double c, double x, double y) {
                    double chosen = c > 0 ? 1 : 0;
                    return chosen * x + (1 - chosen) * y;
                  }
                }),
        Mistake.of(
            "rows of targets that are taken to sum to 1",
            "gradient_WeightedCrossEntropy_02",
            "gradient 0 of WeightedCrossEntropy",
            p ->
                new PlainOps(p) {
                  @Override
                  public LossAndGradient softmaxCrossEntropy(Tensor logits, Tensor targets) {
                    double loss = super.softmaxCrossEntropy(logits, targets).loss();
                    Tensor difference = sub(softmax(logits), targets);
                    return new LossAndGradient(
                        loss, scale(difference, 1.0 / logits.shape().rows()));
                  }
                }));
  }
}
