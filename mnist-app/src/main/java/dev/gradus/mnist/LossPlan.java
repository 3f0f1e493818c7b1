package dev.gradus.mnist;

import dev.gradus.nn.data.ClassWeights;
import dev.gradus.nn.data.LabelledDataset;
import dev.gradus.nn.layer.Layer;
import dev.gradus.nn.loss.L1Penalty;
import dev.gradus.nn.loss.L2Penalty;
import dev.gradus.nn.loss.Objective;
import dev.gradus.nn.loss.Penalty;
import dev.gradus.nn.loss.SoftmaxCrossEntropy;
import dev.gradus.tensor.TensorOps;
import java.util.Map;

/**
 * What training makes small: cross-entropy, and penalties on the weights.
 *
 * @param labelSmoothing the share of each target that is spread over all classes
 * @param weights of the classes
 * @param l1 λ of the penalty λ · Σ |w|
 * @param l2 λ of the penalty λ/2 · Σ w²
 */
record LossPlan(double labelSmoothing, Weights weights, double l1, double l2) {
  /** What a class counts. */
  enum Weights {
    NONE,
    BALANCED
  }

  /** Loss and penalty of a network on some images. */
  Objective objective(TensorOps ops, Layer network, LabelledDataset train) {
    SoftmaxCrossEntropy loss = new SoftmaxCrossEntropy(ops);
    if (weights == Weights.BALANCED) {
      loss = loss.withClassWeights(ClassWeights.balanced(train));
    }
    if (labelSmoothing > 0) {
      loss = loss.withLabelSmoothing(labelSmoothing);
    }
    return new Objective(ops, network, loss, penalty(ops));
  }

  private Penalty penalty(TensorOps ops) {
    Penalty squares = new L2Penalty(ops, l2);
    return l1 == 0 ? squares : new L1Penalty(ops, l1).and(squares);
  }

  /** Adds what it is made of, by the names of options. */
  void addTo(Map<String, Object> settings) {
    settings.put("label-smoothing", labelSmoothing);
    settings.put("class-weights", Choices.word(weights));
    settings.put("l1", l1);
    settings.put("l2", l2);
  }

  /** Whether the loss is cross-entropy as evaluation takes it. */
  boolean isPlain() {
    return labelSmoothing == 0 && weights == Weights.NONE;
  }

  /** All but plain cross-entropy in words, each after a comma. */
  String describe() {
    return (labelSmoothing == 0 ? "" : ", label smoothing " + labelSmoothing)
        + (weights == Weights.NONE ? "" : ", balanced class weights")
        + (l1 == 0 ? "" : ", L1 " + l1)
        + (l2 == 0 ? "" : ", L2 " + l2);
  }
}
