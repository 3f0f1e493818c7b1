package dev.gradus.nn.data;

import dev.gradus.tensor.Shape;
import java.util.Arrays;
import java.util.List;

/**
 * Brings inputs to a common scale: (x − offset) / scale, element by element. It is fitted on the
 * training data and applied to them and to all others; so nothing of a test set gets into it. Plain
 * lists of numbers, to be saved with a model.
 *
 * <pre>{@code
 * Normalization normalization = Normalization.standard(train);
 * Dataset x = normalization.applyTo(train);
 * Dataset y = normalization.applyTo(test);
 * }</pre>
 *
 * <p>Source: Y. LeCun, L. Bottou, G. Orr, K.-R. Müller, Efficient BackProp (1998), section 4.3.
 *
 * @param offsets one for each element of a sample, or a single one for all
 * @param scales as many, none of them 0
 */
public record Normalization(List<Double> offsets, List<Double> scales) {
  /**
   * A normalisation, checked.
   *
   * @param offsets one for each element of a sample, or a single one for all; copied
   * @param scales as many, none of them 0; copied
   * @throws IllegalArgumentException if their numbers differ, one is not finite or a scale is 0
   */
  public Normalization {
    offsets = List.copyOf(offsets);
    scales = List.copyOf(scales);
    if (offsets.isEmpty() || offsets.size() != scales.size()) {
      throw new IllegalArgumentException(
          "normalization: expected as many offsets as scales and at least one, got %d and %d"
              .formatted(offsets.size(), scales.size()));
    }
    for (int i = 0; i < scales.size(); i++) {
      double scale = scales.get(i);
      if (!Double.isFinite(offsets.get(i)) || !Double.isFinite(scale) || scale == 0) {
        throw new IllegalArgumentException(
            "normalization: element %d has offset %s and scale %s; expected finite ones, no scale 0"
                .formatted(i, offsets.get(i), scale));
      }
    }
  }

  /**
   * Mean 0 and standard deviation 1 (that of the population) for each element of a sample. An
   * element that never changes has scale 1.
   *
   * @param train what is trained on
   * @return the normalisation
   * @throws IllegalArgumentException if a value is not finite
   */
  public static Normalization standard(Dataset train) {
    return standard(train, train.sampleShape().size());
  }

  /**
   * Mean 0 and standard deviation 1 over all elements together, as is usual for the pixels of
   * images.
   *
   * @param train what is trained on
   * @return the normalisation
   * @throws IllegalArgumentException if a value is not finite
   */
  public static Normalization standardOverall(Dataset train) {
    return standard(train, 1);
  }

  /**
   * Two passes: what is squared has lost its mean before, so nothing cancels. The mean is that of
   * the distances from the first value, so that values that are all the same have no rounding error
   * for a deviation.
   */
  private static Normalization standard(Dataset train, int groups) {
    double[] means = new double[groups];
    double[] squares = new double[groups];
    double count = (double) train.size() * train.sampleShape().size() / groups;
    double[] first = new double[train.sampleShape().size()];
    train.read(0, first, 0);
    forEach(train, (element, value) -> means[element % groups] += value - first[element % groups]);
    for (int g = 0; g < groups; g++) {
      means[g] = first[g] + means[g] / count;
    }
    forEach(
        train,
        (element, value) -> {
          double deviation = value - means[element % groups];
          squares[element % groups] += deviation * deviation;
        });
    double[] deviations = Arrays.stream(squares).map(sum -> Math.sqrt(sum / count)).toArray();
    return of(means, deviations);
  }

  /**
   * The smallest value becomes 0 and the largest 1, for each element of a sample. An element that
   * never changes becomes 0.
   *
   * @param train what is trained on
   * @return the normalisation
   * @throws IllegalArgumentException if a value is not finite
   */
  public static Normalization minMax(Dataset train) {
    int length = train.sampleShape().size();
    double[] least = new double[length];
    double[] most = new double[length];
    Arrays.fill(least, Double.POSITIVE_INFINITY);
    Arrays.fill(most, Double.NEGATIVE_INFINITY);
    forEach(
        train,
        (element, value) -> {
          least[element] = Math.min(least[element], value);
          most[element] = Math.max(most[element], value);
        });
    double[] ranges = new double[length];
    for (int i = 0; i < length; i++) {
      ranges[i] = most[i] - least[i];
    }
    return of(least, ranges);
  }

  private static Normalization of(double[] offsets, double[] spreads) {
    return new Normalization(
        Arrays.stream(offsets).boxed().toList(),
        Arrays.stream(spreads).map(spread -> spread > 0 ? spread : 1).boxed().toList());
  }

  private interface Visitor {
    void visit(int element, double value);
  }

  private static void forEach(Dataset data, Visitor visitor) {
    double[] sample = new double[data.sampleShape().size()];
    for (int s = 0; s < data.size(); s++) {
      data.read(s, sample, 0);
      for (int i = 0; i < sample.length; i++) {
        if (!Double.isFinite(sample[i])) {
          throw new IllegalArgumentException(
              "normalization: element %d of sample %d is %s, expected a finite number"
                  .formatted(i, s, sample[i]));
        }
        visitor.visit(i, sample[i]);
      }
    }
  }

  /**
   * Normalised data.
   *
   * @param data of the sample shape that this was fitted on; read when the result is
   * @return its samples, normalised, with its targets
   * @throws IllegalArgumentException if the samples have another size
   */
  public Dataset applyTo(Dataset data) {
    requireFit(data.sampleShape());
    return new NormalizedDataset(data, this);
  }

  /**
   * Normalised data.
   *
   * @param data of the sample shape that this was fitted on; read when the result is
   * @return its samples, normalised, with its labels
   * @throws IllegalArgumentException if the samples have another size
   */
  public LabelledDataset applyTo(LabelledDataset data) {
    requireFit(data.sampleShape());
    return new NormalizedDataset.Labelled(data, this);
  }

  /**
   * One normalised sample.
   *
   * @param sample of the size that this was fitted on; not modified
   * @return its elements, normalised
   * @throws IllegalArgumentException if it has another size
   */
  public double[] applyTo(double[] sample) {
    requireFit(Shape.of(sample.length));
    double[] normalized = new double[sample.length];
    for (int i = 0; i < sample.length; i++) {
      int element = scales.size() == 1 ? 0 : i;
      normalized[i] = (sample[i] - offsets.get(element)) / scales.get(element);
    }
    return normalized;
  }

  private void requireFit(Shape sample) {
    if (scales.size() != 1 && scales.size() != sample.size()) {
      throw new IllegalArgumentException(
          "normalization: fitted on samples of %d elements, got samples of shape %s"
              .formatted(scales.size(), sample));
    }
  }
}
