package dev.gradus.tensor;

import java.util.Arrays;

/**
 * The open scopes of one thread, and the tensors that die with them, in the order in which they
 * were made. It is used again for every scope of its thread, and knows neither the operations nor
 * the {@link ThreadLocal} that holds it, so that an idle thread keeps neither alive.
 */
final class ScopeStack {
  private static final int FEW = 32;

  final Thread thread = Thread.currentThread();
  private ScopeFrame innermost;
  private Tensor[] tensors = new Tensor[FEW];
  private int size;

  ScopeFrame open() {
    innermost = new ScopeFrame(this, innermost, size);
    return innermost;
  }

  /** Lets a tensor die with the innermost scope, if there is one. */
  void register(Tensor tensor) {
    if (innermost == null) {
      return;
    }
    if (size == tensors.length) {
      tensors = Arrays.copyOf(tensors, 2 * size);
    }
    tensor.frame = innermost;
    tensors[size++] = tensor;
  }

  boolean isInnermost(ScopeFrame frame) {
    return innermost == frame;
  }

  /** Ends the innermost scope; what was kept stays on the stack, for the enclosing one. */
  void close(ScopeFrame frame, int first) {
    innermost = frame.enclosing();
    int end = size;
    size = first;
    for (int i = first; i < end; i++) {
      Tensor tensor = tensors[i];
      tensors[i] = null;
      if (tensor.frame == frame) {
        tensor.close();
      } else if (tensor.frame != null) {
        tensors[size++] = tensor;
      }
    }
  }
}
