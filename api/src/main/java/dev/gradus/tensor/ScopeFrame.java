package dev.gradus.tensor;

import java.util.ArrayList;
import java.util.List;

/** One open scope on the stack of its thread. */
final class ScopeFrame implements Scope {
  private final ThreadLocal<ScopeFrame> innermost;
  private final ScopeFrame enclosing;
  private final Thread thread = Thread.currentThread();
  private final List<Tensor> tensors = new ArrayList<>();
  private boolean closed;

  ScopeFrame(ThreadLocal<ScopeFrame> innermost) {
    this.innermost = innermost;
    this.enclosing = innermost.get();
    innermost.set(this);
  }

  void add(Tensor tensor) {
    tensor.frame = this;
    tensors.add(tensor);
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
      tensor.frame = null;
      if (enclosing != null) {
        enclosing.add(tensor);
      }
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
    if (innermost.get() != this) {
      throw new IllegalStateException(
          "close: a scope opened later is still open; close scopes last-opened-first");
    }
    closed = true;
    if (enclosing == null) {
      innermost.remove();
    } else {
      innermost.set(enclosing);
    }
    for (Tensor tensor : tensors) {
      if (tensor.frame == this) {
        tensor.close();
      }
    }
    tensors.clear();
  }

  private void requireOwnThread(String operation) {
    if (Thread.currentThread() != thread) {
      throw new IllegalStateException(
          "%s: this scope belongs to thread '%s', not to '%s'; open a scope on each thread"
              .formatted(operation, thread.getName(), Thread.currentThread().getName()));
    }
  }
}
