package dev.gradus.tensor;

import dev.gradus.tensor.Shapes.Broadcast;
import java.util.function.Consumer;

/**
 * {@link TensorOps} over the {@link Kernels} of one backend: what a backend author extends.
 *
 * <p>This class checks shapes, owners and lifetimes once, keeps the scopes, and hands the kernels
 * raw storage.
 *
 * <p>Fused forms are inherited from {@link TensorOps}; a backend that has a faster one overrides it
 * in terms of {@link #storage} and {@link #result}.
 *
 * @param <S> the storage of one tensor: {@code float[]}, {@code double[]}, a native buffer, …
 */
public abstract class KernelOps<S> extends Kernels<S> implements TensorOps {
  private final String backend;
  private final Precision precision;

  /** Of the instance, as two backends in one JVM have scopes of their own. */
  @SuppressWarnings("ThreadLocalUsage")
  private final ThreadLocal<ScopeStack> scopes = new ThreadLocal<>();

  private final Consumer<S> recycler = this::recycle;
  private volatile boolean closed;

  /**
   * For subclasses.
   *
   * @param backend the name as in configuration
   * @param precision the format of the storage
   */
  protected KernelOps(String backend, Precision precision) {
    this.backend = backend;
    this.precision = precision;
  }

  // ---- for overridden fused forms ----

  /**
   * The storage of an operand, after checking that it belongs here and is alive.
   *
   * @param operation the name for messages
   * @param t the operand
   * @return its storage
   */
  @SuppressWarnings("unchecked") // this instance made the tensor, with storage of its own type
  protected final S storage(String operation, Tensor t) {
    requireOpen();
    if (t.owner() != this) {
      throw new IllegalArgumentException(
          "%s: %s came to another instance, %s; copy it with tensor(t.shape(), owner.doubles(t))"
              .formatted(operation, t, this));
    }
    if (t.isClosed()) {
      throw new IllegalStateException(
          "%s: %s died with its scope; keep it with Scope.keep".formatted(operation, t));
    }
    return (S) t.storage.data;
  }

  /**
   * The storage of a tensor that an operation changes, after checking that it belongs here, is
   * alive, no view, and of the gradient's shape.
   *
   * @param operation the name for messages
   * @param target the tensor to change
   * @param gradient what it is changed by
   * @return the target's storage
   */
  protected final S written(String operation, Tensor target, Tensor gradient) {
    S data = storage(operation, target);
    Shapes.same(operation, target.shape(), gradient.shape());
    if (target.isView()) {
      throw new IllegalArgumentException(
          operation + ": " + target + " is a view; update the tensor it was reshaped from");
    }
    return data;
  }

  /**
   * Storage for a result, after checking that these operations are open.
   *
   * @param shape its shape
   * @return storage of any content
   */
  protected final S fresh(Shape shape) {
    requireOpen();
    return allocate(shape.size());
  }

  /**
   * A tensor over filled storage, registered with the current scope.
   *
   * @param shape its shape
   * @param data from {@link #allocate}
   * @return the tensor
   */
  protected final Tensor result(Shape shape, S data) {
    return register(new Tensor(this, shape, new SharedStorage<>(data, recycler), false));
  }

  private Tensor register(Tensor tensor) {
    ScopeStack stack = scopes.get();
    if (stack != null) {
      stack.register(tensor);
    }
    return tensor;
  }

  private void requireOpen() {
    if (closed) {
      throw new IllegalStateException(
          this + ": these operations are closed; open the backend anew");
    }
  }

  // ---- TensorOps ----

  @Override
  public final String backend() {
    return backend;
  }

  @Override
  public final Precision precision() {
    return precision;
  }

  @Override
  public int threads() {
    return 1;
  }

  @Override
  public final Tensor tensor(Shape shape, float[] values) {
    Shapes.values(shape, values.length);
    S out = fresh(shape);
    store(values, out);
    return result(shape, out);
  }

  @Override
  public final Tensor tensor(Shape shape, double[] values) {
    Shapes.values(shape, values.length);
    S out = fresh(shape);
    store(values, out);
    return result(shape, out);
  }

