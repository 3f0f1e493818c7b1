package dev.gradus.conformance;

import dev.gradus.tensor.Precision;

/**
 * One thing that a backend is held to, in one precision. Immutable.
 *
 * <p>The id is for good: a rule may be dropped, but its number is never given to another one.
 *
 * <pre>{@code
 * rule.toString(); // op_matmul_01 agreesOnSmallIntegersToTheBit
 * }</pre>
 */
public final class Rule {
  /** The proof; throws, or reports to the trial, what does not hold. */
  interface Check {
    void run(Trial trial);
  }

  /**
   * What a reader is told of a rule.
   *
   * @param tolerance what an error is measured in, as a formula
   * @param intent what it proves
   * @param hint where to look when it fails
   */
  record Text(String tolerance, String intent, String hint) {
    /** The tolerance of a rule that compares numbers and allows no error. */
    static final String EXACT = "to the bit";

    /** The tolerance of a rule that compares no numbers. */
    static final String HOLDS = "-";

    static Text exact(String intent, String hint) {
      return new Text(EXACT, intent, hint);
    }

    static Text holds(String intent, String hint) {
      return new Text(HOLDS, intent, hint);
    }
  }

  private final Family family;
  private final String subject;
  private final int number;
  private final String name;
  private final Precision precision;
  private final Text text;
  private final Check check;

  Rule(
      Family family,
      String subject,
      int number,
      String name,
      Precision precision,
      Text text,
      Check check) {
    this.family = family;
    this.subject = subject;
    this.number = number;
    this.name = name;
    this.precision = precision;
    this.text = text;
    this.check = check;
  }

  /**
   * What kind of proof it is.
   *
   * @return the family
   */
  public Family family() {
    return family;
  }

  /**
   * What is proven: an operation such as {@code matmul}, a layer, an example.
   *
   * @return the name; overloads carry the type of their last parameter
   */
  public String subject() {
    return subject;
  }

  /**
   * The stable name for messages and documents, the same in both precisions.
   *
   * @return such as {@code op_matmul_03}
   */
  public String id() {
    String plain = subject.replaceAll("\\W+", "_").replaceAll("_$", "");
    return "%s_%s_%02d".formatted(family.prefix(), plain, number);
  }

  /**
   * What holds, as a sentence.
   *
   * @return such as {@code rejectsMismatchedInnerDimensions}
   */
  public String name() {
    return name;
  }

  /**
   * The precision in which this rule runs.
   *
   * @return f32 or f64
   */
  public Precision precision() {
    return precision;
  }

  /**
   * What an error is measured in; u is the unit roundoff.
   *
   * @return a formula, {@code to the bit}, or {@code -} where no numbers are compared
   */
  public String tolerance() {
    return text.tolerance();
  }

  /**
   * What it proves.
   *
   * @return one sentence
   */
  public String intent() {
    return text.intent();
  }

  /**
   * What to look at when it fails.
   *
   * @return one sentence
   */
  public String hint() {
    return text.hint();
  }

  Check check() {
    return check;
  }

  /** The id and the name. */
  @Override
  public String toString() {
    return id() + " " + name;
  }
}
