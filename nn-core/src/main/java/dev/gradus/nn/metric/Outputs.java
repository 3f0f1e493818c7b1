package dev.gradus.nn.metric;

import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * What the outputs of a classifier are. Two classes may have one output instead of two: it is the
 * probability of class 1, or its logit, and class 1 is predicted above 0.5, or above 0.
 */
public enum Outputs {
  /** From 0 to 1, with the sum 1: what softmax and sigmoid give. */
  PROBABILITIES,

  /** Any numbers, of which softmax (for one output the sigmoid) would make probabilities. */
  LOGITS;

  private static final String REMEDY = "say Outputs.LOGITS if softmax has not been taken";

  /** Sums of probabilities that were rounded to f32 are as near to 1 as this. */
  private static final double TOLERANCE = 1e-3;

  /** An output for each class; a single one is completed by that of class 0. */
  double[] row(String metric, double[] outputs, int width, int sample) {
    if (width > 1) {
      return Arrays.copyOfRange(outputs, sample * width, (sample + 1) * width);
    }
    double one = outputs[sample];
    if (this == LOGITS) {
      return new double[] {0, one};
    }
    requireProbability(metric, one, sample);
    return new double[] {1 - one, one};
  }

  /** Softmax of the logits: exp(zᵢ − max) / Σ exp(zⱼ − max). */
  double[] probabilities(String metric, double[] outputs, int width, int sample) {
    double[] row = row(metric, outputs, width, sample);
    double sum = 0;
    if (this == PROBABILITIES) {
      for (double probability : row) {
        requireProbability(metric, probability, sample);
        sum += probability;
      }
      if (Math.abs(sum - 1) > TOLERANCE) {
        throw new IllegalArgumentException(
            "%s: the probabilities of sample %d sum to %s, expected 1; %s"
                .formatted(metric, sample, sum, REMEDY));
      }
      return row;
    }
    double max = row[Classes.argMax(row)];
    for (int i = 0; i < row.length; i++) {
      row[i] = StrictMath.exp(row[i] - max);
      sum += row[i];
    }
    for (int i = 0; i < row.length; i++) {
      row[i] /= sum;
    }
    return row;
  }

  /**
   * For each class a number that rises with its probability: of logits the log-odds zᵢ − ln Σ
   * exp(zⱼ), j ≠ i, which still differ where probabilities have been rounded to 1.
   */
  double[] ranks(String metric, double[] outputs, int width, int sample) {
    if (this == PROBABILITIES) {
      return probabilities(metric, outputs, width, sample);
    }
    double[] logits = row(metric, outputs, width, sample);
    return IntStream.range(0, logits.length).mapToDouble(i -> logOdds(logits, i)).toArray();
  }

  private static double logOdds(double[] logits, int label) {
    double max = Double.NEGATIVE_INFINITY;
    for (int i = 0; i < logits.length; i++) {
      max = i == label ? max : Math.max(max, logits[i]);
    }
    double sum = 0;
    for (int i = 0; i < logits.length; i++) {
      sum += i == label ? 0 : StrictMath.exp(logits[i] - max);
    }
    return logits[label] - max - StrictMath.log(sum);
  }

  /** The probability of a rank. */
  double probability(double rank) {
    return this == PROBABILITIES ? rank : 1 / (1 + StrictMath.exp(-rank));
  }

  /** −ln of the probability of a class; from logits without overflow, and small ones in full. */
  double surprise(String metric, double[] outputs, int width, int sample, int label) {
    if (this == PROBABILITIES) {
      return -StrictMath.log(probabilities(metric, outputs, width, sample)[label]);
    }
    double[] logits = row(metric, outputs, width, sample);
    int largest = Classes.argMax(logits);
    double others = 0;
    for (int i = 0; i < logits.length; i++) {
      others += i == largest ? 0 : StrictMath.exp(logits[i] - logits[largest]);
    }
    return logits[largest] - logits[label] + StrictMath.log1p(others);
  }

  private static void requireProbability(String metric, double value, int sample) {
    if (!(value >= 0 && value <= 1)) {
      throw new IllegalArgumentException(
          "%s: an output of sample %d is %s, expected a probability from 0 to 1; %s"
              .formatted(metric, sample, value, REMEDY));
    }
  }
}
