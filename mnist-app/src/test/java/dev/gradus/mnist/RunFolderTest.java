package dev.gradus.mnist;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RunFolderTest {
  private static final LocalDateTime TIME = LocalDateTime.of(2026, 2, 3, 4, 5, 6);

  @TempDir private Path folder;

  private static void write(Path file, String text) {
    try {
      Files.writeString(file, text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Test
  void aFolderOfTheTimeIsNumberedWhereTheNameIsTaken() {
    RunFolder run = RunFolder.ofTime(folder.resolve("runs"), TIME);
    run.requireWritable(List.of());
    assertEquals(Set.of(), TrainIT.namesIn(folder));
    for (int i = 0; i < 3; i++) {
      run.publish(staging -> write(staging.resolve("a"), "1"));
    }
    assertEquals(
        Set.of("2026-02-03_04-05-06", "2026-02-03_04-05-06-2", "2026-02-03_04-05-06-3"),
        TrainIT.namesIn(folder.resolve("runs")));
  }

  @Test
  void aWriterThatFailsLeavesNothing() throws IOException {
    Path old = Files.createDirectory(folder.resolve("old"));
    write(old.resolve("a"), "old");
    for (String name : new String[] {"new", "old"}) {
      assertThrows(
          IllegalStateException.class,
          () ->
              RunFolder.at(folder.resolve(name))
                  .publish(
                      staging -> {
                        write(staging.resolve("a"), "half");
                        throw new IllegalStateException("broken off");
                      }));
    }
    assertEquals(Set.of("old"), TrainIT.namesIn(folder));
    assertEquals(Set.of("a"), TrainIT.namesIn(old));
    assertEquals("old", Files.readString(old.resolve("a")));
  }

  @Test
  void aFolderInThePlaceOfAFileLeavesAllFilesAsTheyWere() throws IOException {
    Path old = Files.createDirectory(folder.resolve("old"));
    for (String name : new String[] {"a", "c"}) {
      write(old.resolve(name), "old");
    }
    Files.createDirectory(old.resolve("b"));
    RunFolder run = RunFolder.at(old);
    String message =
        assertThrows(
                UncheckedIOException.class,
                () ->
                    run.publish(
                        staging -> {
                          for (String name : new String[] {"a", "b", "c"}) {
                            write(staging.resolve(name), "new");
                          }
                        }))
            .getMessage();
    assertEquals("cannot write " + old + ": " + old.resolve("b") + " is a folder", message);
    assertEquals(Set.of("a", "b", "c"), TrainIT.namesIn(old));
    assertEquals("old", Files.readString(old.resolve("a")));
    assertEquals("old", Files.readString(old.resolve("c")));
  }

  @Test
  void whatCannotBeWrittenIsToldBeforehand() throws IOException {
    Path file = Files.writeString(folder.resolve("file"), "");
    for (Path out : new Path[] {file, file.resolve("a/b")}) {
      String message =
          assertThrows(
                  UncheckedIOException.class, () -> RunFolder.at(out).requireWritable(List.of()))
              .getMessage();
      assertTrue(message.startsWith("cannot write " + out + ": "), message);
      assertTrue(message.endsWith("is not a folder"), message);
    }
    RunFolder.at(folder.resolve("a/b/c")).requireWritable(List.of());
    assertEquals(Set.of("file"), TrainIT.namesIn(folder));
  }
}
