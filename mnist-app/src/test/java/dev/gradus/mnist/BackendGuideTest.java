package dev.gradus.mnist;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** What docs/write-a-backend.md shows stands in the project that it walks through. */
class BackendGuideTest {
  private static final Path GUIDE = App.launcher().resolveSibling("docs/write-a-backend.md");
  private static final Pattern FENCED = Pattern.compile("(?ms)^```(\\w+)\\n(.*?)^```$");
  private static final Pattern LINK = Pattern.compile("\\]\\((?!http)([^)]+)\\)");

  private static String guide() throws IOException {
    return Files.readString(GUIDE, UTF_8);
  }

  /** The parts of fenced blocks; a line of an ellipsis parts them. */
  private static List<String> excerpts(String guide) {
    List<String> excerpts = new ArrayList<>();
    Matcher blocks = FENCED.matcher(guide);
    while (blocks.find()) {
      excerpts.addAll(List.of(blocks.group(2).split("(?m)^…$")));
    }
    return excerpts;
  }

  /** Those that stand in no file of the project. */
  private static List<String> drifted(List<String> excerpts) throws IOException {
    List<Path> files = new ArrayList<>(ToyProject.filesBelow(ToyProject.folder().resolve("src")));
    files.add(ToyProject.folder().resolve("pom.xml"));
    List<String> sources = new ArrayList<>();
    for (Path file : files) {
      sources.add(withoutSpace(Files.readString(file, UTF_8)));
    }
    return excerpts.stream()
        .filter(part -> sources.stream().noneMatch(source -> source.contains(withoutSpace(part))))
        .toList();
  }

  private static String withoutSpace(String text) {
    return text.replaceAll("\\s+", "");
  }

  @Test
  void everyExcerptIsTakenFromTheProject() throws IOException {
    List<String> excerpts = excerpts(guide());
    assertTrue(excerpts.size() >= 15, "excerpts found: " + excerpts.size());
    assertEquals(List.of(), drifted(excerpts));
  }

  @Test
  void anExcerptThatDriftedIsFound() throws IOException {
    String old = guide().replace("row[j] += factor", "row[j] -= factor");
    List<String> drifted = drifted(excerpts(old));
    assertEquals(1, drifted.size());
    assertTrue(drifted.get(0).contains("row[j] -= factor"));
  }

  @Test
  void itsLinksLeadSomewhere() throws IOException {
    Matcher links = LINK.matcher(guide());
    int found = 0;
    for (; links.find(); found++) {
      assertTrue(Files.exists(GUIDE.resolveSibling(links.group(1))), links.group(1));
    }
    assertTrue(found >= 3, "links found: " + found);
  }
}
