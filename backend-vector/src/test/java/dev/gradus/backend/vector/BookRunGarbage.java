package dev.gradus.backend.vector;

import com.sun.management.ThreadMXBean;
import dev.gradus.nn.data.ByteImages;
import dev.gradus.nn.data.Sampler;
import dev.gradus.nn.init.Initializer;
import dev.gradus.nn.layer.Activation;
import dev.gradus.nn.layer.Sequential;
import dev.gradus.nn.loss.Objective;
import dev.gradus.nn.loss.SoftmaxCrossEntropy;
import dev.gradus.nn.optim.Sgd;
import dev.gradus.nn.random.RandomSource;
import dev.gradus.nn.train.Trainer;
import dev.gradus.nn.train.TrainingListener;
import dev.gradus.tensor.Precision;
import dev.gradus.tensor.TensorOps;
import java.lang.management.ManagementFactory;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;

/**
 * The main class of a JVM that says how many bytes of heap a step of the book run takes once it is
 * compiled: the least of some stretches, since the compiler, whose vectors are objects until it is
 * done, is late where the machine is busy.
 */
final class BookRunGarbage {
  private static final int IMAGES = 60_000;
  private static final int SIDE = 28;
  private static final int CLASSES = 10;
  private static final int BATCH = 100;
  private static final int WARM_UP = 2000;
  private static final int STEPS = 1000;
  private static final int STRETCHES = 8;

  private BookRunGarbage() {}

  public static void main(String[] arguments) {
    RandomSource random = RandomSource.ofSeed(1);
    byte[] pixels = new byte[IMAGES * SIDE * SIDE];
    byte[] labels = new byte[IMAGES];
    for (int i = 0; i < pixels.length; i++) {
      pixels[i] = (byte) random.bits(i);
    }
    for (int i = 0; i < IMAGES; i++) {
      labels[i] = (byte) random.at("labels").below(CLASSES, i);
    }
    AtomicLong least = new AtomicLong(Long.MAX_VALUE);
    try (TensorOps ops = Fingerprint.open(Precision.F32, Integer.parseInt(arguments[0]))) {
      Sequential network =
          Sequential.perceptron(
              ops,
              List.of(SIDE * SIDE, 50, CLASSES),
              Activation.RELU,
              Initializer.normal(0.01),
              random);
      Trainer.of(new Objective(ops, network, new SoftmaxCrossEntropy(ops)), new Sgd(0.1))
          .sampler(Sampler.random(IMAGES, BATCH, random))
          .iterations(WARM_UP + STRETCHES * STEPS)
          .listener(
              new TrainingListener() {
                private Map<Long, Long> before;

                @Override
                public void stepped(long iteration, double loss) {
                  if (iteration >= WARM_UP && iteration % STEPS == 0) {
                    Map<Long, Long> now = allocated();
                    // What a worker that has ended meanwhile allocated, nobody knows.
                    if (iteration > WARM_UP && now.keySet().containsAll(before.keySet())) {
                      least.accumulateAndGet(sum(now) - sum(before), Math::min);
                    }
                    before = allocated();
                  }
                }
              })
          .train(new ByteImages(pixels, labels, SIDE, SIDE, CLASSES));
    }
    System.out.println("bytes a step: " + least.get() / STEPS);
  }

  private static long sum(Map<Long, Long> bytes) {
    return bytes.values().stream().mapToLong(Long::longValue).sum();
  }

  /** Bytes by all threads that live, the workers among them. */
  private static Map<Long, Long> allocated() {
    ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    long[] ids = threads.getAllThreadIds();
    long[] bytes = threads.getThreadAllocatedBytes(ids);
    Map<Long, Long> ofThreads = new HashMap<>();
    for (int i = 0; i < ids.length; i++) {
      if (bytes[i] >= 0) { // else it has just ended
        ofThreads.put(ids[i], bytes[i]);
      }
    }
    return ofThreads;
  }
}
