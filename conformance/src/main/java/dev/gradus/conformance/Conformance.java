package dev.gradus.conformance;

import dev.gradus.nn.random.RandomSource;
import dev.gradus.tensor.Scope;
import java.util.List;
import java.util.stream.Stream;

/**
 * The engine that runs the rules, with or without JUnit. It prints nothing. Immutable and
 * thread-safe.
 *
 * <pre>{@code
 * Conformance kit = new Conformance(Extent.QUICK);
 * try (Subject subject = Subject.open(backend, Precision.F64)) {
 *   for (Rule rule : kit.rules()) {
 *     if (rule.precision() == Precision.F64) {
 *       kit.run(rule, subject).requirePassed();
 *     }
 *   }
 * }
 * }</pre>
 */
public final class Conformance {
  /** Every rule draws its numbers from this seed and its own id; it stands in the report. */
  static final long SEED = 20_260_101;

  private final Extent extent;
  private final List<Rule> rules;

  /**
   * The engine with all its rules.
   *
   * @param extent how thoroughly it runs them
   */
  public Conformance(Extent extent) {
    this.extent = extent;
    this.rules =
        Stream.of(
                HostRules.all(),
                ElementwiseRules.all(),
                SelectRules.all(),
                UpdateRules.all(),
                OptimizerRules.all(),
                FunctionRules.all(),
                ProductRules.all(),
                ReductionRules.all(),
                GatherRules.all(),
                FusedRules.all(),
                SoftmaxRules.all(),
                ErrorRules.all(),
                GradientRules.all(),
                RandomNetworkRules.all(),
                BookRules.all(),
                BookGraphRules.all(),
                GoldenRules.all(),
                ContractRules.all(),
                LifetimeRules.all(),
                DeclarationRules.all(),
                BitsRules.all(),
                ConcurrencyRules.all(),
                TrainingRules.all(),
                MemoryRules.all())
            .flatMap(List::stream)
            .toList();
  }

  /**
   * All rules, of both precisions.
   *
   * @return in the order in which they run
   */
  public List<Rule> rules() {
    return rules;
  }

  /**
   * Runs one rule, and holds what it finds against what the backend declares. A failure is an
   * outcome, never an exception.
   *
   * @param rule one of {@link #rules()}
   * @param subject open in the rule's precision
   * @return what it found
   * @throws IllegalArgumentException if the subject is open in another precision
   */
  public Outcome run(Rule rule, Subject subject) {
    if (subject.precision() != rule.precision()) {
      throw new IllegalArgumentException(
          "conformance: %s is a rule for %s, the subject is open in %s"
              .formatted(rule, rule.precision(), subject.precision()));
    }
    Outcome found = tried(rule, subject);
    return subject
        .backend()
        .capabilities()
        .knownFailure(rule.id(), rule.precision())
        .map(found::declared)
        .orElse(found);
  }

  private Outcome tried(Rule rule, Subject subject) {
    Trial trial = new Trial(subject, extent, RandomSource.ofSeed(SEED).at(rule.id()));
    try (Scope scope = subject.ops().scope()) {
      rule.check().run(trial);
    } catch (Trial.NotPromisedException e) {
      return Outcome.notPromised(rule, e.getMessage());
    } catch (AssertionError e) {
      trial.fail(Double.POSITIVE_INFINITY, e.getMessage());
    } catch (RuntimeException | LinkageError | StackOverflowError | OutOfMemoryError e) {
      trial.fail(Double.POSITIVE_INFINITY, "threw " + e + at(e));
    }
    return trial.outcome(rule);
  }

  private static String at(Throwable e) {
    return e.getStackTrace().length == 0 ? "" : " at " + e.getStackTrace()[0];
  }
}
