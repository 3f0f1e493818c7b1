package dev.gradus.tensor;

import java.util.Arrays;

/**
 * The extents of a tensor, outermost first; row-major, of rank 0 to 4. Immutable.
 *
 * <pre>{@code
 * Shape images = Shape.of(100, 784);
 * images.rank();    // 2
 * images.size();    // 78400
 * images.rows();    // 100: all extents but the last
 * images.columns(); // 784: the last extent
 * }</pre>
 */
public final class Shape {
  /** The largest rank that tensors have. */
  public static final int MAX_RANK = 4;

  private static final Shape SCALAR = new Shape();

  private final int[] extents;
  private final int rows;
  private final int columns;
  private final int size;

  private Shape(int... extents) {
    this.extents = extents;
    long product = 1;
    for (int extent : extents) {
      product *= extent;
      if (product > Integer.MAX_VALUE) {
        throw new IllegalArgumentException(
            "shape: " + this + " has more than " + Integer.MAX_VALUE + " elements");
      }
    }
    this.size = (int) product;
    this.columns = extents.length == 0 ? 1 : extents[extents.length - 1];
    this.rows = size / columns;
  }

  /**
   * A shape of the given extents.
   *
   * @param extents up to four, each at least 1; copied
   * @return the shape
   * @throws IllegalArgumentException if there are more than four, one is below 1, or the elements
   *     are more than an array can hold
   */
  public static Shape of(int... extents) {
    if (extents.length == 0) {
      return SCALAR;
    }
    if (extents.length > MAX_RANK) {
      throw new IllegalArgumentException(
          "shape: expected at most " + MAX_RANK + " dimensions, got " + Arrays.toString(extents));
    }
    for (int extent : extents) {
      if (extent < 1) {
        throw new IllegalArgumentException(
            "shape: every dimension must be at least 1, got " + Arrays.toString(extents));
      }
    }
    return new Shape(extents.clone());
  }

  /**
   * The shape {@code []} of a single element.
   *
   * @return rank 0, size 1
   */
  public static Shape scalar() {
    return SCALAR;
  }

  /**
   * The shape of a batch of tensors of this shape.
   *
   * @param samples how many, at least 1
   * @return {@code [samples, …]}
   * @throws IllegalArgumentException if this shape has the largest rank already, there are no
   *     samples, or the elements are more than an array can hold
   */
  public Shape batch(int samples) {
    int[] batched = new int[extents.length + 1];
    batched[0] = samples;
    System.arraycopy(extents, 0, batched, 1, extents.length);
    return of(batched);
  }

  /**
   * The number of dimensions.
   *
   * @return 0 to 4
   */
  public int rank() {
    return extents.length;
  }

  /**
   * One extent.
   *
   * @param axis 0 (outermost) to rank − 1
   * @return the extent of that axis
   * @throws IndexOutOfBoundsException for another axis
   */
  public int extent(int axis) {
    return extents[axis];
  }

  /**
   * All extents.
   *
   * @return a copy, outermost first
   */
  public int[] extents() {
    return extents.clone();
  }

  /**
   * The number of elements.
   *
   * @return the product of the extents; 1 for rank 0
   */
  public int size() {
    return size;
  }

  /**
   * The number of rows when the tensor is seen as a matrix whose rows lie along the last axis.
   *
   * @return the product of all extents but the last; 1 for rank 0 and 1
   */
  public int rows() {
    return rows;
  }

  /**
   * The length of a row.
   *
   * @return the last extent; 1 for rank 0
   */
  public int columns() {
    return columns;
  }

  @Override
  public boolean equals(Object other) {
    return this == other || (other instanceof Shape shape && Arrays.equals(extents, shape.extents));
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(extents);
  }

  /** The extents in brackets, {@code [100, 784]}; {@code []} for rank 0. */
  @Override
  public String toString() {
    return Arrays.toString(extents);
  }
}
