package dev.gradus.conformance;

import dev.gradus.backend.Capabilities;
import dev.gradus.nn.random.RandomSource;
import dev.gradus.tensor.Precision;
import dev.gradus.tensor.Shape;
import dev.gradus.tensor.Tensor;
import dev.gradus.tensor.TensorOps;
import dev.gradus.tensor.reference.ReferenceOps;
import java.util.List;
import java.util.function.IntToDoubleFunction;

/** One run of one rule: the operations under test, the specification, and what was found. */
final class Trial {
  /** Nothing is allowed: equal to the bit, but that every NaN equals every other. */
  static final IntToDoubleFunction EXACT = i -> 0;

  private final Subject subject;
  private final Extent extent;
  private final TensorOps reference;
  private final Samples samples;
  private int cases;
  private int failures;
  private double worst;
  private String firstFailure = "";
  private String note = "";
  private long atKinks;

  Trial(Subject subject, Extent extent, RandomSource random) {
    this.subject = subject;
    this.extent = extent;
    this.reference = new ReferenceOps(subject.precision());
    this.samples = new Samples(subject.precision(), random);
  }

  Subject subject() {
    return subject;
  }

  TensorOps ops() {
    return subject.ops();
  }

  TensorOps reference() {
    return reference;
  }

  Samples samples() {
    return samples;
  }

  Precision precision() {
    return subject.precision();
  }

  /** Whether time does not matter. */
  boolean full() {
    return extent == Extent.FULL;
  }

  /** The lengths of vectors, and the extents of matrices in turn. */
  List<Integer> lengths() {
    return full() ? Samples.ALL_LENGTHS : Samples.LENGTHS;
  }

  /** The unit roundoff. */
  double u() {
    return precision().unitRoundoff();
  }

  /** One input of a computation. */
  record Input(Shape shape, double[] values) {
    Tensor in(TensorOps ops) {
      return ops.tensor(shape, values);
    }
  }

  static Input input(Shape shape, double[] values) {
    return new Input(shape, values);
  }

  static Tensor[] tensors(TensorOps ops, Input... inputs) {
    Tensor[] tensors = new Tensor[inputs.length];
    for (int i = 0; i < inputs.length; i++) {
      tensors[i] = inputs[i].in(ops);
    }
    return tensors;
  }

  /** Computes on both sides and compares; the bound is given the specification's result. */
  void agree(String what, Bound bound, Computation computation, Input... inputs) {
    Tensor expected = computation.apply(reference, tensors(reference, inputs));
    Tensor actual = computation.apply(ops(), tensors(ops(), inputs));
    shape(what, expected.shape(), actual.shape());
    double[] right = reference.doubles(expected);
    compare(what, right, ops().doubles(actual), bound.of(right));
  }

  /** The largest absolute error of each element, from the specification's result. */
  interface Bound {
    IntToDoubleFunction of(double[] expected);

    /** Equal to the bit. */
    Bound EXACT = expected -> Trial.EXACT;

    /** Exact, but for the sign of zero, which a maximum of 0 and −0 leaves open. */
    Bound ZEROS_ALIKE = expected -> i -> expected[i] == 0 ? Double.MIN_VALUE : 0;
  }

  void shape(String what, Shape expected, Shape actual) {
    holds(
        expected.equals(actual),
        () -> "%s: expected the shape %s, got %s".formatted(what, expected, actual));
  }

  void compare(String what, double[] expected, double[] actual, IntToDoubleFunction allowed) {
    cases++;
    if (expected.length != actual.length) {
      fail(
          Double.POSITIVE_INFINITY,
          "%s: expected %d elements, got %d".formatted(what, expected.length, actual.length));
      return;
    }
    int wrong = 0;
    int worstAt = 0;
    double worstError = 0;
    for (int i = 0; i < expected.length; i++) {
      double error = error(expected[i], actual[i], allowed.applyAsDouble(i));
      wrong += error > 1 ? 1 : 0;
      if (error > worstError) {
        worstError = error;
        worstAt = i;
      }
    }
    worst = Math.max(worst, worstError);
    if (wrong > 0) {
      double bound = allowed.applyAsDouble(worstAt);
      String limit = bound == 0 ? "equal bits" : "an error of at most %.3g".formatted(bound);
      fail(
          worstError,
          "%s: element %d of %d: expected %s, got %s (%s asked for%s)"
              .formatted(
                  what,
                  worstAt,
                  expected.length,
                  expected[worstAt],
                  actual[worstAt],
                  limit,
                  wrong == 1 ? "" : "; %d elements are wrong".formatted(wrong)));
    }
  }

