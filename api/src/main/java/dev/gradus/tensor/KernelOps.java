package dev.gradus.tensor;

import dev.gradus.tensor.Shapes.Broadcast;
import java.util.function.Consumer;

/**
 * {@link TensorOps} over the kernels of one backend: what a backend author extends.
 *
 * <p>This class checks shapes, owners and lifetimes once, keeps the scopes, and hands the kernels
 * raw storage whose extents are known to fit. A kernel therefore checks nothing, and never writes
 * its operands. Storage is a flat, row-major block of at least as many elements as the operation
 * needs; what {@link #allocate} returns may hold old numbers, so a kernel writes every element of
 * its output. Outputs never overlap inputs, except where a kernel's own text says so.
 *
 * <p>Fused forms are inherited from {@link TensorOps}; a backend that has a faster one overrides it
 * in terms of {@link #storage} and {@link #result}.
 *
 * <p>Kernels are called from many threads at once and must be safe for that.
 *
 * @param <S> the storage of one tensor: {@code float[]}, {@code double[]}, a native buffer, …
 */
public abstract class KernelOps<S> implements TensorOps {
  private final String backend;
  private final Precision precision;

  /** Of the instance, as two backends in one JVM have scopes of their own; emptied at close. */
  @SuppressWarnings("ThreadLocalUsage")
  private final ThreadLocal<ScopeFrame> innermost = new ThreadLocal<>();

  private final Consumer<S> recycler = this::recycle;
  private volatile boolean closed;

  /** The functions of one element that {@link #unary} computes. */
  public enum Unary {
    /** a + c. */
    ADD_SCALAR,
    /** c · a. */
    SCALE,
    /** max(a, c); NaN stays NaN. */
    MAX,
    /** eᵃ. */
    EXP,
    /** ln a. */
    LOG,
    /** √a. */
    SQRT,
    /** tanh a. */
    TANH,
    /** eᵃ − 1. */
    EXPM1,
    /** ln(1 + a). */
    LOG1P,
    /** The error function. */
    ERF
  }

  /** The functions of two elements that {@link #binary} computes. */
  public enum Binary {
    /** a + b. */
    ADD,
    /** a − b. */
    SUB,
    /** a · b. */
    MUL,
    /** a / b. */
    DIV
  }

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

  // ---- kernels: storage ----

  /**
   * Storage for a new tensor; its content does not matter.
   *
   * @param size elements, at least 1
   * @return storage
   */
  protected abstract S allocate(int size);

  /**
   * Takes back storage that no tensor uses any more, called once for each. The default leaves it to
   * the garbage collector.
   *
   * @param storage from {@link #allocate}
   */
  protected void recycle(S storage) {}

  /**
   * Copies numbers in.
   *
   * @param values as many as the tensor has
   * @param out written
   */
  protected abstract void store(float[] values, S out);

  /**
   * Copies numbers in, rounding to the precision.
   *
   * @param values as many as the tensor has
   * @param out written
   */
  protected abstract void store(double[] values, S out);

  /**
   * Copies numbers out, rounding to {@code float}.
   *
   * @param a read
   * @param out written; as long as the tensor has elements
   */
  protected abstract void load(S a, float[] out);

  /**
   * Copies numbers out.
   *
   * @param a read
   * @param out written; as long as the tensor has elements
   */
  protected abstract void load(S a, double[] out);

  /**
   * Sets all elements to one value.
   *
   * @param out written
   * @param value the value
   * @param size elements
   */
  protected abstract void fill(S out, double value, int size);

  // ---- kernels: arithmetic ----

  /**
   * C = op(A)·op(B), where op transposes if asked to. At most one of both is asked to.
   *
   * @param a {@code [m, k]}, or {@code [k, m]} if transposed
   * @param transA whether A is used transposed
   * @param b {@code [k, n]}, or {@code [n, k]} if transposed
   * @param transB whether B is used transposed
   * @param out {@code [m, n]}, written
   * @param m rows of the result
   * @param n columns of the result
   * @param k the inner dimension
   */
  protected abstract void matmul(
      S a, boolean transA, S b, boolean transB, S out, int m, int n, int k);

  /**
   * A function of each element.
   *
   * @param function which
   * @param c the constant of {@link Unary#ADD_SCALAR}, {@link Unary#SCALE} and {@link Unary#MAX}
   * @param a read
   * @param out written
   * @param size elements
   */
  protected abstract void unary(Unary function, double c, S a, S out, int size);

