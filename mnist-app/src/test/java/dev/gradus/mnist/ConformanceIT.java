package dev.gradus.mnist;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.gradus.formats.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;
import org.w3c.dom.Document;

/** {@code mnist conformance} as a user runs it. */
class ConformanceIT {
  @TempDir private Path folder;
  private App app;

  @BeforeEach
  void prepare() {
    app = new App(folder);
  }

  /** Adds the backends of the tests as a jar on the class path would. */
  private void bringBackends(Class<?>... backends) throws IOException {
    Path service = folder.resolve("brought").resolve(ToyProject.SERVICE_FILE);
    Files.createDirectories(service.getParent());
    Files.write(service, Stream.of(backends).map(Class::getName).toList());
    app.classPath(folder.resolve("brought"));
    app.classPath(
        Path.of(
            LopsidedBackend.class.getProtectionDomain().getCodeSource().getLocation().getPath()));
  }

  @Test
  void allBackendsPassInOneTableAndInEveryForm() throws Exception {
    String out = app.run("conformance", "--all", "--report", "made/report").mustSucceed().out();
    assertTrue(out.startsWith("not run: vector: "), out);
    assertTrue(out.contains("Conformance of ejml, nd4j, reference\n"), out);
    assertTrue(out.contains("nd4j, not promised: bits_threads_01 (f32, f64): "), out);
    assertTrue(out.contains("\nAll passed.\n"), out);
    assertTrue(out.contains("54 of 54 operations have a rule; "), out);
    List<String> table = out.lines().skip(2).takeWhile(line -> !line.startsWith("[")).toList();
    assertTrue(table.size() > 250, out);
    assertTrue(table.stream().allMatch(line -> line.length() <= 120), out);
    Path made = folder.resolve("made/report");
    assertEquals(
        Set.of("conformance.html", "conformance.json", "conformance.md"), TrainIT.namesIn(made));
    Map<String, Object> json = Json.read(made.resolve("conformance.json"));
    assertEquals(true, json.get("passed"));
    assertEquals(3, ((List<?>) json.get("backends")).size());
    assertEquals(List.of(), json.get("failures"));
    int rows = ((List<?>) json.get("rows")).size();
    assertEquals(rows, rowsOfHtml(made.resolve("conformance.html")));
    String markdown = Files.readString(made.resolve("conformance.md"));
    assertEquals(rows, markdown.lines().filter(line -> line.startsWith("| `")).count());
    assertEquals(rows, table.stream().filter(line -> line.matches(" .* f(32|64) .*")).count());
  }

  private static int rowsOfHtml(Path file) throws Exception {
    Document html = DocumentBuilderFactory.newInstance().newDocumentBuilder().parse(file.toFile());
    int rows = 0;
    for (int i = 0; i < html.getElementsByTagName("tr").getLength(); i++) {
      String text = html.getElementsByTagName("tr").item(i).getTextContent();
      rows += text.matches("(?s).*f(32|64)\n.*") ? 1 : 0;
    }
    return rows;
  }

  @Test
  @EnabledIfSystemProperty(named = "gradus.full", matches = "true")
  void allBackendsPass() {
    App.Result result =
        app.jvmOption("--add-modules=jdk.incubator.vector").run("conformance", "--all");
    assertEquals(0, result.status(), result::out);
    assertTrue(result.out().contains("Conformance of ejml, nd4j, reference, vector"), result.out());
  }

  @Test
  void aBackendThatFailsIsShownAndReportedInFull() throws IOException {
    bringBackends(LopsidedBackend.class);
    App.Result result =
        app.run("conformance", "--backend", "lopsided", "--report", "report")
            .mustFailSaying("not passed: lopsided (", "rules failed)");
    assertEquals(1, result.status());
    String out = result.out();
    assertTrue(out.contains("lopsided failed op_sqrt_01 agreesAtEveryLength (f32)\n"), out);
    assertTrue(out.contains("lopsided, known failure: op_expm1_01 (f32): expm1 is <exp>"), out);
    assertTrue(out.contains("more rules: lopsided does not declare f64"), out);
    assertFalse(out.contains("All passed."), out);
    Map<String, Object> json = Json.read(folder.resolve("report/conformance.json"));
    assertEquals(false, json.get("passed"));
    assertTrue(json.get("failures").toString().contains("op_sqrt_01"), json::toString);
    String html = Files.readString(folder.resolve("report/conformance.html"));
    assertTrue(html.contains("expm1 is &lt;exp&gt; | here"), html);
  }

  @Test
  void aBackendThatDoesNotOpenFailsInOneLine() throws IOException {
    bringBackends(JammedBackend.class);
    App.Result result =
        app.run("conformance", "--backend", "jammed").mustFailSaying("the door does not open");
    assertTrue(result.out().contains("jammed: not all rules ran: 0 of "), result.out());
  }

  @Test
  void whatCannotBeDoneIsSaidBeforeTheRulesRun() throws IOException {
    Files.writeString(folder.resolve("file"), "");
    Files.createDirectories(folder.resolve("blocked/conformance.md"));
    for (Object[] wrong :
        new Object[][] {
          {"--report", "file", "cannot write file", "not a folder"},
          {"--report", "file/report", "cannot write file/report", "not a folder"},
          {"--report", "blocked", "blocked/conformance.md", "it is a folder"},
          {"--report", "", "--report: expected a path", "''"},
          {"--backend", "tpu", "'tpu'", "known: "},
          {"--backend", "vector", "vector", "--add-modules jdk.incubator.vector"},
        }) {
      App.Result result =
          app.run("conformance", wrong[0], wrong[1])
              .mustFailSaying(wrong[2].toString(), wrong[3].toString());
      assertEquals("", result.out());
    }
    assertEquals(
        2, app.run("conformance", "--all", "--backend", "ejml").mustFailSaying("--all").status());
    assertEquals(Set.of("file", "blocked"), TrainIT.namesIn(folder));
  }
}
