package dev.gradus.tensor;

/** One open scope on the stack of its thread. */
final class ScopeFrame implements Scope {
  private final ScopeStack stack;
  private final ScopeFrame enclosing;

  /** Where the tensors of this scope begin on the stack. */
  private final int first;

  private boolean closed;

  ScopeFrame(ScopeStack stack, ScopeFrame enclosing, int first) {
    this.stack = stack;
    this.enclosing = enclosing;
    this.first = first;
  }

  ScopeFrame enclosing() {
    return enclosing;
  }

  @Override
  public Tensor keep(Tensor tensor) {
    requireOwnThread("keep");
    if (closed) {
      throw new IllegalStateException("keep: this scope is closed; keep before closing it");
    }
    if (tensor.isClosed()) {
      throw new IllegalStateException("keep: " + tensor + " died with its scope");
    }
    if (tensor.frame == this) {
      tensor.frame = enclosing;
    } else if (isOpenWithin(tensor.frame)) {
      throw new IllegalStateException(
          "keep: " + tensor + " belongs to a scope opened later; keep it there first");
    }
    return tensor;
  }

  private boolean isOpenWithin(ScopeFrame other) {
    for (ScopeFrame f = other; f != null; f = f.enclosing) {
      if (f.enclosing == this) {
        return true;
      }
    }
    return false;
  }

  @Override
  public void close() {
    if (closed) {
      return;
    }
    requireOwnThread("close");
    if (!stack.isInnermost(this)) {
      throw new IllegalStateException(
          "close: a scope opened later is still open; close scopes last-opened-first");
    }
    closed = true;
    stack.close(this, first);
  }

  private void requireOwnThread(String operation) {
    if (Thread.currentThread() != stack.thread) {
      throw new IllegalStateException(
          "%s: this scope belongs to thread '%s', not to '%s'; open a scope on each thread"
              .formatted(operation, stack.thread.getName(), Thread.currentThread().getName()));
    }
  }
}
