package dev.gradus.tensor;

import dev.gradus.tensor.Shapes.Broadcast;

/**
 * The kernels of one backend: what a backend author writes, by extending {@link KernelOps}.
 *
 * <p>Operands are raw storage whose extents are known to fit. A kernel therefore checks nothing,
 * and never writes its operands. Storage is a flat, row-major block of at least as many elements as
 * the operation needs; what {@link #allocate} returns may hold old numbers, so a kernel writes
 * every element of its output. Outputs never overlap inputs, except where a kernel's own text says
 * so.
 *
 * <p>Kernels are called from many threads at once and must be safe for that.
 *
 * @param <S> the storage of one tensor: {@code float[]}, {@code double[]}, a native buffer, …
 */
public abstract class Kernels<S> {
  /** Only {@link KernelOps} extends this class. */
  Kernels() {}

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

  // ---- storage ----

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

  // ---- arithmetic ----

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
}