  /**
   * A function of two elements.
   *
   * @param function which
   * @param a {@code [rows, columns]}
   * @param b as {@code broadcast} says: all, {@code columns}, {@code rows} or 1 elements
   * @param broadcast how {@code b} lies over {@code a}
   * @param out {@code [rows, columns]}, written
   * @param rows rows
   * @param columns columns
   */
  protected abstract void binary(
      Binary function, S a, S b, Broadcast broadcast, S out, int rows, int columns);

  /**
   * a where c &gt; 0, else b.
   *
   * @param c {@code [rows, columns]}
   * @param a {@code [rows, columns]}
   * @param b as {@code broadcast} says
   * @param broadcast how {@code b} lies over {@code a}
   * @param out {@code [rows, columns]}, written
   * @param rows rows
   * @param columns columns
   */
  protected abstract void select(S c, S a, S b, Broadcast broadcast, S out, int rows, int columns);

  /**
   * The sum of each column.
   *
   * @param a {@code [rows, columns]}
   * @param out {@code [columns]}, written
   * @param rows rows
   * @param columns columns
   */
  protected abstract void columnSums(S a, S out, int rows, int columns);

  /**
   * The sum of each row.
   *
   * @param a {@code [rows, columns]}
   * @param out {@code [rows]}, written
   * @param rows rows
   * @param columns columns
   */
  protected abstract void rowSums(S a, S out, int rows, int columns);

  /**
   * The largest element of each row; NaN where the row holds one.
   *
   * @param a {@code [rows, columns]}
   * @param out {@code [rows]}, written
   * @param rows rows
   * @param columns columns
   */
  protected abstract void rowMaxima(S a, S out, int rows, int columns);

  /**
   * Where the largest element of each row stands; the lowest index of equals, the first NaN before
   * all.
   *
   * @param a {@code [rows, columns]}
   * @param out written, one for each row
   * @param rows rows
   * @param columns columns
   */
  protected abstract void rowArgMax(S a, int[] out, int rows, int columns);

  /**
   * Row i of the result is row {@code rows[i]} of a.
   *
   * @param a rows of {@code columns} elements
   * @param rows the picked rows, known to exist
   * @param out {@code [rows.length, columns]}, written
   * @param columns columns
   */
  protected abstract void gatherRows(S a, int[] rows, S out, int columns);

  /**
   * Row i of a is added to row {@code rows[i]} of the result, in the order of i.
   *
   * @param a {@code [rows.length, columns]}
   * @param rows where each row goes, known to exist
   * @param out {@code [rowCount, columns]}, written; zero where nothing goes
   * @param rowCount rows of the result
   * @param columns columns
   */
  protected abstract void scatterAddRows(S a, int[] rows, S out, int rowCount, int columns);

  /**
   * Column j of the result is column {@code map.source(j)} of a, or 0 where absent.
   *
   * @param a {@code [rows, map.sourceColumns()]}
   * @param map the columns
   * @param out {@code [rows, map.length()]}, written
   * @param rows rows
   */
  protected abstract void gatherColumns(S a, IndexMap map, S out, int rows);

  /**
   * Column j of a is added to column {@code map.source(j)} of the result, in the order of j.
   *
   * @param a {@code [rows, map.length()]}
   * @param map the columns
   * @param out {@code [rows, map.sourceColumns()]}, written; zero where nothing goes
   * @param rows rows
   */
  protected abstract void scatterAddColumns(S a, IndexMap map, S out, int rows);

  /**
   * target ← keep·target + factor·delta; with {@code keep = 0} the target is not read. Both may be
   * the same storage.
   *
   * @param target read and written
   * @param keep the factor of the old value
   * @param factor the factor of {@code delta}
   * @param delta read
   * @param size elements
   */
  protected abstract void update(S target, double keep, double factor, S delta, int size);

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
    ScopeFrame frame = innermost.get();
    if (frame != null) {
      frame.add(tensor);
    }
    return tensor;
  }

  private void requireOpen() {
    if (closed) {
      throw new IllegalStateException(
          this + ": these operations are closed; open the backend anew");
    }
  }

  private S fresh(Shape shape) {
    requireOpen();
    return allocate(shape.size());
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
    S changed = storage("updateInPlace", target);
    S read = storage("updateInPlace", delta);
    Shapes.same("updateInPlace", target.shape(), delta.shape());
    if (target.isView()) {
      throw new IllegalArgumentException(
          "updateInPlace: " + target + " is a view; update the tensor it was reshaped from");
    }
    update(changed, keep, factor, read, target.shape().size());
  }

  @Override
  public final Scope scope() {
    requireOpen();
    return new ScopeFrame(innermost);
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
