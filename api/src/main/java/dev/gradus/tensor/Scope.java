package dev.gradus.tensor;

/**
 * A span of work whose tensors die together.
 *
 * <p>Tensors that a thread makes while a scope of its own is open die when that scope closes, so
 * that their memory is used again. Scopes of one thread close last-opened-first. Code that opens no
 * scope is correct too, only slower: its tensors are freed by the garbage collector.
 *
 * <pre>{@code
 * Tensor mean;
 * try (Scope scope = ops.scope()) {
 *   Tensor sums = ops.columnSums(batch);            // dies here
 *   mean = scope.keep(ops.scale(sums, 1.0 / rows)); // lives on, in the enclosing scope
 * }
 * }</pre>
 *
 * <p>A scope belongs to the thread that opened it; calls from another thread are refused.
 */
public interface Scope extends AutoCloseable {
  /**
   * Lets a tensor outlive this scope: it then belongs to the enclosing scope, or to the garbage
   * collector where there is none. A tensor that already outlives this scope is left as it is.
   *
   * @param tensor a tensor of the same {@link TensorOps}
   * @return the same tensor
   * @throws IllegalStateException if the scope or the tensor is closed, the tensor belongs to a
   *     scope opened later, or another thread opened this scope
   */
  Tensor keep(Tensor tensor);

  /**
   * Ends the life of this scope's tensors. Closing twice does nothing.
   *
   * @throws IllegalStateException if a scope opened later on this thread is still open, or another
   *     thread opened this one
   */
  @Override
  void close();
}