  @Override
  public final Tensor full(Shape shape, double value) {
    S out = fresh(shape);
    fill(out, value, shape.size());
    return result(shape, out);
  }

  @Override
  public final float[] floats(Tensor t) {
    float[] values = new float[t.shape().size()];
    load(storage("floats", t), values);
    return values;
  }

  @Override
  public final double[] doubles(Tensor t) {
    double[] values = new double[t.shape().size()];
    load(storage("doubles", t), values);
    return values;
  }

  @Override
  public final Tensor reshape(Tensor t, Shape shape) {
    storage("reshape", t);
    Shapes.reshape(t.shape(), shape);
    t.storage.retain();
    return register(new Tensor(this, shape, t.storage, true));
  }

  @Override
  public final Tensor matmul(Tensor a, Tensor b) {
    return product("matmul", a, false, b, false);
  }

  @Override
  public final Tensor matmulTransA(Tensor a, Tensor b) {
    return product("matmulTransA", a, true, b, false);
  }

  @Override
  public final Tensor matmulTransB(Tensor a, Tensor b) {
    return product("matmulTransB", a, false, b, true);
  }

  private Tensor product(String operation, Tensor a, boolean transA, Tensor b, boolean transB) {
    S left = storage(operation, a);
    S right = storage(operation, b);
    Shape shape = Shapes.matmul(operation, a.shape(), transA, b.shape(), transB);
    int inner = a.shape().extent(transA ? 0 : 1);
    S out = fresh(shape);
    matmul(left, transA, right, transB, out, shape.rows(), shape.columns(), inner);
    return result(shape, out);
  }

  @Override
  public final Tensor add(Tensor a, Tensor b) {
    return binary("add", Binary.ADD, a, b);
  }

  @Override
  public final Tensor sub(Tensor a, Tensor b) {
    return binary("sub", Binary.SUB, a, b);
  }

  @Override
  public final Tensor mul(Tensor a, Tensor b) {
    return binary("mul", Binary.MUL, a, b);
  }

  @Override
  public final Tensor div(Tensor a, Tensor b) {
    return binary("div", Binary.DIV, a, b);
  }

  private Tensor binary(String operation, Binary function, Tensor a, Tensor b) {
    S left = storage(operation, a);
    S right = storage(operation, b);
    Shape shape = a.shape();
    Broadcast broadcast = Shapes.broadcast(operation, shape, b.shape());
    S out = fresh(shape);
    binary(function, left, right, broadcast, out, shape.rows(), shape.columns());
    return result(shape, out);
  }

  @Override
  public final Tensor addScalar(Tensor a, double c) {
    return unary("addScalar", Unary.ADD_SCALAR, c, a);
  }

  @Override
  public final Tensor scale(Tensor a, double c) {
    return unary("scale", Unary.SCALE, c, a);
  }

  @Override
  public final Tensor max(Tensor a, double floor) {
    return unary("max", Unary.MAX, floor, a);
  }

  @Override
  public final Tensor exp(Tensor a) {
    return unary("exp", Unary.EXP, 0, a);
  }

  @Override
  public final Tensor log(Tensor a) {
    return unary("log", Unary.LOG, 0, a);
  }

  @Override
  public final Tensor sqrt(Tensor a) {
    return unary("sqrt", Unary.SQRT, 0, a);
  }

  @Override
  public final Tensor tanh(Tensor a) {
    return unary("tanh", Unary.TANH, 0, a);
  }

  @Override
  public final Tensor expm1(Tensor a) {
    return unary("expm1", Unary.EXPM1, 0, a);
  }

  @Override
  public final Tensor log1p(Tensor a) {
    return unary("log1p", Unary.LOG1P, 0, a);
  }

  @Override
  public final Tensor erf(Tensor a) {
    return unary("erf", Unary.ERF, 0, a);
  }

  private Tensor unary(String operation, Unary function, double c, Tensor a) {
    S in = storage(operation, a);
    S out = fresh(a.shape());
    unary(function, c, in, out, a.shape().size());
    return result(a.shape(), out);
  }

