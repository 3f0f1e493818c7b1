package dev.gradus.backend.vector;

import dev.gradus.backend.ArrayPool;
import dev.gradus.backend.Workers;
import dev.gradus.tensor.KernelOps;
import dev.gradus.tensor.Precision;

/**
 * What both precisions share: storage in pooled arrays, the host boundary, and the workers.
 *
 * @param <S> {@code float[]} or {@code double[]}
 */
abstract class ArrayOps<S> extends KernelOps<S> {
  private static final int MOST_LANES = 16;

  private final Workers workers;
  final Splitter splitter;
  final ArrayPool<S> pool;

  ArrayOps(Precision precision, int threads, ArrayPool<S> pool) {
    super("vector", precision);
    this.workers = new Workers("gradus-vector", threads);
    this.splitter = new Splitter(workers);
    this.pool = pool;
  }

  @Override
  public final int threads() {
    return workers.threads();
  }

  @Override
  public final void close() {
    super.close();
    workers.close();
    pool.clear();
  }

  @Override
  protected final S allocate(int size) {
    return pool.take(padded(size));
  }

  /** Up to the next whole vector of any width, so that kernels can leave out the tail. */
  static int padded(int size) {
    return (size + MOST_LANES - 1) / MOST_LANES * MOST_LANES;
  }

  @Override
  protected final void recycle(S storage) {
    pool.give(storage);
  }

  @Override
  protected final void store(float[] values, S out) {
    if (out instanceof double[] doubles) {
      for (int i = 0; i < values.length; i++) {
        doubles[i] = values[i];
      }
    } else {
      System.arraycopy(values, 0, out, 0, values.length);
    }
  }

  @Override
  protected final void store(double[] values, S out) {
    if (out instanceof float[] floats) {
      for (int i = 0; i < values.length; i++) {
        floats[i] = (float) values[i];
      }
    } else {
      System.arraycopy(values, 0, out, 0, values.length);
    }
  }

  @Override
  protected final void load(S a, float[] out) {
    if (a instanceof double[] doubles) {
      for (int i = 0; i < out.length; i++) {
        out[i] = (float) doubles[i];
      }
    } else {
      System.arraycopy(a, 0, out, 0, out.length);
    }
  }

  @Override
  protected final void load(S a, double[] out) {
    if (a instanceof float[] floats) {
      for (int i = 0; i < out.length; i++) {
        out[i] = floats[i];
      }
    } else {
      System.arraycopy(a, 0, out, 0, out.length);
    }
  }
}
