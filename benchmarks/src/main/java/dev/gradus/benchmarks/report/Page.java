package dev.gradus.benchmarks.report;

import dev.gradus.formats.AtomicFiles;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Pages whose tables are made from figures; the prose around them is nobody's but the author's. */
public final class Page {
  private static final Pattern TABLE =
      Pattern.compile("(<!-- table ([\\w-]+) -->\n).*?(<!-- end of table -->)", Pattern.DOTALL);
  private static final List<String> PAGES = List.of("docs/performance.md", "README.md");

  private final Path root;

  /**
   * The pages.
   *
   * @param root the folder of Gradus
   */
  public Page(Path root) {
    this.root = root;
  }

  /**
   * Replaces the tables of all pages, and draws the pictures.
   *
   * @param results the figures
   * @throws IllegalStateException if a page has a mark of a table that does not exist
   */
  public void render(Results results) {
    Map<String, String> tables = tables(results);
    for (String page : PAGES) {
      Path file = root.resolve(page);
      try {
        AtomicFiles.write(file, rendered(Files.readString(file), tables));
      } catch (IOException e) {
        throw new UncheckedIOException("cannot read " + file, e);
      }
    }
    new Growth(results).draw(root.resolve("docs/images"));
  }

  /** The text with its tables replaced. */
  static String rendered(String text, Map<String, String> tables) {
    return TABLE
        .matcher(text)
        .replaceAll(
            mark -> {
              String table = tables.get(mark.group(2));
              if (table == null) {
                throw new IllegalStateException(
                    "page: there is no table '%s'; expected one of %s"
                        .formatted(mark.group(2), tables.keySet()));
              }
              return Matcher.quoteReplacement(mark.group(1) + table + "\n" + mark.group(3));
            });
  }

  /**
   * All tables.
   *
   * @param results the figures
   * @return Markdown by name
   */
  public Map<String, String> tables(Results results) {
    Map<String, String> tables = new LinkedHashMap<>();
    Targets targets = new Targets(results);
    tables.put("machine", machine(results));
    tables.put("headlines", targets.headlines().toString());
    tables.put("targets", targets.table().toString());
    tables.put("limits", Products.limits(results).toString());
    tables.put("products-f32", Products.table(results, "f32").toString());
    tables.put("products-f64", Products.table(results, "f64").toString());
    tables.put("products-widths", Products.widths(results).toString());
    tables.put("products-backends", Products.backends(results).toString());
    tables.put("peers-w1", Workloads.training(results, "W1").toString());
    tables.put("peers-w2", Workloads.training(results, "W2").toString());
    tables.put("peers-w3", Workloads.training(results, "W3").toString());
    tables.put("peers-w4", Workloads.inference(results).toString());
    tables.put("peers-w5", Workloads.products(results).toString());
    tables.put("operations", Steps.operations(results).toString());
    tables.put("steps", Steps.of(results, "steps", "step").toString());
    tables.put("threads", Steps.threads(results).toString());
    tables.put("predictions", Steps.of(results, "inference", "predict").toString());
    tables.put("small-network", Steps.small(results).toString());
    tables.put("start", Steps.start(results).toString());
    tables.put("growth", new Growth(results).table().toString());
    tables.put("data", Steps.data(results).toString());
    return tables;
  }

  private static String machine(Results results) {
    String machine =
        results.about().entrySet().stream()
            .map(entry -> entry.getKey() + ": " + entry.getValue())
            .collect(Collectors.joining(", "));
    Table table = new Table().row("part", "measured at", "commit", "JDK", "older JDK", "minutes");
    results
        .sections()
        .forEach(
            (name, section) ->
                table.row(
                    name,
                    about(section, "at"),
                    about(section, "commit"),
                    about(section, "jdk"),
                    about(section, "olderJdk"),
                    minutes(section)));
    return machine + "\n\n" + table;
  }

  private static String about(Results.Section section, String key) {
    return String.valueOf(section.about().getOrDefault(key, ""));
  }

  private static String minutes(Results.Section section) {
    return section.about().get("seconds") instanceof Number seconds
        ? Numbers.of(seconds.doubleValue() / 60)
        : "";
  }
}
