package dev.gradus.nn.data;

/**
 * Weights for a loss, so that rare classes count as much as frequent ones.
 *
 * <p>Source: G. King, L. Zeng, Logistic Regression in Rare Events Data (2001).
 */
public final class ClassWeights {
  private ClassWeights() {}

  /**
   * Weights in inverse proportion to the classes' sizes: n / (C · nᶜ), with n samples of which nᶜ
   * are of class c, and C classes that occur. The mean over all samples is 1.
   *
   * @param train what is trained on
   * @return a weight for each class; 0 for one that does not occur
   */
  public static double[] balanced(LabelledDataset train) {
    long[] counts = new long[train.classCount()];
    int occurring = 0;
    for (int i = 0; i < train.size(); i++) {
      int label = train.label(i);
      occurring += counts[label] == 0 ? 1 : 0;
      counts[label]++;
    }
    double[] weights = new double[counts.length];
    for (int c = 0; c < weights.length; c++) {
      weights[c] = counts[c] == 0 ? 0 : train.size() / ((double) occurring * counts[c]);
    }
    return weights;
  }
}
