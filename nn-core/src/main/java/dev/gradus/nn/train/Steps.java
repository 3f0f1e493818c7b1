package dev.gradus.nn.train;

/**
 * Which batches make up each step. Several of one epoch make a step; the last of an epoch takes
 * those that are left, so that no step reaches into the next.
 *
 * @param batchesPerEpoch at least 1
 * @param batchesPerStep at least 1
 */
record Steps(int batchesPerEpoch, int batchesPerStep) {
  /** The steps that make an epoch. */
  int perEpoch() {
    return 1 + (batchesPerEpoch - 1) / batchesPerStep;
  }

  /** Whether an epoch is over after so many steps. */
  boolean endsEpoch(long iteration) {
    return iteration % perEpoch() == 0;
  }

  /** The first batch of a step, which is 1 for the first. */
  long firstBatch(long iteration) {
    long step = iteration - 1;
    return step / perEpoch() * batchesPerEpoch + step % perEpoch() * batchesPerStep;
  }

  /** How many batches a step has. */
  int batches(long iteration) {
    long inEpoch = (iteration - 1) % perEpoch() * batchesPerStep;
    return (int) Math.min(batchesPerStep, batchesPerEpoch - inEpoch);
  }
}
