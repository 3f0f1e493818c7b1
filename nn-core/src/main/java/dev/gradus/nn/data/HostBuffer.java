package dev.gradus.nn.data;

/**
 * An array of the host that batch after batch passes through on its way into tensors. For one
 * thread.
 */
public final class HostBuffer {
  private float[] floats = {};
  private double[] doubles = {};

  /** An empty buffer. */
  public HostBuffer() {}

  /**
   * An array of floats.
   *
   * @param size its length
   * @return with any content; the same array as before if that had this length
   */
  public float[] floats(int size) {
    if (floats.length != size) {
      floats = new float[size];
    }
    return floats;
  }

  /**
   * An array of doubles.
   *
   * @param size its length
   * @return with any content; the same array as before if that had this length
   */
  public double[] doubles(int size) {
    if (doubles.length != size) {
      doubles = new double[size];
    }
    return doubles;
  }

  /** Some samples one after another, in an array of this buffer. */
  float[] floats(Dataset data, int[] samples) {
    int length = data.sampleShape().size();
    float[] values = floats(Math.multiplyExact(samples.length, length));
    for (int i = 0; i < samples.length; i++) {
      data.read(samples[i], values, i * length);
    }
    return values;
  }

  /** Some samples one after another, in an array of this buffer. */
  double[] doubles(Dataset data, int[] samples) {
    int length = data.sampleShape().size();
    double[] values = doubles(Math.multiplyExact(samples.length, length));
    for (int i = 0; i < samples.length; i++) {
      data.read(samples[i], values, i * length);
    }
    return values;
  }
}
