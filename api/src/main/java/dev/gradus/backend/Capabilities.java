package dev.gradus.backend;

import dev.gradus.tensor.Precision;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What a backend promises, so that nobody asks it for more, and holds it to no less. Immutable.
 *
 * <pre>{@code
 * Capabilities.full()
 *     .withPrecisions(Precision.F32)
 *     .withBitsPerThreadCount()
 *     .withKnownFailure("op_erf_01", Precision.F32, "erf is off by 6 ulp between 2 and 3");
 * }</pre>
 *
 * @param precisions the precisions in which it can be opened; at least one
 * @param maxRank the largest rank of a tensor, 2 to {@value #LARGEST_RANK}
 * @param sameBitsForAnyThreadCount whether results have the same bits on any number of threads, or
 *     only for a fixed number
 * @param knownFailures the rules of the conformance kit that it is known to break
 */
public record Capabilities(
    Set<Precision> precisions,
    int maxRank,
    boolean sameBitsForAnyThreadCount,
    List<KnownFailure> knownFailures) {
  private static final int LARGEST_RANK = 4;

  /**
   * A rule that a backend is known to break. The rule must go on failing: once it holds, the
   * declaration is an error.
   *
   * @param rule its id, such as {@code op_matmul_03}
   * @param precision the precision in which it fails
   * @param reason why, for the backend's users
   */
  public record KnownFailure(String rule, Precision precision, String reason) {
    /**
     * A known failure.
     *
     * @param rule its id
     * @param precision the precision in which it fails
     * @param reason why, for the backend's users
     * @throws IllegalArgumentException if the reason is blank
     */
    public KnownFailure {
      if (reason.isBlank()) {
        throw new IllegalArgumentException(
            "known failure: %s in %s needs a reason, got none".formatted(rule, precision));
      }
    }
  }

  /**
   * Capabilities.
   *
   * @param precisions at least one
   * @param maxRank 2 to 4
   * @param sameBitsForAnyThreadCount whether bits are promised for any number of threads
   * @param knownFailures each rule and precision once
   * @throws IllegalArgumentException if there is no precision, the rank is out of range, or a
   *     failure is declared twice
   */
  public Capabilities {
    precisions = Set.copyOf(precisions);
    knownFailures = List.copyOf(knownFailures);
    if (precisions.isEmpty()) {
      throw new IllegalArgumentException("capabilities: expected at least one precision, got none");
    }
    if (maxRank < 2 || maxRank > LARGEST_RANK) {
      throw new IllegalArgumentException(
          "capabilities: expected a largest rank of 2 to %d, got %d"
              .formatted(LARGEST_RANK, maxRank));
    }
    long rules = knownFailures.stream().map(f -> f.rule() + " " + f.precision()).distinct().count();
    if (rules < knownFailures.size()) {
      throw new IllegalArgumentException(
          "capabilities: expected each known failure once, got " + knownFailures);
    }
  }

  /**
   * Everything: both precisions, ranks 0 to 4, the same bits on any number of threads, no failure.
   *
   * @return what a backend promises unless it says otherwise
   */
  public static Capabilities full() {
    return new Capabilities(EnumSet.allOf(Precision.class), LARGEST_RANK, true, List.of());
  }

  /**
   * The same in these precisions alone.
   *
   * @param only at least one
   * @return new capabilities
   * @throws IllegalArgumentException if there is none
   */
  public Capabilities withPrecisions(Precision... only) {
    return new Capabilities(Set.of(only), maxRank, sameBitsForAnyThreadCount, knownFailures);
  }

  /**
   * The same for tensors of at most this rank; for backends that implement {@code TensorOps}
   * themselves, as {@code KernelOps} takes every rank.
   *
   * @param rank 2 to 4
   * @return new capabilities
   * @throws IllegalArgumentException if it is out of range
   */
  public Capabilities withMaxRank(int rank) {
    return new Capabilities(precisions, rank, sameBitsForAnyThreadCount, knownFailures);
  }

  /**
   * The same with bits that are promised for a fixed number of threads only.
   *
   * @return new capabilities
   */
  public Capabilities withBitsPerThreadCount() {
    return new Capabilities(precisions, maxRank, false, knownFailures);
  }

  /**
   * The same with one more known failure.
   *
   * @param rule the id of the rule
   * @param precision the precision in which it fails
   * @param reason why, for the backend's users
   * @return new capabilities
   * @throws IllegalArgumentException if it is declared already, or the reason is blank
   */
  public Capabilities withKnownFailure(String rule, Precision precision, String reason) {
    List<KnownFailure> more = new ArrayList<>(knownFailures);
    more.add(new KnownFailure(rule, precision, reason));
    return new Capabilities(precisions, maxRank, sameBitsForAnyThreadCount, more);
  }

  /**
   * What is declared of a rule.
   *
   * @param rule its id
   * @param precision the precision
   * @return the known failure; empty if the rule is promised to hold
   */
  public Optional<KnownFailure> knownFailure(String rule, Precision precision) {
    return knownFailures.stream()
        .filter(f -> f.rule().equals(rule) && f.precision() == precision)
        .findFirst();
  }
}
