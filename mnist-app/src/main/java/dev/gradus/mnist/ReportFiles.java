package dev.gradus.mnist;

import dev.gradus.formats.AtomicFiles;
import dev.gradus.formats.Json;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;

/** The files of a conformance report, in the folder that the user named. */
final class ReportFiles {
  private static final String HTML = "conformance.html";
  private static final String MARKDOWN = "conformance.md";
  private static final String JSON = "conformance.json";

  private final Path folder;

  ReportFiles(Path folder) {
    this.folder = folder;
  }

  /**
   * Makes sure, before anybody waits for the rules, that the report can be written.
   *
   * @throws UncheckedIOException if it cannot
   */
  void requireWritable() {
    Writable.requireFolder(folder, folder);
    for (String name : List.of(HTML, MARKDOWN, JSON)) {
      Writable.requireNoFolder(folder.resolve(name));
    }
  }

  /**
   * Writes the report; files that are there already are replaced.
   *
   * @throws UncheckedIOException if it cannot be written
   */
  void write(ReportPage page) {
    Writable.makeFoldersOf(folder.resolve(HTML));
    AtomicFiles.write(folder.resolve(HTML), new ReportHtml(page).toString());
    AtomicFiles.write(folder.resolve(MARKDOWN), new ReportMarkdown(page).toString());
    Json.write(folder.resolve(JSON), new ReportJson(page).asMap());
  }

  /** Where they are. */
  @Override
  public String toString() {
    return "%s, %s, %s".formatted(folder.resolve(HTML), MARKDOWN, JSON);
  }
}