  @Override
  public final Tensor select(Tensor c, Tensor a, Tensor b) {
    S condition = storage("select", c);
    S chosen = storage("select", a);
    S other = storage("select", b);
    Shape shape = Shapes.same("select", c.shape(), a.shape());
    Broadcast broadcast = Shapes.broadcast("select", shape, b.shape());
    S out = fresh(shape);
    select(condition, chosen, other, broadcast, out, shape.rows(), shape.columns());
    return result(shape, out);
  }

  @Override
  public final Tensor columnSums(Tensor a) {
    S in = storage("columnSums", a);
    Shape shape = Shapes.matrix("columnSums", a.shape());
    Shape sums = Shape.of(shape.columns());
    S out = fresh(sums);
    columnSums(in, out, shape.rows(), shape.columns());
    return result(sums, out);
  }

  @Override
  public final Tensor rowSums(Tensor a) {
    S in = storage("rowSums", a);
    Shape shape = Shapes.matrix("rowSums", a.shape());
    Shape sums = Shape.of(shape.rows(), 1);
    S out = fresh(sums);
    rowSums(in, out, shape.rows(), shape.columns());
    return result(sums, out);
  }

  @Override
  public final Tensor rowMaxima(Tensor a) {
    S in = storage("rowMaxima", a);
    Shape shape = Shapes.matrix("rowMaxima", a.shape());
    Shape maxima = Shape.of(shape.rows(), 1);
    S out = fresh(maxima);
    rowMaxima(in, out, shape.rows(), shape.columns());
    return result(maxima, out);
  }

  @Override
  public final int[] rowArgMax(Tensor a) {
    S in = storage("rowArgMax", a);
    Shape shape = Shapes.matrix("rowArgMax", a.shape());
    int[] out = new int[shape.rows()];
    rowArgMax(in, out, shape.rows(), shape.columns());
    return out;
  }

  @Override
  public final Tensor gatherRows(Tensor a, int[] rows) {
    S in = storage("gatherRows", a);
    Shape shape = Shapes.gatherRows(a.shape(), rows);
    S out = fresh(shape);
    gatherRows(in, rows, out, shape.size() / rows.length);
    return result(shape, out);
  }

  @Override
  public final Tensor scatterAddRows(Tensor a, int[] rows, int rowCount) {
    S in = storage("scatterAddRows", a);
    Shape shape = Shapes.scatterAddRows(a.shape(), rows, rowCount);
    S out = fresh(shape);
    scatterAddRows(in, rows, out, rowCount, shape.size() / rowCount);
    return result(shape, out);
  }

  @Override
  public final Tensor gatherColumns(Tensor a, IndexMap map) {
    S in = storage("gatherColumns", a);
    Shape shape = Shapes.gatherColumns(a.shape(), map);
    S out = fresh(shape);
    gatherColumns(in, map, out, shape.rows());
    return result(shape, out);
  }

  @Override
  public final Tensor scatterAddColumns(Tensor a, IndexMap map) {
    S in = storage("scatterAddColumns", a);
    Shape shape = Shapes.scatterAddColumns(a.shape(), map);
    S out = fresh(shape);
    scatterAddColumns(in, map, out, shape.rows());
    return result(shape, out);
  }

  @Override
  public final void updateInPlace(Tensor target, double keep, double factor, Tensor delta) {
    S changed = written("updateInPlace", target, delta);
    S read = storage("updateInPlace", delta);
    update(changed, keep, factor, read, target.shape().size());
  }

  @Override
  public final Scope scope() {
    requireOpen();
    ScopeStack stack = scopes.get();
    if (stack == null) {
      stack = new ScopeStack();
      scopes.set(stack);
    }
    return stack.open();
  }

  /** Subclasses that hold threads or memory release them here and call {@code super.close()}. */
  @Override
  public void close() {
    closed = true;
  }

  /** The backend and the precision: {@code vector f32}. */
  @Override
  public final String toString() {
    return backend + " " + precision;
  }
}
