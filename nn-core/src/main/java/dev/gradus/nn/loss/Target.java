package dev.gradus.nn.loss;

import dev.gradus.tensor.Shape;
import dev.gradus.tensor.Shapes;
import dev.gradus.tensor.Tensor;
import dev.gradus.tensor.TensorOps;

/** What predictions are compared with: a class for each sample, or values. */
public sealed interface Target {
  /**
   * One class for each sample.
   *
   * @param classes 0 to the number of classes − 1; not copied
   */
  record Labels(int[] classes) implements Target {}

  /**
   * Values of the prediction's shape: numbers to approximate, one-hot rows or probabilities.
   *
   * @param tensor the values
   */
  record Values(Tensor tensor) implements Target {}

  /**
   * One class for each sample.
   *
   * @param classes 0 to the number of classes − 1; not copied
   * @return the target
   */
  static Target labels(int... classes) {
    return new Labels(classes);
  }

  /**
   * Values of the prediction's shape.
   *
   * @param tensor the values
   * @return the target
   */
  static Target values(Tensor tensor) {
    return new Values(tensor);
  }

  /**
   * The number of samples.
   *
   * @return that of the labels, or of the values' rows
   */
  default int samples() {
    return this instanceof Values values
        ? values.tensor().shape().extent(0)
        : ((Labels) this).classes().length;
  }

  /**
   * The target as values: labels become one-hot rows, or, for a single output, 0 and 1.
   *
   * @param operation the name for messages
   * @param ops makes the tensor
   * @param prediction the prediction's shape
   * @return a tensor of that shape
   * @throws IllegalArgumentException if the target does not fit the prediction
   */
  default Tensor asValues(String operation, TensorOps ops, Shape prediction) {
    if (this instanceof Values values) {
      Shapes.same(operation, prediction, values.tensor().shape());
      return values.tensor();
    }
    int[] classes = ((Labels) this).classes();
    int columns = prediction.columns();
    int classCount = Math.max(2, columns);
    Shapes.labels(operation, Shape.of(prediction.rows(), classCount), classes);
    double[] values = new double[prediction.size()];
    for (int i = 0; i < classes.length; i++) {
      if (columns == 1) {
        values[i] = classes[i];
      } else {
        values[i * columns + classes[i]] = 1;
      }
    }
    return ops.tensor(prediction, values);
  }
}
