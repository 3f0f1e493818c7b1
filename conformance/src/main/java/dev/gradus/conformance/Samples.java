package dev.gradus.conformance;

import dev.gradus.nn.random.RandomSource;
import dev.gradus.tensor.Precision;
import dev.gradus.tensor.Shape;
import java.util.List;
import java.util.function.IntToDoubleFunction;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** The numbers that rules compute with, the same on every run, already rounded to the precision. */
final class Samples {
  /**
   * Each side of every vector width (2, 4, 8 and 16 lanes) and of 2, 4 and 8 of the widest, a prime
   * tail, a length beyond one block.
   */
  static final List<Integer> LENGTHS =
      List.of(
          1, 2, 3, 4, 5, 7, 8, 9, 13, 15, 16, 17, 31, 32, 33, 63, 64, 65, 127, 128, 129, 207, 4098);

  /** All up to 40, where every tail after 1, 2 and more vectors is, and each side of a block. */
  static final List<Integer> ALL_LENGTHS =
      Stream.of(IntStream.rangeClosed(1, 40).boxed(), LENGTHS.stream(), Stream.of(256, 257, 1000))
          .flatMap(lengths -> lengths)
          .distinct()
          .sorted()
          .toList();

  /** Of every rank. */
  static final List<Shape> SHAPES =
      List.of(
          Shape.scalar(),
          Shape.of(1),
          Shape.of(7),
          Shape.of(1, 9),
          Shape.of(9, 1),
          Shape.of(3, 7),
          Shape.of(17, 33),
          Shape.of(2, 3, 4),
          Shape.of(3, 1, 17),
          Shape.of(2, 3, 4, 5),
          Shape.of(1, 2, 1, 13));

  private final Precision precision;
  private final RandomSource random;
  private long drawn;

  Samples(Precision precision, RandomSource random) {
    this.precision = precision;
    this.random = random;
  }

  double rounded(double value) {
    return precision == Precision.F32 ? (float) value : value;
  }

  private double[] draw(int size, IntToDoubleFunction draw) {
    double[] values = new double[size];
    for (int i = 0; i < size; i++) {
      values[i] = rounded(draw.applyAsDouble(i));
    }
    return values;
  }

  /** Of both signs, normally distributed. */
  double[] normal(int size) {
    return draw(size, i -> random.normal(drawn++));
  }

  double[] normal(int size, double deviation) {
    return draw(size, i -> deviation * random.normal(drawn++));
  }

  double[] uniform(int size, double low, double high) {
    return draw(size, i -> low + (high - low) * random.uniform(drawn++));
  }

  /** Whole, −8 to 8, never 0, so that every sum and product of them is exact in any order. */
  double[] integers(int size) {
    return draw(
        size, i -> (1 + random.below(8, drawn++)) * (random.uniform(drawn++) < 0.5 ? -1.0 : 1.0));
  }

  int[] indices(int count, int bound) {
    int[] indices = new int[count];
    for (int i = 0; i < count; i++) {
      indices[i] = random.below(bound, drawn++);
    }
    return indices;
  }

  Trial.Input normalInput(Shape shape) {
    return new Trial.Input(shape, normal(shape.size()));
  }

  Trial.Input integerInput(Shape shape) {
    return new Trial.Input(shape, integers(shape.size()));
  }

  double leastNormal() {
    return precision == Precision.F32 ? Float.MIN_NORMAL : Double.MIN_NORMAL;
  }

  double leastSubnormal() {
    return precision == Precision.F32 ? Float.MIN_VALUE : Double.MIN_VALUE;
  }

  double largest() {
    return precision == Precision.F32 ? Float.MAX_VALUE : Double.MAX_VALUE;
  }

  /** Zeros of both signs, subnormals, the ends of the range, infinities, NaN, ordinary numbers. */
  double[] special() {
    return new double[] {
      0.0,
      -0.0,
      1,
      -1,
      0.5,
      -2.25,
      leastSubnormal(),
      -leastSubnormal(),
      leastNormal() / 2,
      leastNormal(),
      -leastNormal(),
      largest(),
      -largest(),
      Double.POSITIVE_INFINITY,
      Double.NEGATIVE_INFINITY,
      Double.NaN,
      rounded(1.0 / 3)
    };
  }

  /** The distance from a number to its neighbour in the precision. */
  double ulp(double value) {
    return precision == Precision.F32 ? Math.ulp((float) value) : Math.ulp(value);
  }

  RandomSource random() {
    return random;
  }

  static double[] specialFloats() {
    return new Samples(Precision.F32, RandomSource.ofSeed(0)).special();
  }
}
