package dev.gradus.formats;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.gradus.nn.data.Augmentation;
import dev.gradus.nn.data.AugmentedImages;
import dev.gradus.nn.data.ByteImages;
import dev.gradus.nn.data.LabelledDataset;
import dev.gradus.nn.data.Sampler;
import dev.gradus.nn.init.Initializer;
import dev.gradus.nn.layer.Affine;
import dev.gradus.nn.layer.BatchNorm1d;
import dev.gradus.nn.layer.Dropout;
import dev.gradus.nn.layer.Relu;
import dev.gradus.nn.layer.Sequential;
import dev.gradus.nn.loss.Objective;
import dev.gradus.nn.loss.SoftmaxCrossEntropy;
import dev.gradus.nn.optim.Adam;
import dev.gradus.nn.optim.Optimizer;
import dev.gradus.nn.random.RandomSource;
import dev.gradus.nn.schedule.LinearWarmup;
import dev.gradus.nn.schedule.ReduceOnPlateau;
import dev.gradus.nn.train.Checkpointer;
import dev.gradus.nn.train.EarlyStopping;
import dev.gradus.nn.train.History;
import dev.gradus.nn.train.Measurement;
import dev.gradus.nn.train.Trainer;
import dev.gradus.nn.train.TrainingListener;
import dev.gradus.tensor.Precision;
import dev.gradus.tensor.Tensor;
import dev.gradus.tensor.TensorOps;
import dev.gradus.tensor.reference.ReferenceOps;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.Map;
import java.util.Random;

/**
 * A training with everything that a resume could get wrong: augmented images, shuffled and read
 * ahead on a thread; dropout; batch normalisation; Adam, a warm-up and a plateau; early stopping.
 * Its main method is what the tests kill.
 */
final class InterruptedTraining {
  static final int CHECKPOINT_EVERY = 1;

  private static final int IMAGES = 60;
  private static final int BATCH = 8;
  private static final int SIDE = 8;
  private static final int CLASSES = 3;
  private static final int HIDDEN = 400;

  private final TensorOps ops = new ReferenceOps(Precision.F32);
  private final Sequential network;
  private final Trainer trainer;
  private final LabelledDataset data;

  InterruptedTraining(long seed, long iterations) {
    RandomSource random = RandomSource.ofSeed(seed);
    network =
        Sequential.of(
            Affine.of(ops, SIDE * SIDE, HIDDEN, Initializer.he(), random.at("a")),
            BatchNorm1d.of(ops, HIDDEN),
            new Relu(ops),
            new Dropout(ops, 0.3),
            Affine.of(ops, HIDDEN, CLASSES, Initializer.he(), random.at("b")));
    Optimizer optimizer =
        Optimizer.builder(ops, network.parameters(), new Adam(0.003))
            .schedule(new LinearWarmup(10).then(new ReduceOnPlateau(0.5, 1)))
            .build();
    ByteImages images = images(seed);
    data = AugmentedImages.of(images, Augmentation.none().shifted(1).rotated(15), random);
    trainer =
        Trainer.of(new Objective(ops, network, new SoftmaxCrossEntropy(ops)), optimizer)
            .random(random)
            .sampler(Sampler.shuffled(IMAGES, BATCH, random))
            .readingAhead(2)
            .iterations(iterations)
            .measuring("validation", images(seed + 1))
            .monitoring("validation")
            .earlyStopping(EarlyStopping.of(1_000_000));
  }

  private static ByteImages images(long seed) {
    byte[] pixels = new byte[IMAGES * SIDE * SIDE];
    byte[] labels = new byte[IMAGES];
    Random random = new Random(seed);
    random.nextBytes(pixels);
    for (int i = 0; i < IMAGES; i++) {
      labels[i] = (byte) random.nextInt(CLASSES);
    }
    return new ByteImages(pixels, labels, SIDE, SIDE, CLASSES);
  }

  Checkpoints checkpoints(Path folder) {
    return Checkpoints.in(folder, ops);
  }

  Trainer trainer() {
    return trainer;
  }

  /** Trains to the end; a hash of every bit that came out. */
  String train() {
    History history = trainer.train(data);
    MessageDigest digest = Checksums.sha256();
    network.parameters().forEach((name, p) -> add(digest, name, p.value()));
    network.state().forEach((name, tensor) -> add(digest, name, tensor));
    add(digest, history.losses());
    for (Measurement m : history.measurements()) {
      digest.update(m.dataset().getBytes(UTF_8));
      add(digest, (double) m.iteration(), m.loss(), m.accuracy());
    }
    return Checksums.hex(digest);
  }

  private void add(MessageDigest digest, String name, Tensor tensor) {
    digest.update(name.getBytes(UTF_8));
    add(digest, ops.doubles(tensor));
  }

  private static void add(MessageDigest digest, double... values) {
    ByteBuffer bytes = ByteBuffer.allocate(values.length * Double.BYTES);
    for (double value : values) {
      bytes.putDouble(value);
    }
    digest.update(bytes.array());
  }

  /**
   * Goes on from the newest checkpoint, and says on standard output where it stands: what it has
   * said, a kill does not take back.
   *
   * @param args the folder, the seed, the iterations, and what to do when a save fails: {@code
   *     stop} or {@code go-on}
   */
  public static void main(String[] args) {
    InterruptedTraining training =
        new InterruptedTraining(Long.parseLong(args[1]), Long.parseLong(args[2]));
    Checkpoints checkpoints =
        training
            .checkpoints(Path.of(args[0]))
            .withOptions(Map.of("seed", args[1]))
            .keeping(2)
            .warning(text -> say("warning", text));
    boolean goesOn = args[3].equals("go-on");
    Checkpointer speaking =
        state -> {
          try {
            checkpoints.save(state);
            say("saved", state.iteration());
          } catch (UncheckedIOException e) {
            say("failed", e.getMessage());
            if (!goesOn) {
              throw e;
            }
          }
        };
    training
        .trainer()
        .checkpointing(speaking, CHECKPOINT_EVERY)
        .listener(
            new TrainingListener() {
              @Override
              public void stepped(long iteration, double loss) {
                say("step", iteration);
              }
            });
    checkpoints.latest().ifPresent(training.trainer()::resuming);
    say("ready", "");
    try {
      say("done", training.train());
    } catch (UncheckedIOException e) {
      say("ended", e.getMessage());
    }
  }

  private static void say(String what, Object more) {
    System.out.println(what + " " + more);
    System.out.flush();
  }
}
