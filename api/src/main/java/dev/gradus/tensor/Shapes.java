package dev.gradus.tensor;

/**
 * The shape rules of {@link TensorOps}: each checks its operands and returns the shape of the
 * result. They stand above the kernels, so that every backend accepts and refuses the same, in the
 * same words. All throw {@link IllegalArgumentException}; all are pure functions.
 */
public final class Shapes {
  private Shapes() {}

  /** How the second operand of a binary operation lies over the rows of the first. */
  public enum Broadcast {
    /** Element by element. */
    SAME,
    /** One row for all rows. */
    ROW,
    /** One value for each row. */
    COLUMN,
    /** One value for all. */
    ELEMENT
  }

  /**
   * The shape of a matrix product.
   *
   * @param operation the name for messages
   * @param a the left operand's shape, as stored
   * @param transA whether the left operand is used transposed
   * @param b the right operand's shape, as stored
   * @param transB whether the right operand is used transposed
   * @return {@code [m, n]}
   */
  public static Shape matmul(String operation, Shape a, boolean transA, Shape b, boolean transB) {
    if (a.rank() != 2 || b.rank() != 2) {
      throw new IllegalArgumentException(
          "%s: expected two matrices, got %s; reshape to rank 2 first"
              .formatted(operation, product(a, transA, b, transB)));
    }
    int inner = a.extent(transA ? 0 : 1);
    int innerOfB = b.extent(transB ? 1 : 0);
    if (inner != innerOfB) {
      throw new IllegalArgumentException(
          "%s: inner dimensions differ: %s (%d ≠ %d)"
              .formatted(operation, product(a, transA, b, transB), inner, innerOfB));
    }
    return Shape.of(a.extent(transA ? 1 : 0), b.extent(transB ? 0 : 1));
  }

  private static String product(Shape a, boolean transA, Shape b, boolean transB) {
    return a + (transA ? "ᵀ" : "") + " · " + b + (transB ? "ᵀ" : "");
  }

  /**
   * How {@code b} broadcasts onto {@code a}.
   *
   * @param operation the name for messages
   * @param a the shape of the first operand and of the result
   * @param b the shape of the second
   * @return the kind of broadcast
   */
  public static Broadcast broadcast(String operation, Shape a, Shape b) {
    if (a.equals(b)) {
      return Broadcast.SAME;
    }
    if (b.rank() == 0) {
      return Broadcast.ELEMENT;
    }
    if (b.rank() == 1 && a.rank() >= 1 && b.size() == a.columns()) {
      return Broadcast.ROW;
    }
    if (b.rank() == a.rank() && b.columns() == 1 && sameLeading(a, b)) {
      return Broadcast.COLUMN;
    }
    throw new IllegalArgumentException(
        operation + ": " + b + " does not broadcast onto " + a + remedy(a));
  }

  private static boolean sameLeading(Shape a, Shape b) {
    for (int axis = 0; axis < a.rank() - 1; axis++) {
      if (a.extent(axis) != b.extent(axis)) {
        return false;
      }
    }
    return true;
  }

  private static String remedy(Shape a) {
    if (a.rank() == 0) {
      return "; an element [] does";
    }
    int[] column = a.extents();
    column[column.length - 1] = 1;
    return "; a row [%d], a column %s or an element [] does"
        .formatted(a.columns(), Shape.of(column));
  }

  /**
   * Two equal shapes.
   *
   * @param operation the name for messages
   * @param a one shape
   * @param b the other
   * @return the shape
   */
  public static Shape same(String operation, Shape a, Shape b) {
    if (!a.equals(b)) {
      throw new IllegalArgumentException(
          operation + ": expected two equal shapes, got " + a + " and " + b);
    }
    return a;
  }

  /**
   * A matrix.
   *
   * @param operation the name for messages
   * @param a a shape of rank 2
   * @return the same shape
   */
  public static Shape matrix(String operation, Shape a) {
    if (a.rank() != 2) {
      throw new IllegalArgumentException(
          operation + ": expected a matrix [m, n], got " + a + "; reshape to rank 2 first");
    }
    return a;
  }

  /**
   * An affine map: {@code x} times the transpose of {@code w}, plus a bias row.
   *
   * @param x the input's shape, {@code [m, in]}
   * @param w the weights' shape, {@code [out, in]}
   * @param b the bias's shape, {@code [out]}
   * @return {@code [m, out]}
   */
  public static Shape affine(Shape x, Shape w, Shape b) {
    Shape y = matmul("affine", x, false, w, true);
    if (b.rank() != 1 || b.size() != y.columns()) {
      throw new IllegalArgumentException(
          "affine: expected a bias [%d] for weights %s, got %s".formatted(y.columns(), w, b));
    }
    return y;
  }

