package dev.gradus.formats;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AtomicFilesTest {
  @TempDir Path folder;

  private long filesInFolder() throws IOException {
    try (var files = Files.list(folder)) {
      return files.count();
    }
  }

  @Test
  void aFailedWriteLeavesTheOldFileAndNothingElse() throws IOException {
    Path file = folder.resolve("file");
    AtomicFiles.write(file, "old");
    UncheckedIOException full =
        assertThrows(
            UncheckedIOException.class,
            () ->
                AtomicFiles.write(
                    file,
                    out -> {
                      out.write(new byte[100_000]);
                      throw new IOException("No space left on device");
                    }));
    assertEquals("cannot write " + file + ": No space left on device", full.getMessage());
    assertThrows(
        IllegalArgumentException.class,
        () -> Csv.write(file, List.of("a", "b"), List.of(List.of("1"))));
    assertEquals("old", Files.readString(file));
    assertEquals(1, filesInFolder());
    AtomicFiles.write(file, "new");
    assertEquals("new", Files.readString(file));
    assertEquals(1, filesInFolder());
  }

  @Test
  void namesFoldersThatCannotBeWritten() throws IOException {
    Path missing = folder.resolve("missing").resolve("file");
    assertEquals(
        "cannot write " + missing + ": no such folder: " + missing.getParent(),
        assertThrows(UncheckedIOException.class, () -> AtomicFiles.write(missing, ""))
            .getMessage());
    assertEquals(
        "cannot write " + folder + ": is a folder",
        assertThrows(UncheckedIOException.class, () -> AtomicFiles.write(folder, "")).getMessage());
  }

  @Test
  void csvQuotesOnlyWhatNeedsIt() throws IOException {
    Path file = folder.resolve("history.csv");
    Csv.write(
        file, List.of("iteration", "loss"), List.of(List.of("1", ""), List.of("a,b", "\"q\"")));
    assertEquals("iteration,loss\n1,\n\"a,b\",\"\"\"q\"\"\"\n", Files.readString(file));
    assertEquals(
        "CSV: row 2 has 1 fields, the header has 2",
        assertThrows(
                IllegalArgumentException.class,
                () -> Csv.write(file, List.of("a", "b"), List.of(List.of("1", "2"), List.of("3"))))
            .getMessage());
  }

  @Test
  void jsonKeepsOrderAndReadsBack() throws IOException {
    Path file = folder.resolve("summary.json");
    Map<String, Object> object = new LinkedHashMap<>();
    object.put("z", 0.1);
    object.put("a", List.of(1L, "<é>", true));
    object.put("nan", Double.NaN);
    Json.write(file, object);
    assertEquals(
        "{\n  \"z\": 0.1,\n  \"a\": [\n    1,\n    \"<é>\",\n    true\n  ],\n  \"nan\": null\n}\n",
        Files.readString(file));
    object.put("nan", null);
    assertEquals(object, Json.read(file));
    assertThrows(IllegalArgumentException.class, () -> Json.write(file, Map.of("x", new Object())));
    assertEquals(object, Json.read(file));
  }

  @Test
  void jsonIsReadStrictly() {
    Path file = folder.resolve("bad.json");
    AtomicFiles.write(file, "{\"a\":1,\"a\":2}");
    Messages.assertMalformed(file + ": duplicate name 'a'", () -> Json.read(file));
    AtomicFiles.write(file, "[]");
    Messages.assertMalformed(file + ": not a JSON object", () -> Json.read(file));
    AtomicFiles.write(file, new byte[] {'{', (byte) 0xff, '}'});
    Messages.assertMalformed(file + ": not UTF-8 text", () -> Json.read(file));
    AtomicFiles.write(file, "{\"a\":".repeat(100_000));
    assertThrows(MalformedFileException.class, () -> Json.read(file));
    for (String text : List.of("", "{'a':1}", "{} x", "{\"a\":NaN}", "{\"a\":01}")) {
      AtomicFiles.write(file, text);
      assertThrows(MalformedFileException.class, () -> Json.read(file), text);
    }
  }
}
