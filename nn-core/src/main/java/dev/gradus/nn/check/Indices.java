package dev.gradus.nn.check;

import dev.gradus.tensor.Shape;
import java.util.Arrays;

/** Where an element lies in its tensor. */
final class Indices {
  private Indices() {}

  /** An index for each axis, {@code [row, column]}, of a flat row-major index. */
  static String text(Shape shape, int flat) {
    int[] index = new int[shape.rank()];
    int rest = flat;
    for (int axis = index.length - 1; axis >= 0; axis--) {
      index[axis] = rest % shape.extent(axis);
      rest /= shape.extent(axis);
    }
    return Arrays.toString(index);
  }
}
