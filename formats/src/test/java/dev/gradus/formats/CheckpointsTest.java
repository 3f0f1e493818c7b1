package dev.gradus.formats;

import static dev.gradus.formats.Messages.assertMalformed;
import static dev.gradus.formats.TrainingStates.after;
import static dev.gradus.formats.TrainingStates.assertSame;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.gradus.tensor.Precision;
import dev.gradus.tensor.TensorOps;
import dev.gradus.tensor.reference.ReferenceOps;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CheckpointsTest {
  private final TensorOps ops = new ReferenceOps(Precision.F32);
  private final List<String> warnings = new ArrayList<>();
  @TempDir Path folder;

  private Checkpoints checkpoints() {
    return Checkpoints.in(folder, ops).warning(warnings::add);
  }

  private List<String> names() throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.map(file -> file.getFileName().toString()).sorted().toList();
    }
  }

  private static String name(int iteration) {
    return "checkpoint-%012d".formatted(iteration);
  }

  private Path file(int iteration, String name) {
    return folder.resolve(name(iteration)).resolve(name);
  }

  @Test
  void whatIsReadHasTheBitsOfWhatWasSavedInBothPrecisions() {
    for (Precision precision : Precision.values()) {
      TensorOps ops = new ReferenceOps(precision);
      Checkpoints checkpoints = Checkpoints.in(folder.resolve(precision.name()), ops);
      assertEquals(Optional.empty(), checkpoints.latest());
      for (int iteration : new int[] {0, 1, 8, 25}) {
        checkpoints.save(after(iteration, ops));
        assertSame(ops, after(iteration, ops), checkpoints.latest().orElseThrow());
      }
    }
  }

  @Test
  void keepsTheNewestAndNothingElse() throws IOException {
    Checkpoints two = checkpoints().keeping(2);
    Path mine = Files.writeString(folder.resolve("history.csv"), "mine");
    for (int iteration = 1; iteration <= 4; iteration++) {
      two.save(after(iteration, ops));
    }
    assertEquals(List.of(name(3), name(4), "history.csv"), names());
    assertEquals("mine", Files.readString(mine));
    assertEquals(List.of(folder.resolve(name(4)), folder.resolve(name(3))), two.folders());
    assertEquals(
        "checkpoints: expected to keep at least 1, got 0",
        assertThrows(IllegalArgumentException.class, () -> two.keeping(0)).getMessage());
    assertEquals(List.of(), warnings);
  }

  @Test
  void aCheckpointOfTheSameIterationIsReplaced() throws IOException {
    Checkpoints one = checkpoints().keeping(1);
    one.withOptions(Map.of("run", 1)).save(after(5, ops));
    one.withOptions(Map.of("run", 2)).save(after(5, ops));
    assertEquals(List.of(name(5)), names());
    assertEquals(Optional.of(Map.of("run", 2L)), one.savedOptions());
  }

  @Test
  void whatAKilledSaveLeftBehindIsIgnoredAndRemovedByTheNext() throws IOException {
    checkpoints().save(after(1, ops));
    Path partial = Files.createDirectory(folder.resolve("." + name(2) + ".partial"));
    Files.writeString(partial.resolve("state.json"), "{");
    Path removed = Files.createDirectory(folder.resolve("." + name(0) + ".old"));
    Files.writeString(removed.resolve("state.json"), "{}");
    assertEquals(1, checkpoints().latest().orElseThrow().iteration());
    assertEquals(List.of(), warnings);
    checkpoints().save(after(3, ops));
    assertEquals(List.of(name(1), name(3)), names());
  }

  @Test
  void aCheckpointThatWasBeingReplacedWhenTheProcessDiedStillCounts() throws IOException {
    checkpoints().save(after(4, ops));
    Files.move(folder.resolve(name(4)), folder.resolve("." + name(4) + ".old"));
    assertSame(ops, after(4, ops), checkpoints().latest().orElseThrow());
    checkpoints().save(after(5, ops));
    assertEquals(List.of(name(4), name(5)), names());
  }

  @Test
  void aDamagedOneIsRefusedByNameAndTheOneBeforeIsUsed() throws IOException {
    for (int iteration = 1; iteration <= 3; iteration++) {
      checkpoints().save(after(iteration, ops));
    }
    byte[] tensors = Files.readAllBytes(file(3, "tensors.safetensors"));
    tensors[tensors.length / 2] ^= 1;
    Files.write(file(3, "tensors.safetensors"), tensors);
    Files.delete(file(2, "state.json"));
    assertEquals(1, checkpoints().latest().orElseThrow().iteration());
    assertEquals(2, warnings.size());
    String start =
        "checkpoint refused: " + file(3, "tensors.safetensors") + ": damaged or cut short";
    assertTrue(warnings.get(0).startsWith(start), warnings.get(0));
    assertEquals(
        "checkpoint refused: " + file(2, "state.json") + ": no such file", warnings.get(1));

    Files.write(file(1, "SHA256SUMS"), new byte[0]);
    String message =
        assertThrows(MalformedFileException.class, () -> checkpoints().latest()).getMessage();
    assertTrue(message.startsWith(folder + ": no checkpoint is intact: "), message);
    for (int iteration = 1; iteration <= 3; iteration++) {
      assertTrue(message.contains(folder.resolve(name(iteration)).toString()), message);
    }
    assertEquals(1, message.lines().count());
  }

  @Test
  void damagedOnesAreRemovedAndDoNotCountAmongThoseThatAreKept() throws IOException {
    Checkpoints two = checkpoints().keeping(2);
    two.save(after(1, ops));
    two.save(after(2, ops));
    Files.write(file(2, "state.json"), new byte[3]);
    Path later = Files.createDirectory(folder.resolve(name(9)));
    Files.writeString(later.resolve("state.json"), "{}");
    checkpoints().keeping(2).save(after(3, ops));
    assertEquals(List.of(name(1), name(3)), names());
  }

  @Test
  void aTrainingThatBeginsAnewDoesNotMixItsCheckpointsWithLaterOnesOfAnother() throws IOException {
    checkpoints().save(after(8, ops));
    assertEquals(
        "checkpoint: expected no later one than iteration 2 in %s, found %s;"
                .formatted(folder, name(8))
            + " resume that training, remove its checkpoints, or choose another folder",
        assertThrows(IllegalStateException.class, () -> checkpoints().save(after(2, ops)))
            .getMessage());
    assertEquals(List.of(name(8)), names());
  }

  @Test
  void otherOptionsAreRefusedByName() {
    Checkpoints first =
        checkpoints().withOptions(Map.of("batch", 100, "rate", 0.1, "layers", List.of(784, 10)));
    first.save(after(1, ops));
    assertEquals(1, first.latest().orElseThrow().iteration());
    assertEquals(1, checkpoints().latest().orElseThrow().iteration());
    assertEquals(
        Optional.of(Map.of("batch", 100L, "rate", 0.1, "layers", List.of(784L, 10L))),
        checkpoints().savedOptions());
    assertEquals(
        "resume: %s is of a training with other options: batch 100, now null; rate 0.1, now 0.2;"
                .formatted(folder.resolve(name(1)))
            + " seed null, now 3; give the same, or choose another folder",
        assertThrows(
                IllegalArgumentException.class,
                () ->
                    checkpoints()
                        .withOptions(Map.of("rate", 0.2, "layers", List.of(784, 10), "seed", 3))
                        .latest())
            .getMessage());
    assertEquals(
        "checkpoints: expected options of at most 65536 bytes of JSON, got 70008; keep them"
            + " elsewhere",
        assertThrows(
                IllegalArgumentException.class,
                () -> checkpoints().withOptions(Map.of("a", "b".repeat(70_000))))
            .getMessage());
  }

  @Test
  void anotherPrecisionIsRefusedBecauseItWouldRound() {
    checkpoints().save(after(1, ops));
    Checkpoints wide = Checkpoints.in(folder, new ReferenceOps(Precision.F64));
    assertEquals(
        "resume: %s is of a training in f32, but this one is in f64"
            .formatted(folder.resolve(name(1))),
        assertThrows(IllegalArgumentException.class, wide::latest).getMessage());
  }

  @Test
  void aSaveThatFailsNamesTheCheckpointAndLeavesTheOthers() throws IOException {
    Path file = Files.writeString(folder.resolve("file"), "");
    UncheckedIOException refused =
        assertThrows(
            UncheckedIOException.class, () -> Checkpoints.in(file, ops).save(after(1, ops)));
    assertEquals(
        "cannot save %s: not a folder: %s".formatted(file.resolve(name(1)), file),
        refused.getMessage());
    assertTrue(Files.exists(file));
  }

  /**
   * Rewrites a file of a checkpoint, and its sums to match: what is left are the reader's checks.
   */
  private void forge(int iteration, String name, String from, String to) throws IOException {
    String text = Files.readString(file(iteration, name));
    assertTrue(text.contains(from), text);
    Files.writeString(file(iteration, name), text.replace(from, to));
    Forgery.renewSums(folder.resolve(name(iteration)));
  }

  private void assertForgeryRefused(String from, String to, String name, String problem)
      throws IOException {
    checkpoints().save(after(8, ops));
    forge(8, "state.json", from, to);
    assertMalformed(
        "%s: no checkpoint is intact: %s: %s".formatted(folder, file(8, name), problem),
        () -> checkpoints().latest());
  }

  @Test
  void contentThatContradictsItselfIsRefusedEvenWhereTheSumsAreRight() throws IOException {
    String tensors = "tensors.safetensors";
    assertForgeryRefused(
        "\"1.weight\": [", "\"2.weight\": [", tensors, "tensor 'parameters/2.weight' is missing");
    assertForgeryRefused(
        "\"0.bias\": [\n        7",
        "\"0.bias\": [\n        8",
        tensors,
        "tensor 'parameters/0.bias': expected shape [8], found [7]");
    assertForgeryRefused(
        "\"best.layerState\": {},", "", "state.json", "no tensors 'best.layerState'");
    assertForgeryRefused(
        "\"value\": ",
        "\"value\": NaN, \"worth\": ",
        "state.json",
        "not JSON (line 27, column 14)");
    assertForgeryRefused(
        "\"factor\": 0.1",
        "\"factor\": \"NaN\"",
        "state.json",
        "plateau: factor: expected a number above 0 and at most 1, got NaN");
    assertForgeryRefused(
        "\"samples\": 800",
        "\"samples\": -1",
        "state.json",
        "'samples': expected an integer from 0, found -1");
    assertForgeryRefused(
        "\"iteration\": 8,\n  \"s",
        "\"iteration\": 9,\n  \"s",
        "state.json",
        "of iteration 9 in a folder of iteration 8");
    assertForgeryRefused(
        "\"version\": 1",
        "\"version\": 2",
        "state.json",
        "checkpoint version 2, but this Gradus reads version 1");
    assertForgeryRefused(
        "gradus-checkpoint",
        "gradus-model",
        "state.json",
        "not a checkpoint: no format gradus-checkpoint");
    assertForgeryRefused(
        "\"houses\"",
        "1",
        "state.json",
        "measurement 1: iteration 2.0 of data set 0.0 among [1, validation]");
  }

  @Test
  void tensorsOfAnotherPrecisionOrOfNothingAreRefused() throws IOException {
    checkpoints().save(after(8, ops));
    Path file = file(8, "tensors.safetensors");
    Map<String, StoredTensor> tensors = new LinkedHashMap<>(Safetensors.read(file).tensors());
    StoredTensor bias = tensors.get("parameters/0.bias");
    tensors.put("parameters/0.bias", StoredTensor.of(bias.shape(), bias.doubles()));
    new Safetensors(tensors, Map.of()).write(file);
    Forgery.renewSums(file.getParent());
    String start = folder + ": no checkpoint is intact: " + file + ": ";
    assertMalformed(
        start + "tensor 'parameters/0.bias': expected f32, found f64",
        () -> checkpoints().latest());
    tensors.put("parameters/0.bias", bias);
    tensors.put("parameters/9.bias", bias);
    new Safetensors(tensors, Map.of()).write(file);
    Forgery.renewSums(file.getParent());
    assertMalformed(
        start + "tensors that belong to nothing: [parameters/9.bias]",
        () -> checkpoints().latest());
    assertFalse(warnings.isEmpty());
  }
}
