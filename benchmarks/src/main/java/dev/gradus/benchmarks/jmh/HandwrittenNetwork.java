package dev.gradus.benchmarks.jmh;

import java.util.List;

/** What somebody writes who has one network and no framework: loops over its arrays. */
final class HandwrittenNetwork {
  private final float[][] weights;
  private final float[][] biases;
  private final float[][] outputs;

  /**
   * A network of affine layers with rectifiers between them.
   *
   * @param parameters weights, row by row of the outputs, and biases in turn
   */
  HandwrittenNetwork(List<float[]> parameters) {
    int layers = parameters.size() / 2;
    weights = new float[layers][];
    biases = new float[layers][];
    outputs = new float[layers][];
    for (int l = 0; l < layers; l++) {
      weights[l] = parameters.get(2 * l);
      biases[l] = parameters.get(2 * l + 1);
      outputs[l] = new float[biases[l].length];
    }
  }

  /**
   * The logits of one sample.
   *
   * @param x its numbers
   * @return overwritten by the next call
   */
  float[] predict(float[] x) {
    float[] in = x;
    for (int l = 0; l < weights.length; l++) {
      float[] w = weights[l];
      float[] b = biases[l];
      float[] out = outputs[l];
      int width = w.length / out.length;
      for (int o = 0; o < out.length; o++) {
        float sum = b[o];
        for (int i = 0; i < width; i++) {
          sum += w[o * width + i] * in[i];
        }
        out[o] = l + 1 < weights.length ? Math.max(0, sum) : sum;
      }
      in = out;
    }
    return in;
  }
}
