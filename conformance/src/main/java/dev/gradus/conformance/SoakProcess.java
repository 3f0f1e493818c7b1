package dev.gradus.conformance;

import dev.gradus.backend.Backend;
import dev.gradus.nn.init.Initializer;
import dev.gradus.nn.layer.Activation;
import dev.gradus.nn.layer.Mode;
import dev.gradus.nn.layer.Sequential;
import dev.gradus.nn.loss.Objective;
import dev.gradus.nn.loss.SoftmaxCrossEntropy;
import dev.gradus.nn.loss.Target;
import dev.gradus.nn.optim.Momentum;
import dev.gradus.nn.optim.Optimizer;
import dev.gradus.nn.random.RandomSource;
import dev.gradus.tensor.Scope;
import dev.gradus.tensor.Shape;
import dev.gradus.tensor.Tensor;
import dev.gradus.tensor.TensorOps;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;

/** Trains for many steps, and measures what memory the process holds before and after. */
final class SoakProcess {
  /** Every extent, so that no tensor of a step is smaller. */
  static final int WIDTH = 32;

  private static final int MOST_COLLECTIONS = 200;
  private static final int SETTLED = 10;
  private static final int NOISE = 1 << 10;

  /** In bytes. */
  record Memory(long heap, long outside, long resident) {
    /** Where the backend declares no count, or the system tells no size. */
    static final long UNKNOWN = -1;

    static Memory parse(String line) {
      String[] words = line.split(" ");
      return new Memory(
          Long.parseLong(words[0]), Long.parseLong(words[1]), Long.parseLong(words[2]));
    }

    @Override
    public String toString() {
      return "%d %d %d".formatted(heap, outside, resident);
    }
  }

  private SoakProcess() {}

  /**
   * Says the memory at first, and after each part.
   *
   * @param arguments the backend's class, the precision, and the steps of each part
   */
  public static void main(String[] arguments)
      throws ReflectiveOperationException, IOException, InterruptedException {
    try (Subject subject = FreshProcess.open(arguments[0], arguments[1])) {
      Training training = new Training(subject.ops());
      // To measure and to print loads classes, which stay: so this is done once before.
      FreshProcess.say(measure(subject.backend()).toString());
      for (int i = 2; i < arguments.length; i++) {
        int steps = Integer.parseInt(arguments[i]);
        for (int step = 0; step < steps; step++) {
          training.step();
        }
        FreshProcess.say(measure(subject.backend()).toString());
      }
    }
  }

  private static Memory measure(Backend backend) throws IOException, InterruptedException {
    long heap = Long.MAX_VALUE;
    int settled = 0;
    for (int i = 0; i < MOST_COLLECTIONS && settled < SETTLED; i++) {
      System.gc();
      Thread.sleep(20); // for threads that clear up what the collector has found
      long used = Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory();
      settled = used < heap - NOISE ? 0 : settled + 1;
      heap = Math.min(heap, used);
    }
    return new Memory(heap, backend.nativeBytes().orElse(Memory.UNKNOWN), resident());
  }

  private static long resident() throws IOException {
    Path status = Path.of("/proc/self/status");
    if (Files.isReadable(status)) {
      for (String line : Files.readAllLines(status)) {
        if (line.startsWith("VmRSS:")) {
          return Long.parseLong(line.replaceAll("\\D", "")) * 1024;
        }
      }
    }
    return Memory.UNKNOWN;
  }

  private static final class Training {
    private final TensorOps ops;
    private final Objective objective;
    private final Optimizer optimizer;
    private final Tensor x;
    private final int[] labels = new int[WIDTH];

    Training(TensorOps ops) {
      this.ops = ops;
      RandomSource random = RandomSource.ofSeed(Conformance.SEED).at("soak");
      Sequential network =
          Sequential.perceptron(
              ops, List.of(WIDTH, WIDTH, WIDTH), Activation.TANH, Initializer.xavier(), random);
      this.objective = new Objective(ops, network, new SoftmaxCrossEntropy(ops));
      this.optimizer = Optimizer.of(ops, network.parameters(), new Momentum(0.01, 0.9));
      double[] values = new double[WIDTH * WIDTH];
      Arrays.setAll(values, random::normal);
      this.x = ops.tensor(Shape.of(WIDTH, WIDTH), values);
      Arrays.setAll(labels, i -> random.below(WIDTH, i));
    }

    void step() {
      try (Scope scope = ops.scope()) {
        optimizer.step(objective.gradients(x, Target.labels(labels), Mode.inference()).gradients());
      }
    }
  }
}
