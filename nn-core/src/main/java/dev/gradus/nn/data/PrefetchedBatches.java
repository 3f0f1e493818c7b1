package dev.gradus.nn.data;

import dev.gradus.tensor.Precision;
import dev.gradus.tensor.Shape;
import dev.gradus.tensor.Tensor;
import dev.gradus.tensor.TensorOps;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

/**
 * Batches whose samples a thread of its own reads into buffers ahead of time. That thread alone
 * asks the sampler; tensors are made on the caller's thread alone, because scopes are confined to
 * it.
 */
final class PrefetchedBatches implements BatchSource {
  private static final long LONGEST_READ = 60;

  private final TensorOps ops;
  private final Sampler sampler;
  private final EpochView data;
  private final int stepsPerEpoch;
  private final int ahead;
  private final ExecutorService reader = Executors.newSingleThreadExecutor(PrefetchedBatches::own);

  /** In the order of the steps, without a gap. */
  private final Deque<Ordered> ordered = new ArrayDeque<>();

  private final Deque<HostBuffer> free = new ArrayDeque<>();

  private record Ordered(long step, Future<Filled> filled) {}

  private record Filled(Dataset view, int[] samples, HostBuffer buffer) {}

  PrefetchedBatches(TensorOps ops, Dataset data, Sampler sampler, int ahead) {
    if (ahead < 1) {
      throw new IllegalArgumentException(
          "prefetching: expected at least 1 batch to be read ahead, got " + ahead);
    }
    this.ops = ops;
    this.sampler = sampler;
    this.data = new EpochView(data, sampler);
    this.stepsPerEpoch = sampler.stepsPerEpoch();
    this.ahead = ahead;
  }

  private static Thread own(Runnable work) {
    Thread thread = new Thread(work, "gradus-batches");
    thread.setDaemon(true);
    return thread;
  }

  @Override
  public Batch batch(long step) {
    if (reader.isShutdown()) {
      throw new IllegalStateException("batch: the source of batches is closed");
    }
    while (!ordered.isEmpty() && ordered.peekFirst().step() != step) {
      ordered.pollFirst().filled().cancel(false);
    }
    while (ordered.size() <= ahead) {
      order(ordered.isEmpty() ? step : ordered.peekLast().step() + 1);
    }
    Filled filled = await(ordered.pollFirst());
    Shape shape = filled.view().sampleShape().batch(filled.samples().length);
    Tensor inputs =
        ops.precision() == Precision.F32
            ? ops.tensor(shape, filled.buffer().floats(shape.size()))
            : ops.tensor(shape, filled.buffer().doubles(shape.size()));
    free.addLast(filled.buffer());
    return new Batch(inputs, filled.view().targets(ops, filled.samples()));
  }

  private void order(long step) {
    HostBuffer buffer = free.isEmpty() ? new HostBuffer() : free.pollFirst();
    ordered.addLast(new Ordered(step, reader.submit(() -> fill(step, buffer))));
  }

  private Filled fill(long step, HostBuffer buffer) {
    int[] samples = sampler.samples(step);
    Dataset view = data.at(step);
    if (ops.precision() == Precision.F32) {
      buffer.floats(view, samples);
    } else {
      buffer.doubles(view, samples);
    }
    return new Filled(view, samples, buffer);
  }

  private static Filled await(Ordered first) {
    try {
      return first.filled().get();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(
          "batch: interrupted while waiting for the samples of step " + first.step(), e);
    } catch (ExecutionException e) {
      if (e.getCause() instanceof RuntimeException failure) {
        throw failure;
      }
      throw new IllegalStateException(
          "batch: the samples of step %d cannot be read: %s".formatted(first.step(), e.getCause()),
          e.getCause());
    }
  }

  @Override
  public int stepsPerEpoch() {
    return stepsPerEpoch;
  }

  /** Waits for the batch that is being read, so that the sampler is free for others afterwards. */
  @Override
  public void close() {
    ordered.forEach(one -> one.filled().cancel(false)); // an interrupt would close channels
    reader.shutdown();
    try {
      if (!reader.awaitTermination(LONGEST_READ, TimeUnit.SECONDS)) {
        throw new IllegalStateException(
            "batch: reading ahead has not ended after %d s".formatted(LONGEST_READ));
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
