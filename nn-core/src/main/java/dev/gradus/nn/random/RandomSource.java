package dev.gradus.nn.random;

/**
 * Random numbers without state: a pure function of a seed, a path of purposes and an index. Asking
 * twice gives the same number, so the masks of a step can be drawn again, runs on different
 * backends see the same weights, and a resumed training needs no saved generator. Immutable.
 *
 * <pre>{@code
 * RandomSource masks = RandomSource.ofSeed(1).at("dropout").at(step);
 * boolean dropped = masks.uniform(element) < 0.5;
 * }</pre>
 *
 * <p>Source: the mixing function is the 64-bit finaliser of Steele, Lea and Flood, Fast Splittable
 * Pseudorandom Number Generators (2014), with the constants of Stafford's variant 13.
 */
public final class RandomSource {
  /** 2⁶⁴ divided by the golden ratio, made odd: steps that visit every 64-bit number. */
  private static final long GOLDEN = 0x9E3779B97F4A7C15L;

  private static final double UNIT = 0x1p-53;

  private final long key;

  private RandomSource(long key) {
    this.key = key;
  }

  /**
   * The root of all randomness of a run.
   *
   * @param seed any number
   * @return a source
   */
  public static RandomSource ofSeed(long seed) {
    return new RandomSource(mix(seed + GOLDEN));
  }

  /**
   * The source for a purpose, such as {@code "shuffle"}.
   *
   * @param purpose any text
   * @return a source independent of this one and of those of other purposes
   */
  public RandomSource at(String purpose) {
    long derived = mix(key ^ purpose.length());
    for (int i = 0; i < purpose.length(); i++) {
      derived = mix(derived + GOLDEN * (purpose.charAt(i) + 1));
    }
    return new RandomSource(derived);
  }

  /**
   * The source for a step, an epoch or the position of a layer.
   *
   * @param number any number
   * @return a source independent of this one and of those of other numbers
   */
  public RandomSource at(long number) {
    return new RandomSource(mix(mix(key) + GOLDEN * number));
  }

  /**
   * 64 random bits.
   *
   * @param index which draw
   * @return the same for the same index
   */
  public long bits(long index) {
    return mix(key + GOLDEN * (index + 1));
  }

  /**
   * A number drawn evenly from [0, 1), a multiple of 2⁻⁵³.
   *
   * @param index which draw
   * @return the number
   */
  public double uniform(long index) {
    return (bits(index) >>> 11) * UNIT;
  }

  /**
   * A number drawn from the normal distribution of mean 0 and variance 1.
   *
   * <p>Source: Box and Muller, A Note on the Generation of Random Normal Deviates (1958).
   *
   * @param index which draw; uses the bits of 2·index and 2·index + 1
   * @return the number
   */
  public double normal(long index) {
    double radius = Math.sqrt(-2 * StrictMath.log(1 - uniform(2 * index)));
    return radius * StrictMath.cos(2 * Math.PI * uniform(2 * index + 1));
  }

  /**
   * A whole number drawn evenly from 0 to bound − 1.
   *
   * @param bound at least 1
   * @param index which draw
   * @return the number
   */
  public int below(int bound, long index) {
    if (bound < 1) {
      throw new IllegalArgumentException("below: expected a bound of at least 1, got " + bound);
    }
    return (int) Math.multiplyHigh(bits(index) >>> 1, (long) bound << 1);
  }

  /**
   * The numbers 0 to n − 1 in random order.
   *
   * <p>Source: Fisher and Yates, in Durstenfeld's form (1964).
   *
   * @param n how many
   * @return a new array
   */
  public int[] permutation(int n) {
    int[] order = new int[n];
    for (int i = 0; i < n; i++) {
      order[i] = i;
    }
    for (int i = n - 1; i > 0; i--) {
      int j = below(i + 1, i);
      int swapped = order[i];
      order[i] = order[j];
      order[j] = swapped;
    }
    return order;
  }

  private static long mix(long bits) {
    long z = bits;
    z = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
    z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
    return z ^ (z >>> 31);
  }
}
