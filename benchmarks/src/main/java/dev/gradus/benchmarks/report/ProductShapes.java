package dev.gradus.benchmarks.report;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** The products that are measured; a prime says that an operand is transposed. */
public final class ProductShapes {
  private static final int LARGEST = 2048;
  private static final int SMALLEST = 64;

  private ProductShapes() {}

  /**
   * All of them.
   *
   * @return squares and layers
   */
  public static List<String> all() {
    List<String> all = new ArrayList<>(squares(SMALLEST, LARGEST));
    all.addAll(layers());
    return all;
  }

  /**
   * Squares, each in three orientations.
   *
   * @param from the least side
   * @param to the largest, a power of two times the least
   * @return three for each power
   */
  public static List<String> squares(int from, int to) {
    return IntStream.iterate(from, n -> n <= to, n -> 2 * n)
        .boxed()
        .flatMap(n -> square(n).stream())
        .toList();
  }

  /**
   * The three orientations of a square product.
   *
   * @param n the side
   * @return A·B, Aᵀ·B and A·Bᵀ
   */
  public static List<String> square(int n) {
    String side = n + "x" + n;
    return List.of(side + "*" + side, side + "'*" + side, side + "*" + side + "'");
  }

  /**
   * What layers of the book's and the wide network multiply.
   *
   * @return for each forward, the gradient of the weights, the gradient of the input
   */
  public static List<String> layers() {
    return Stream.of(layer(100, 784, 50), layer(128, 784, 512)).flatMap(List::stream).toList();
  }

  private static List<String> layer(int batch, int in, int out) {
    return List.of(
        "%dx%d*%dx%d'".formatted(batch, in, out, in),
        "%dx%d'*%dx%d".formatted(batch, out, batch, in),
        "%dx%d*%dx%d".formatted(batch, out, out, in));
  }
}
