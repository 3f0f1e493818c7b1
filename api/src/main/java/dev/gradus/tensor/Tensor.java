package dev.gradus.tensor;

/**
 * A block of numbers of one {@link Shape}, made and read by one {@link TensorOps}.
 *
 * <p>Tensors are values: operations return new ones, and only {@link TensorOps#updateInPlace}
 * changes one. Where the numbers lie (a Java array, native memory, a device) is the backend's own
 * business. Reading from many threads is safe.
 */
public final class Tensor {
  private final KernelOps<?> owner;
  private final Shape shape;
  private final boolean view;
  final SharedStorage<?> storage;

  /** The scope at whose end this tensor dies; null for one that the garbage collector frees. */
  ScopeFrame frame;

  private volatile boolean closed;

  Tensor(KernelOps<?> owner, Shape shape, SharedStorage<?> storage, boolean view) {
    this.owner = owner;
    this.shape = shape;
    this.storage = storage;
    this.view = view;
  }

  /**
   * The extents.
   *
   * @return the shape
   */
  public Shape shape() {
    return shape;
  }

  /**
   * The format of the elements.
   *
   * @return that of the operations that made this tensor
   */
  public Precision precision() {
    return owner.precision();
  }

  /**
   * Whether this tensor shares its numbers with the one it was reshaped from.
   *
   * @return true for a result of {@link TensorOps#reshape}
   */
  public boolean isView() {
    return view;
  }

  /**
   * Whether the scope of this tensor has closed, so that it can no longer be used.
   *
   * @return true once it is dead
   */
  public boolean isClosed() {
    return closed;
  }

  TensorOps owner() {
    return owner;
  }

  void close() {
    if (!closed) {
      closed = true;
      storage.release();
    }
  }

  /** The shape and the backend, not the numbers: {@code Tensor[100, 784] of vector f32}. */
  @Override
  public String toString() {
    return "Tensor" + shape + " of " + owner + (closed ? " (closed)" : "");
  }
}
