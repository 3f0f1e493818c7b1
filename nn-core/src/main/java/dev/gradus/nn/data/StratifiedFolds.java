package dev.gradus.nn.data;

import dev.gradus.nn.random.RandomSource;
import java.util.ArrayList;
import java.util.List;

/**
 * Divides a data set for k-fold cross-validation: into k parts, each of which validates once what
 * was trained on the others. Every class is spread evenly, so that its numbers in two parts differ
 * by at most 1, and so do the sizes of the parts.
 *
 * <pre>{@code
 * for (StratifiedFolds.Fold fold : StratifiedFolds.of(data, 5, RandomSource.ofSeed(1))) {
 *   train(fold.train(), fold.validation());
 * }
 * }</pre>
 *
 * <p>Source: R. Kohavi, A Study of Cross-Validation and Bootstrap for Accuracy Estimation and Model
 * Selection (1995).
 */
public final class StratifiedFolds {
  private StratifiedFolds() {}

  /**
   * One of the k ways to train.
   *
   * @param train all parts but one, shuffled
   * @param validation that one, shuffled
   */
  public record Fold(Subset train, Subset validation) {}

  /**
   * All folds.
   *
   * @param data the whole
   * @param k how many, at least 2
   * @param random the source
   * @return k folds, whose validation parts make up the whole without overlap
   * @throws IllegalArgumentException if k is below 2, or a class has fewer samples than k
   */
  public static List<Fold> of(LabelledDataset data, int k, RandomSource random) {
    if (k < 2) {
      throw new IllegalArgumentException("folds: expected at least 2, got " + k);
    }
    List<List<Integer>> parts = parts(data, k, random);
    List<Fold> folds = new ArrayList<>();
    for (int f = 0; f < k; f++) {
      List<Integer> others = new ArrayList<>();
      for (int p = 0; p < k; p++) {
        if (p != f) {
          others.addAll(parts.get(p));
        }
      }
      RandomSource own = random.at("fold").at(f);
      folds.add(
          new Fold(
              new Subset(data, StratifiedSplit.shuffled(others, own.at("train"))),
              new Subset(data, StratifiedSplit.shuffled(parts.get(f), own.at("validation")))));
    }
    return folds;
  }

  /** Deals the samples out class by class, each class going on where the one before ended. */
  private static List<List<Integer>> parts(LabelledDataset data, int k, RandomSource random) {
    List<List<Integer>> parts = new ArrayList<>();
    for (int p = 0; p < k; p++) {
      parts.add(new ArrayList<>());
    }
    int dealt = 0;
    for (List<Integer> ofClass : StratifiedSplit.shuffledByClass(data, random)) {
      if (!ofClass.isEmpty() && ofClass.size() < k) {
        throw new IllegalArgumentException(
            "folds: class %d has %d samples, too few for %d folds; take fewer folds"
                .formatted(data.label(ofClass.get(0)), ofClass.size(), k));
      }
      for (int sample : ofClass) {
        parts.get(dealt % k).add(sample);
        dealt++;
      }
    }
    return parts;
  }
}
