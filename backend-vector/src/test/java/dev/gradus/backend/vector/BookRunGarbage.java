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
import java.util.List;

/** The main class of a JVM that says how many bytes of heap a step of the book run takes. */
final class BookRunGarbage {
  private static final int IMAGES = 60_000;
  private static final int SIDE = 28;
  private static final int CLASSES = 10;
  private static final int BATCH = 100;
  private static final int WARM_UP = 2000;
  private static final int STEPS = 1000;

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
    long[] allocated = new long[2];
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
          .iterations(WARM_UP + STEPS)
          .listener(
              new TrainingListener() {
                @Override
                public void stepped(long iteration, double loss) {
                  if (iteration == WARM_UP) {
                    allocated[0] = allocated();
                  } else if (iteration == WARM_UP + STEPS) {
                    allocated[1] = allocated();
                  }
                }
              })
          .train(new ByteImages(pixels, labels, SIDE, SIDE, CLASSES));
    }
    System.out.println("bytes a step: " + (allocated[1] - allocated[0]) / STEPS);
  }

  /** By all threads that live, the workers among them. */
  private static long allocated() {
    ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    long sum = 0;
    for (long bytes : threads.getThreadAllocatedBytes(threads.getAllThreadIds())) {
      sum += Math.max(0, bytes); // -1 for one that has ended meanwhile
    }
    return sum;
  }
}
