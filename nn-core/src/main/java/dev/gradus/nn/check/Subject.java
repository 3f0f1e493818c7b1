package dev.gradus.nn.check;

import dev.gradus.nn.layer.Gradients;
import dev.gradus.nn.layer.Parameter;
import dev.gradus.tensor.Tensor;
import java.util.Map;

/** A number that depends on some tensors, with its gradients by backpropagation. */
interface Subject {
  /**
   * The number, and the gradients that backpropagation gives.
   *
   * @param value the number
   * @param gradients by the tensors
   */
  record Evaluation(double value, Gradients gradients) {}

  /** For messages. */
  String name();

  /** The methods behind {@link #value} and {@link #evaluate}, for messages. */
  String methods();

  /** What a mean may divide by, by its name: the batch size and the like. */
  Map<String, Integer> divisors();

  /** The tensors to move. */
  Map<String, Parameter> parameters();

  /** Tensors that must stay as they are. */
  default Map<String, Tensor> state() {
    return Map.of();
  }

  /** The number, by the way that computes no gradient. */
  double value();

  Evaluation evaluate();

  /** On which side of its kinks the function is. */
  long pattern();

  /** The batch size of an input, as a divisor. */
  static Map<String, Integer> batchOf(Tensor x) {
    return Map.of("the batch size", x.shape().rank() == 0 ? 1 : x.shape().extent(0));
  }

  /** The simple name of somebody's class, or a general word where it has none. */
  static String nameOf(Object object, String otherwise) {
    Class<?> type = object.getClass();
    return type.isHidden() || type.isAnonymousClass() ? otherwise : type.getSimpleName();
  }
}
