package dev.gradus.tensor;

import java.util.Arrays;

/**
 * Says, for each column of a result, from which column of the source it is taken, or that it is
 * absent. One map serves every row, so slices, padding, pooling windows and im2col are all one
 * gather. Immutable.
 *
 * <pre>{@code
 * IndexMap shiftRight = IndexMap.of(3, IndexMap.ABSENT, 0, 1);
 * ops.gatherColumns(ops.tensor(Shape.of(1, 3), new float[] {7, 8, 9}), shiftRight); // [0, 7, 8]
 * }</pre>
 */
public final class IndexMap {
  /** Stands for "no source column": the gathered element is 0. */
  public static final int ABSENT = -1;

  private final int sourceColumns;
  private final int[] sources;

  private IndexMap(int sourceColumns, int[] sources) {
    this.sourceColumns = sourceColumns;
    this.sources = sources;
  }

  /**
   * A map from the given source columns.
   *
   * @param sourceColumns the width of the source, at least 1
   * @param sources for each result column its source column or {@link #ABSENT}; copied
   * @return the map
   * @throws IllegalArgumentException if there is no result column or a source lies outside
   */
  public static IndexMap of(int sourceColumns, int... sources) {
    if (sourceColumns < 1 || sources.length < 1) {
      throw new IllegalArgumentException(
          "IndexMap: expected at least one column on both sides, got "
              + sourceColumns
              + " and "
              + sources.length);
    }
    for (int i = 0; i < sources.length; i++) {
      if (sources[i] < ABSENT || sources[i] >= sourceColumns) {
        throw new IllegalArgumentException(
            "IndexMap: entry %d is %d, expected %d (absent) to %d"
                .formatted(i, sources[i], ABSENT, sourceColumns - 1));
      }
    }
    return new IndexMap(sourceColumns, sources.clone());
  }

  /**
   * The width of the source.
   *
   * @return columns
   */
  public int sourceColumns() {
    return sourceColumns;
  }

  /**
   * The width of the result.
   *
   * @return columns
   */
  public int length() {
    return sources.length;
  }

  /**
   * The source of one result column.
   *
   * @param column 0 to {@link #length()} − 1
   * @return a source column, or {@link #ABSENT}
   */
  public int source(int column) {
    return sources[column];
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof IndexMap map
        && sourceColumns == map.sourceColumns
        && Arrays.equals(sources, map.sources);
  }

  @Override
  public int hashCode() {
    return 31 * sourceColumns + Arrays.hashCode(sources);
  }

  @Override
  public String toString() {
    return "IndexMap[" + sourceColumns + " -> " + sources.length + "]";
  }
}