  /** In units of the bound; infinite where it has no unit. */
  private static double error(double expected, double actual, double bound) {
    if (Double.compare(expected, actual) == 0) {
      return 0;
    }
    double difference = Math.abs(expected - actual);
    if (!(bound > 0) || !Double.isFinite(bound) || !Double.isFinite(difference)) {
      return Double.POSITIVE_INFINITY; // a bound that is not finite would allow everything
    }
    double error = difference / bound; // 0 for 0 beside −0
    return difference <= bound ? error : Math.max(Math.nextUp(1.0), error);
  }

  void compare(String what, double expected, double actual, double bound) {
    compare(what, new double[] {expected}, new double[] {actual}, i -> bound);
  }

  /** A message that is only made if needed. */
  interface Message {
    String text();
  }

  void holds(boolean condition, Message message) {
    cases++;
    if (!condition) {
      fail(Double.POSITIVE_INFINITY, message.text());
    }
  }

  /** The action must throw this type, with a message that has all of the parts. */
  void refuses(
      String what, Class<? extends RuntimeException> type, Runnable action, String... parts) {
    cases++;
    try {
      action.run();
    } catch (RuntimeException e) {
      if (!type.isInstance(e)) {
        fail(
            Double.POSITIVE_INFINITY,
            "%s: expected %s, got %s".formatted(what, type.getSimpleName(), e));
        return;
      }
      for (String part : parts) {
        if (!String.valueOf(e.getMessage()).contains(part)) {
          fail(
              Double.POSITIVE_INFINITY,
              "%s: expected the message '%s', got '%s'".formatted(what, part, e.getMessage()));
          return;
        }
      }
      return;
    }
    fail(
        Double.POSITIVE_INFINITY,
        "%s: expected %s '%s', but nothing was refused"
            .formatted(what, type.getSimpleName(), String.join("…", parts)));
  }

  void fail(double error, String message) {
    failures++;
    worst = Math.max(worst, error);
    if (failures == 1) {
      firstFailure = message;
    }
  }

  /** Thrown to end a trial without a verdict. */
  static final class NotPromisedException extends RuntimeException {
    private static final long serialVersionUID = 1;

    NotPromisedException(String why) {
      super(why);
    }
  }

  /** Ends the trial without a verdict, for what the backend declares not to promise. */
  static NotPromisedException notPromised(String why) {
    return new NotPromisedException(why);
  }

  /** Ends the trial, unless the backend takes tensors of this rank. */
  void needsRank(int rank) {
    if (rank > capabilities().maxRank()) {
      throw notPromised(
          "rank %d; the backend declares ranks up to %d".formatted(rank, capabilities().maxRank()));
    }
  }

  /**
   * Those of the shapes whose rank the backend takes; that others are left out stands in the
   * report.
   */
  List<Shape> ranked(List<Shape> shapes) {
    int ranks = capabilities().maxRank();
    List<Shape> taken = shapes.stream().filter(shape -> shape.rank() <= ranks).toList();
    if (taken.size() < shapes.size()) {
      note("the backend declares ranks up to %d, so no others were tried".formatted(ranks));
    }
    return taken;
  }

  /** What was left out; stands in the report, even though the rule passes. */
  void note(String text) {
    if (!note.contains(text)) {
      note = note.isEmpty() ? text : note + "; " + text;
    }
  }

  /** Elements that a check of gradients could not compare; how many stands in the report. */
  void leftOutAtKinks(long elements) {
    atKinks += elements;
  }

  Capabilities capabilities() {
    return subject.backend().capabilities();
  }

  Outcome outcome(Rule rule) {
    if (failures > 0) {
      String others = failures == 1 ? "" : " (and %d more)".formatted(failures - 1);
      return new Outcome(rule, Verdict.FAILED, cases, worst, firstFailure + others);
    }
    if (cases == 0) {
      return new Outcome(rule, Verdict.FAILED, 0, 0, "the rule compared nothing");
    }
    if (atKinks > 0) {
      note("elements at kinks, left out: " + atKinks);
    }
    return new Outcome(rule, Verdict.PASSED, cases, worst, note);
  }
}
