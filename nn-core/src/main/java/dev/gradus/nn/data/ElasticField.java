package dev.gradus.nn.data;

import dev.gradus.nn.random.RandomSource;
import java.util.Arrays;

/**
 * Displacements of the pixels of an image, as of drawing on rubber: noise from −1 to 1, smoothed by
 * a Gaussian, times a strength. It goes on beyond the image's borders, so that these bend like the
 * rest. For one thread.
 *
 * <p>Neighbouring pixels move nearly alike, so the field is made at nodes half a standard deviation
 * apart, though not closer than pixels, and is linear between them: at the paper's σ of 4 a quarter
 * of the draws and a seventh of the smoothing. A sum over sparser noise varies more, by the
 * distance of the nodes, which the strength is divided by.
 *
 * <p>Source: as of {@link Augmentation}.
 */
final class ElasticField {
  /** Of the Gaussian's standard deviation; what lies beyond is a part in 400. */
  private static final double REACH = 3;

  /** In standard deviations: so close that what lies between two nodes is 3 % too still at most. */
  private static final double NODE_DISTANCE = 0.5;

  private final Axis down;
  private final Axis right;
  private final double[] kernel;
  private final double scale;
  private final double[] noise;
  private final double[] smooth;
  private final double[] nodes;
  private final double[] line;

  /** For each pixel along one axis the node at or before it and how far it is on to the next. */
  private record Axis(int nodes, int[] node, double[] share) {
    static Axis of(int pixels, double distance) {
      int nodes = (int) Math.ceil((pixels - 1) / distance) + 1;
      int[] node = new int[pixels];
      double[] share = new double[pixels];
      for (int i = 0; i < pixels; i++) {
        node[i] = Math.max(0, Math.min((int) (i / distance), nodes - 2));
        share[i] = i / distance - node[i];
      }
      return new Axis(nodes, node, share);
    }

    int pixels() {
      return node.length;
    }
  }

  ElasticField(int rows, int columns, double strength, double smoothness) {
    double distance = Math.max(1, NODE_DISTANCE * smoothness);
    this.down = Axis.of(rows, distance);
    this.right = Axis.of(columns, distance);
    this.kernel = gaussian(smoothness / distance);
    this.scale = strength / distance;
    this.noise = new double[right.nodes() + kernel.length - 1];
    this.smooth = new double[right.nodes()];
    this.nodes = new double[down.nodes() * right.nodes()];
    this.line = new double[right.nodes() + 1]; // and a last one to read, with a share of 0
  }

  private static double[] gaussian(double sigma) {
    int radius = (int) Math.ceil(REACH * sigma);
    double[] kernel = new double[2 * radius + 1];
    double sum = 0;
    for (int i = 0; i < kernel.length; i++) {
      double distance = (i - radius) / sigma;
      kernel[i] = StrictMath.exp(-0.5 * distance * distance);
      sum += kernel[i];
    }
    for (int i = 0; i < kernel.length; i++) {
      kernel[i] /= sum;
    }
    return kernel;
  }

  /**
   * A field, the same for the same source.
   *
   * @param out a displacement for each pixel, row by row; overwritten
   */
  void fill(RandomSource random, double[] out) {
    makeNodes(random);
    int wide = right.nodes();
    for (int y = 0, i = 0; y < down.pixels(); y++) {
      int upper = down.node()[y] * wide;
      int lower = Math.min(upper + wide, nodes.length - wide);
      double below = down.share()[y];
      for (int x = 0; x < wide; x++) {
        line[x] = (1 - below) * nodes[upper + x] + below * nodes[lower + x];
      }
      for (int x = 0; x < right.pixels(); x++, i++) {
        int left = right.node()[x];
        double beyond = right.share()[x];
        out[i] = (1 - beyond) * line[left] + beyond * line[left + 1];
      }
    }
  }

  /** Each line of noise is smoothed along itself and then added to the lines that it reaches. */
  private void makeNodes(RandomSource random) {
    int wide = right.nodes();
    int margin = kernel.length - 1;
    Arrays.fill(nodes, 0);
    for (int y = 0; y < down.nodes() + margin; y++) {
      for (int x = 0; x < noise.length; x++) {
        noise[x] = 2 * random.uniform((long) y * noise.length + x) - 1;
      }
      Arrays.fill(smooth, 0);
      for (int k = 0; k < kernel.length; k++) {
        addScaled(smooth, 0, scale * kernel[k], noise, k, wide);
      }
      for (int k = Math.max(0, y - down.nodes() + 1); k <= Math.min(y, margin); k++) {
        addScaled(nodes, (y - k) * wide, kernel[k], smooth, 0, wide);
      }
    }
  }

  private static void addScaled(
      double[] target, int to, double factor, double[] source, int from, int count) {
    for (int i = 0; i < count; i++) {
      target[to + i] += factor * source[from + i];
    }
  }
}
