package dev.gradus.nn.data;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.gradus.nn.loss.Target;
import dev.gradus.nn.random.RandomSource;
import dev.gradus.tensor.Precision;
import dev.gradus.tensor.Shape;
import dev.gradus.tensor.TensorOps;
import dev.gradus.tensor.reference.ReferenceOps;
import java.util.Arrays;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class BatchSourceTest {
  private static final int SAMPLES = 23;
  private static final int BATCH = 5;
  private final RandomSource random = RandomSource.ofSeed(6);

  /** A sample is its index, its label and the epoch; reading takes a while now and then. */
  private static class Slow implements LabelledDataset {
    private final long epoch;
    private final Set<Thread> readers;

    Slow(long epoch, Set<Thread> readers) {
      this.epoch = epoch;
      this.readers = readers;
    }

    @Override
    public int size() {
      return SAMPLES;
    }

    @Override
    public Shape sampleShape() {
      return Shape.of(3);
    }

    @Override
    public void read(int sample, double[] out, int offset) {
      readers.add(Thread.currentThread());
      if (sample % 7 == 0) {
        LockSupport.parkNanos(100_000);
      }
      out[offset] = sample;
      out[offset + 1] = label(sample);
      out[offset + 2] = epoch;
    }

    @Override
    public int classCount() {
      return 3;
    }

    @Override
    public int label(int sample) {
      return sample % 3;
    }

    @Override
    public LabelledDataset epoch(long wanted) {
      return new Slow(wanted, readers);
    }
  }

  private final Set<Thread> readers = ConcurrentHashMap.newKeySet();
  private final Dataset data = new Slow(-1, readers);

  private Sampler sampler() {
    return Sampler.shuffled(SAMPLES, BATCH, random);
  }

  private static void assertSame(TensorOps ops, Batch expected, Batch batch, String message) {
    assertEquals(expected.inputs().shape(), batch.inputs().shape(), message);
    assertArrayEquals(ops.doubles(expected.inputs()), ops.doubles(batch.inputs()), message);
    assertArrayEquals(
        ((Target.Labels) expected.targets()).classes(),
        ((Target.Labels) batch.targets()).classes(),
        message);
  }

  @ParameterizedTest
  @EnumSource(Precision.class)
  void readAheadOrNotTheBatchesAreTheSame(Precision precision) {
    TensorOps ops = new ReferenceOps(precision);
    for (int ahead : new int[] {1, 2, 7}) {
      try (BatchSource direct = BatchSource.direct(ops, data, sampler());
          BatchSource prefetching = BatchSource.prefetching(ops, data, sampler(), ahead)) {
        assertEquals(5, prefetching.stepsPerEpoch());
        assertEquals(5, direct.stepsPerEpoch());
        for (long step = 0; step < 30; step++) {
          Batch expected = direct.batch(step);
          assertSame(ops, expected, prefetching.batch(step), "step " + step);
          long epoch = step / 5;
          assertEquals(epoch, (long) ops.doubles(expected.inputs())[2]);
        }
      }
    }
  }

  @Test
  void itGoesOnFromAnyStepAndForgetsWhatItReadAheadInVain() {
    TensorOps ops = new ReferenceOps(Precision.F64);
    try (BatchSource direct = BatchSource.direct(ops, data, sampler());
        BatchSource prefetching = BatchSource.prefetching(ops, data, sampler(), 3)) {
      for (long step : new long[] {17, 18, 3, 4, 5, 4, 100, 101, 0}) {
        assertSame(ops, direct.batch(step), prefetching.batch(step), "step " + step);
      }
    }
  }

  @Test
  void samplesAreReadOnAThreadOfItsOwnWhichEnds() throws InterruptedException {
    TensorOps ops = new ReferenceOps(Precision.F64);
    BatchSource prefetching = BatchSource.prefetching(ops, data, sampler(), 1);
    prefetching.batch(0);
    prefetching.batch(1);
    assertEquals(1, readers.size());
    Thread reader = readers.iterator().next();
    assertNotSame(Thread.currentThread(), reader);
    assertTrue(reader.isDaemon());
    prefetching.close();
    reader.join(TimeUnit.SECONDS.toMillis(10)); // the last task is done, the thread not quite
    assertFalse(reader.isAlive());
    prefetching.close();
    assertEquals(
        "batch: the source of batches is closed",
        assertThrows(IllegalStateException.class, () -> prefetching.batch(2)).getMessage());
  }

  @Test
  void earlierBatchesStayAsTheyAre() {
    TensorOps ops = new ReferenceOps(Precision.F64);
    try (BatchSource prefetching = BatchSource.prefetching(ops, data, sampler(), 1)) {
      Batch first = prefetching.batch(0);
      double[] before = ops.doubles(first.inputs());
      for (long step = 1; step < 12; step++) {
        prefetching.batch(step);
      }
      assertArrayEquals(before, ops.doubles(first.inputs()));
    }
  }

  @Test
  void whatGoesWrongWhileReadingIsSaidByTheBatchThatNeedsIt() {
    TensorOps ops = new ReferenceOps(Precision.F64);
    Dataset broken =
        new Slow(0, readers) {
          @Override
          public void read(int sample, double[] out, int offset) {
            throw new IllegalArgumentException("sample " + sample + " is broken");
          }

          @Override
          public LabelledDataset epoch(long wanted) {
            return this;
          }
        };
    try (BatchSource prefetching = BatchSource.prefetching(ops, broken, sampler(), 2)) {
      String message =
          assertThrows(IllegalArgumentException.class, () -> prefetching.batch(0)).getMessage();
      assertEquals("sample " + sampler().samples(0)[0] + " is broken", message);
    }
  }

  @Test
  void anInterruptedCallerHearsOfItAndStaysInterrupted() throws InterruptedException {
    TensorOps ops = new ReferenceOps(Precision.F64);
    AtomicReference<String> message = new AtomicReference<>();
    CountDownLatch never = new CountDownLatch(1);
    Dataset stuck =
        new Slow(0, readers) {
          @Override
          public void read(int sample, double[] out, int offset) {
            try {
              never.await();
            } catch (InterruptedException e) {
              throw new IllegalStateException(e);
            }
          }

          @Override
          public LabelledDataset epoch(long wanted) {
            return this;
          }
        };
    Thread caller =
        new Thread(
            () -> {
              try (BatchSource source = BatchSource.prefetching(ops, stuck, sampler(), 1)) {
                Thread.currentThread().interrupt();
                String text =
                    assertThrows(IllegalStateException.class, () -> source.batch(0)).getMessage();
                message.set(text + " " + Thread.currentThread().isInterrupted());
              }
            });
    caller.start();
    caller.join();
    never.countDown();
    assertEquals("batch: interrupted while waiting for the samples of step 0 true", message.get());
  }

  @Test
  void augmentedImagesAreTheSameBitsWhateverTheTiming() {
    TensorOps ops = new ReferenceOps(Precision.F32);
    byte[] pixels = new byte[SAMPLES * 64];
    new Random(2).nextBytes(pixels);
    ByteImages images = new ByteImages(pixels, new byte[SAMPLES], 8, 8, 1);
    Dataset augmented =
        AugmentedImages.of(images, Augmentation.none().shifted(1).elastic(5, 2), random);
    try (BatchSource direct = BatchSource.direct(ops, augmented, sampler());
        BatchSource prefetching = BatchSource.prefetching(ops, augmented, sampler(), 4)) {
      float[] first = ops.floats(prefetching.batch(0).inputs());
      for (long step = 0; step < 12; step++) {
        assertSame(ops, direct.batch(step), prefetching.batch(step), "step " + step);
      }
      assertFalse(Arrays.equals(first, ops.floats(prefetching.batch(5).inputs())));
      assertArrayEquals(first, ops.floats(prefetching.batch(0).inputs()));
    }
  }

  @Test
  void nothingAheadIsRefused() {
    assertEquals(
        "prefetching: expected at least 1 batch to be read ahead, got 0",
        assertThrows(
                IllegalArgumentException.class,
                () -> BatchSource.prefetching(new ReferenceOps(Precision.F32), data, sampler(), 0))
            .getMessage());
  }
}
