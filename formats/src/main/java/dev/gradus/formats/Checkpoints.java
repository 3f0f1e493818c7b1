package dev.gradus.formats;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.gradus.nn.train.Checkpointer;
import dev.gradus.nn.train.TrainingState;
import dev.gradus.tensor.TensorOps;
import java.io.UncheckedIOException;
import java.lang.System.Logger.Level;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;

/**
 * Checkpoints of one training in one folder: {@code checkpoint-000000001500}, after 1500 steps, is
 * a folder of {@code state.json} and {@code tensors.safetensors}, and of {@code SHA256SUMS}, by
 * which {@code sha256sum -c} tells whether they are intact.
 *
 * <pre>{@code
 * Checkpoints checkpoints =
 *     Checkpoints.in(folder, ops).keeping(2).withOptions(Map.of("learningRate", 0.1));
 * Trainer trainer = Trainer.of(objective, optimizer).checkpointing(checkpoints, 500);
 * checkpoints.latest().ifPresent(trainer::resuming);
 * trainer.train(data);
 * }</pre>
 *
 * <p>A checkpoint is written under a hidden name, forced to the disk and renamed, and older ones
 * are removed only after that. So whatever happens, a killed process or a full disk, costs no
 * checkpoint that was there before. A training whose save fails ends with that one error; where it
 * should rather go on, hoping that the next save succeeds, wrap this:
 *
 * <pre>{@code
 * Checkpointer patient = state -> {
 *   try {
 *     checkpoints.save(state);
 *   } catch (UncheckedIOException e) {
 *     log.warn(e.getMessage());
 *   }
 * };
 * }</pre>
 *
 * <p>Numbers come back bit for bit, also infinities and −0. The folder belongs to one training and
 * one process at a time. For one thread.
 */
public final class Checkpoints implements Checkpointer {
  static final String STATE = "state.json";
  static final String TENSORS = "tensors.safetensors";
  private static final int DEFAULT_KEPT = 3;
  private static final int LONGEST_OPTIONS = 1 << 16;

  private final Path folder;
  private final TensorOps ops;
  private final int kept;
  private final Optional<Map<String, Object>> options;
  private final Consumer<String> warn;
  private final CheckpointStore store;

  private Checkpoints(
      Path folder,
      TensorOps ops,
      int kept,
      Optional<Map<String, Object>> options,
      Consumer<String> warn) {
    this.folder = folder;
    this.ops = ops;
    this.kept = kept;
    this.options = options;
    this.warn = warn;
    this.store = new CheckpointStore(folder, Set.of(STATE, TENSORS));
  }

  /**
   * Checkpoints of which the newest three are kept. Warnings go to the {@link System.Logger} of
   * this class.
   *
   * @param folder made by the first save if it does not exist
   * @param ops what the training computes with
   * @return the checkpoints
   */
  public static Checkpoints in(Path folder, TensorOps ops) {
    System.Logger log = System.getLogger(Checkpoints.class.getName());
    return new Checkpoints(
        folder, ops, DEFAULT_KEPT, Optional.empty(), text -> log.log(Level.WARNING, text));
  }

  /**
   * Keeps another number.
   *
   * @param newest how many of the newest stay after a save, at least 1; two or more leave one to go
   *     back to where a disk damages the newest
   * @return new checkpoints of the same folder
   * @throws IllegalArgumentException if the number is below 1
   */
  public Checkpoints keeping(int newest) {
    if (newest < 1) {
      throw new IllegalArgumentException("checkpoints: expected to keep at least 1, got " + newest);
    }
    return new Checkpoints(folder, ops, newest, options, warn);
  }

  /**
   * Sends warnings elsewhere: of each checkpoint that is damaged, and of each that could not be
   * removed.
   *
   * @param to gets a line of text
   * @return new checkpoints of the same folder
   */
  public Checkpoints warning(Consumer<String> to) {
    return new Checkpoints(folder, ops, kept, options, to);
  }

  /**
   * Keeps with each checkpoint the options of the run, and refuses to go on with others: name those
   * that change the bits, and leave out those that may change, such as the number of iterations.
   *
   * @param ofTheRun JSON as in {@link Json#write}, at most 64 KiB; copied
   * @return new checkpoints of the same folder
   * @throws IllegalArgumentException if they are no JSON, or too large
   */
  public Checkpoints withOptions(Map<String, ?> ofTheRun) {
    byte[] text = JsonText.write(ofTheRun, false).getBytes(UTF_8);
    if (text.length > LONGEST_OPTIONS) {
      throw new IllegalArgumentException(
          "checkpoints: expected options of at most %d bytes of JSON, got %d; keep them elsewhere"
              .formatted(LONGEST_OPTIONS, text.length));
    }
    // As they will be read back, so that the integer 1 equals the long 1.
    return new Checkpoints(folder, ops, kept, Optional.of(JsonText.parseObject(text)), warn);
  }