  /**
   * A reshape.
   *
   * @param from the tensor's shape
   * @param to the wanted shape, of the same size
   * @return the wanted shape
   */
  public static Shape reshape(Shape from, Shape to) {
    if (from.size() != to.size()) {
      throw new IllegalArgumentException(
          "reshape: %s has %d elements, %s has %d".formatted(from, from.size(), to, to.size()));
    }
    return to;
  }

  /**
   * Numbers from the host.
   *
   * @param shape the shape
   * @param length how many numbers came
   * @return the shape
   */
  public static Shape values(Shape shape, int length) {
    if (shape.size() != length) {
      throw new IllegalArgumentException(
          "tensor: shape %s takes %d values, got %d".formatted(shape, shape.size(), length));
    }
    return shape;
  }

  /**
   * A gather along the first axis.
   *
   * @param a the source's shape
   * @param rows the picked slices
   * @return the result's shape
   */
  public static Shape gatherRows(Shape a, int[] rows) {
    return slices("gatherRows", a, rows, a.rank() == 0 ? 0 : a.extent(0), rows.length);
  }

  /**
   * A gather of rows of bytes.
   *
   * @param length how many bytes there are to pick from
   * @param row the shape of one row
   * @param rows the picked rows
   * @return {@code [rows.length, …]}, the row's shape with one axis more
   */
  public static Shape gatherBytes(int length, Shape row, int[] rows) {
    if (row.rank() == Shape.MAX_RANK || length % row.size() != 0) {
      throw new IllegalArgumentException(
          "gatherBytes: expected whole rows of rank %d at most, got %d bytes for rows of %s"
              .formatted(Shape.MAX_RANK - 1, length, row));
    }
    requireRows("gatherBytes", rows, length / row.size());
    return row.batch(rows.length);
  }

  /**
   * A scatter along the first axis.
   *
   * @param a the source's shape
   * @param rows where its slices go
   * @param rowCount the result's first extent
   * @return the result's shape
   */
  public static Shape scatterAddRows(Shape a, int[] rows, int rowCount) {
    if (a.rank() > 0 && a.extent(0) != rows.length) {
      throw new IllegalArgumentException(
          "scatterAddRows: %s has %d rows, but %d indices came"
              .formatted(a, a.extent(0), rows.length));
    }
    return slices("scatterAddRows", a, rows, rowCount, rowCount);
  }

  private static Shape slices(String operation, Shape a, int[] rows, int bound, int resultRows) {
    if (a.rank() == 0) {
      throw new IllegalArgumentException(operation + ": expected at least rank 1, got []");
    }
    requireRows(operation, rows, bound);
    int[] extents = a.extents();
    extents[0] = resultRows;
    return Shape.of(extents);
  }

  private static void requireRows(String operation, int[] rows, int bound) {
    if (rows.length == 0) {
      throw new IllegalArgumentException(operation + ": expected at least one row index, got none");
    }
    for (int i = 0; i < rows.length; i++) {
      if (rows[i] < 0 || rows[i] >= bound) {
        throw new IllegalArgumentException(
            "%s: row index %d at position %d, expected 0 to %d"
                .formatted(operation, rows[i], i, bound - 1));
      }
    }
  }

  /**
   * A gather of columns.
   *
   * @param a the source's shape
   * @param map the source of every result column
   * @return the result's shape
   */
  public static Shape gatherColumns(Shape a, IndexMap map) {
    return columns("gatherColumns", a, map.sourceColumns(), map.length());
  }

  /**
   * A scatter of columns.
   *
   * @param a the source's shape
   * @param map where its columns go
   * @return the result's shape
   */
  public static Shape scatterAddColumns(Shape a, IndexMap map) {
    return columns("scatterAddColumns", a, map.length(), map.sourceColumns());
  }

  private static Shape columns(String operation, Shape a, int expected, int result) {
    matrix(operation, a);
    if (a.columns() != expected) {
      throw new IllegalArgumentException(
          "%s: the map takes %d columns, got %s".formatted(operation, expected, a));
    }
    return Shape.of(a.rows(), result);
  }

  /**
   * One class label for each row of scores.
   *
   * @param operation the name for messages
   * @param scores {@code [m, n]}
   * @param labels m labels, each 0 to n − 1
   */
  public static void labels(String operation, Shape scores, int[] labels) {
    matrix(operation, scores);
    if (labels.length != scores.rows()) {
      throw new IllegalArgumentException(
          "%s: %s needs %d labels, got %d"
              .formatted(operation, scores, scores.rows(), labels.length));
    }
    for (int i = 0; i < labels.length; i++) {
      if (labels[i] < 0 || labels[i] >= scores.columns()) {
        throw new IllegalArgumentException(
            "%s: label %d at position %d, expected 0 to %d"
                .formatted(operation, labels[i], i, scores.columns() - 1));
      }
    }
  }
}
