package dev.gradus.nn.data;

import dev.gradus.nn.random.RandomSource;
import java.util.Arrays;

/**
 * Says which samples make up the mini-batch of each step: a pure function of the step, so that a
 * resumed training sees the same batches.
 */
public interface Sampler {
  /**
   * The samples of one step.
   *
   * @param step 0, 1, 2, …
   * @return at least one index
   */
  int[] samples(long step);

  /**
   * The steps that make an epoch: as many as it takes to see every sample once (on average, where
   * samples are drawn with replacement).
   *
   * @return at least 1
   */
  int stepsPerEpoch();

  /**
   * Batches drawn at random, with replacement.
   *
   * @param size the number of samples to draw from
   * @param batch the samples of one step
   * @param random the source
   * @return the sampler; thread-safe
   * @throws IllegalArgumentException if the batch is empty
   */
  static Sampler random(int size, int batch, RandomSource random) {
    requireBatch(batch);
    RandomSource own = random.at("batch");
    return new Sampler() {
      @Override
      public int[] samples(long step) {
        RandomSource ofStep = own.at(step);
        int[] samples = new int[batch];
        for (int i = 0; i < batch; i++) {
          samples[i] = ofStep.below(size, i);
        }
        return samples;
      }

      @Override
      public int stepsPerEpoch() {
        return Math.max(1, size / batch);
      }
    };
  }

  /**
   * Every sample once an epoch, in an order shuffled anew for each; the last batch of an epoch may
   * be smaller.
   *
   * @param size the number of samples
   * @param batch the samples of one step
   * @param random the source
   * @return the sampler; for one thread, as it remembers the order of the current epoch
   * @throws IllegalArgumentException if the batch is empty
   */
  static Sampler shuffled(int size, int batch, RandomSource random) {
    requireBatch(batch);
    int perEpoch = 1 + (size - 1) / batch;
    RandomSource own = random.at("shuffle");
    return new Sampler() {
      private long epochOfOrder = -1;
      private int[] order;

      @Override
      public int[] samples(long step) {
        long epoch = step / perEpoch;
        if (epoch != epochOfOrder) {
          order = own.at(epoch).permutation(size);
          epochOfOrder = epoch;
        }
        int from = (int) (step % perEpoch) * batch;
        return Arrays.copyOfRange(order, from, from + Math.min(batch, size - from));
      }

      @Override
      public int stepsPerEpoch() {
        return perEpoch;
      }
    };
  }

  private static void requireBatch(int batch) {
    if (batch < 1) {
      throw new IllegalArgumentException("batch: expected at least 1 sample, got " + batch);
    }
  }
}