  /**
   * Saves a checkpoint, then removes those that are no longer kept, damaged ones, and what a killed
   * save left behind. One of the same iteration is replaced.
   *
   * @param state not modified
   * @throws UncheckedIOException if it cannot be written, as on a full disk: {@code cannot save
   *     …/checkpoint-000000001500: No space left on device}. All others are then as they were, and
   *     the next save may succeed
   * @throws IllegalStateException if there is an intact checkpoint of a later iteration, which can
   *     only be of another training; nothing is changed
   */
  @Override
  public void save(TrainingState state) {
    CheckpointWriter writer = new CheckpointWriter(ops);
    String json = JsonText.write(writer.write(state, options.orElse(Map.of())), true);
    Map<String, AtomicFiles.Content> files = new LinkedHashMap<>();
    files.put(STATE, out -> out.write(json.getBytes(UTF_8)));
    files.put(TENSORS, writer.tensors()::writeTo);
    store.save(state.iteration(), files);
    store.removeAllBut(kept, warn);
  }

  /**
   * The newest checkpoint that is intact. Each damaged one on the way is warned of by name. Nothing
   * in the folder is changed.
   *
   * @return the state, whose tensors belong to the caller's open scope; empty if there is no
   *     checkpoint
   * @throws MalformedFileException if there are checkpoints, but none is intact; names them all
   * @throws IllegalArgumentException if the newest intact one was saved with other options or in
   *     another precision
   */
  public Optional<TrainingState> latest() {
    return newestIntact(
        (checkpoint, reader) -> {
          requireSameRun(checkpoint, reader);
          return reader.state(ops);
        });
  }

  /**
   * The options in the newest checkpoint that is intact: for making the training that goes on as
   * the one that was saved.
   *
   * @return as {@link Json#read} gives them, empty if none were given; empty if there is no
   *     checkpoint
   * @throws MalformedFileException if there are checkpoints, but none is intact; names them all
   */
  public Optional<Map<String, Object>> savedOptions() {
    return newestIntact((checkpoint, reader) -> reader.options());
  }

  /**
   * All checkpoints, damaged ones too.
   *
   * @return their folders, the newest first
   * @throws UncheckedIOException if the folder cannot be read
   */
  public List<Path> folders() {
    return store.newestFirst();
  }

  private interface Use<T> {
    T of(Path checkpoint, CheckpointReader reader);
  }

  private <T> Optional<T> newestIntact(Use<T> use) {
    List<String> refusals = new ArrayList<>();
    for (Path checkpoint : store.newestFirst()) {
      try {
        store.verify(checkpoint);
        return Optional.of(use.of(checkpoint, new CheckpointReader(checkpoint)));
      } catch (MalformedFileException | UncheckedIOException e) {
        refusals.add(e.getMessage());
        warn.accept("checkpoint refused: " + e.getMessage());
      }
    }
    if (!refusals.isEmpty()) {
      throw new MalformedFileException(
          folder.toString(), "no checkpoint is intact: " + String.join("; ", refusals));
    }
    return Optional.empty();
  }

  private void requireSameRun(Path checkpoint, CheckpointReader reader) {
    if (reader.precision() != ops.precision()) {
      throw new IllegalArgumentException(
          "resume: %s is of a training in %s, but this one is in %s"
              .formatted(checkpoint, reader.precision(), ops.precision()));
    }
    options.ifPresent(
        own -> {
          Map<String, Object> saved = reader.options();
          Set<String> names = new TreeSet<>(own.keySet());
          names.addAll(saved.keySet());
          List<String> others = new ArrayList<>();
          for (String name : names) {
            if (!Objects.equals(own.get(name), saved.get(name))) {
              others.add("%s %s, now %s".formatted(name, saved.get(name), own.get(name)));
            }
          }
          if (!others.isEmpty()) {
            throw new IllegalArgumentException(
                "resume: %s is of a training with other options: %s; give the same, or choose"
                        .formatted(checkpoint, String.join("; ", others))
                    + " another folder");
          }
        });
  }
}
