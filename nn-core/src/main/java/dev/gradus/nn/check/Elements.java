package dev.gradus.nn.check;

import dev.gradus.nn.random.RandomSource;
import java.util.Arrays;

/** Which elements of each tensor are checked. */
record Elements(int perTensor, RandomSource random) {
  static Elements all() {
    return new Elements(Integer.MAX_VALUE, RandomSource.ofSeed(0));
  }

  static Elements sampled(int perTensor, RandomSource random) {
    if (perTensor < 1) {
      throw new IllegalArgumentException(
          "gradient check: expected at least 1 element per tensor, got " + perTensor);
    }
    return new Elements(perTensor, random);
  }

  /** Flat indices, each once. */
  int[] of(String name, int size) {
    int[] order = random.at(name).permutation(size);
    return size <= perTensor ? order : Arrays.copyOf(order, perTensor);
  }
}
