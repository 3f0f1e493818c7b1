package dev.gradus.nn.layer;

import dev.gradus.nn.init.Initializer;
import dev.gradus.nn.random.RandomSource;
import dev.gradus.tensor.Precision;
import dev.gradus.tensor.Shape;
import dev.gradus.tensor.Tensor;
import dev.gradus.tensor.TensorOps;
import java.util.Arrays;
import java.util.Map;

/**
 * A table of vectors: each id 0 to n − 1 of the input, {@code […]} of rank 0 to 3, becomes row id
 * of the table {@code [n, d]}, so the output is {@code […, d]}. Its gradient is the sum of dy over
 * the places of each id; the ids' own gradient is 0. Parameter {@code weight}. Thread-safe while
 * nobody trains it.
 *
 * <p>Ids are ordinary numbers of the input tensor, so they come with any data set and through any
 * network. Both precisions hold them exactly; what is no whole number of the table is refused.
 *
 * <pre>{@code
 * Sequential.of(Embedding.of(ops, 1000, 16, Initializer.normal(1), random), new Flatten(ops));
 * }</pre>
 *
 * <p>Source: Bengio, Ducharme, Vincent and Jauvin, A Neural Probabilistic Language Model (2003).
 */
public final class Embedding implements Layer {
  /** f32 holds every whole number up to here. */
  private static final int MOST_IN_F32 = 1 << 24;

  private final TensorOps ops;
  private final Parameter weight;

  private Embedding(TensorOps ops, Parameter weight) {
    Shape shape = weight.value().shape();
    if (shape.rank() != 2) {
      throw new IllegalArgumentException("Embedding: expected a table [n, d], got " + shape);
    }
    if (ops.precision() == Precision.F32 && shape.rows() > MOST_IN_F32) {
      throw new IllegalArgumentException(
          "Embedding: expected at most %d ids in f32, which holds no others exactly, got %s; use f64"
              .formatted(MOST_IN_F32, shape));
    }
    this.ops = ops;
    this.weight = weight;
  }

  /**
   * A layer with a drawn table.
   *
   * @param ops what computes
   * @param count how many ids there are
   * @param width the length of each vector
   * @param initializer draws the table; {@code Initializer.normal(1)} is customary
   * @param random this layer's own source
   * @return the layer
   */
  public static Embedding of(
      TensorOps ops, int count, int width, Initializer initializer, RandomSource random) {
    Shape shape = Shape.of(count, width);
    return of(ops, Parameter.weight(ops.tensor(shape, initializer.values(shape, random))));
  }

  /**
   * A layer over a given table.
   *
   * @param ops what computes
   * @param weight {@code [n, d]}
   * @return the layer
   * @throws IllegalArgumentException if the weight is no matrix, or has too many rows for f32
   */
  public static Embedding of(TensorOps ops, Parameter weight) {
    return new Embedding(ops, weight);
  }

  /**
   * How many ids there are.
   *
   * @return n
   */
  public int count() {
    return weight.value().shape().rows();
  }

  /**
   * The length of each vector.
   *
   * @return d
   */
  public int width() {
    return weight.value().shape().columns();
  }

  /**
   * {@inheritDoc}
   *
   * @throws IllegalArgumentException if an element is not a whole number from 0 to n − 1, or the
   *     input's rank is above 3
   */
  @Override
  public Pass forward(Tensor x, Mode mode) {
    int[] ids = ids(x);
    Shape shape = withWidth(x.shape());
    Tensor y = ops.reshape(ops.gatherRows(weight.value(), ids), shape);
    return new Pass(
        y,
        (dy, gradients, wantDx) -> {
          Tensor rows = ops.reshape(dy, Shape.of(ids.length, width()));
          gradients.add(weight, ops.scatterAddRows(rows, ids, count()));
          return wantDx ? ops.full(x.shape(), 0) : null;
        });
  }

  private int[] ids(Tensor x) {
    double[] values = ops.doubles(x);
    int[] ids = new int[values.length];
    for (int i = 0; i < ids.length; i++) {
      ids[i] = (int) values[i];
      if (ids[i] != values[i] || ids[i] < 0 || ids[i] >= count()) {
        throw new IllegalArgumentException(
            "Embedding: expected ids 0 to %d, got %s at position %d"
                .formatted(count() - 1, values[i], i));
      }
    }
    return ids;
  }

  private Shape withWidth(Shape ids) {
    if (ids.rank() == Shape.MAX_RANK) {
      throw new IllegalArgumentException(
          "Embedding: expected ids of rank %d at most, got %s".formatted(Shape.MAX_RANK - 1, ids));
    }
    int[] extents = Arrays.copyOf(ids.extents(), ids.rank() + 1);
    extents[ids.rank()] = width();
    return Shape.of(extents);
  }

  @Override
  public Map<String, Parameter> parameters() {
    return Map.of("weight", weight);
  }

  @Override
  public String toString() {
    return "Embedding " + count() + "→" + width();
  }
}
