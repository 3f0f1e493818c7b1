package dev.gradus.backend.ejml;

import dev.gradus.backend.ArrayPool;
import dev.gradus.backend.Workers;
import dev.gradus.tensor.KernelOps;
import dev.gradus.tensor.Precision;

/**
 * What both precisions share: Java arrays that are used again, and the workers.
 *
 * @param <A> {@code float[]} or {@code double[]}
 */
abstract class HeapOps<A> extends KernelOps<A> {
  final ArrayPool<A> pool;
  final Workers workers;

  HeapOps(String backend, Precision precision, int threads, ArrayPool<A> pool) {
    super(backend, precision);
    this.pool = pool;
    this.workers = new Workers("gradus-" + backend, threads);
  }

  @Override
  public final int threads() {
    return workers.threads();
  }

  @Override
  public void close() {
    super.close();
    workers.close();
    pool.clear();
  }

  @Override
  protected final A allocate(int size) {
    return pool.take(size);
  }

  @Override
  protected final void recycle(A storage) {
    pool.give(storage);
  }

  @Override
  protected final void store(float[] values, A out) {
    HostCopy.copy(values, out, values.length);
  }

  @Override
  protected final void store(double[] values, A out) {
    HostCopy.copy(values, out, values.length);
  }

  @Override
  protected final void load(A a, float[] out) {
    HostCopy.copy(a, out, out.length);
  }

  @Override
  protected final void load(A a, double[] out) {
    HostCopy.copy(a, out, out.length);
  }
}
