package dev.gradus.benchmarks.report;

import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The tables of products. */
final class Products {
  /** The width that the processor prefers. */
  static final String NATIVE = "native";

  private static final String SECTION = "products";

  private Products() {}

  /** The newest JDK that products were measured on. */
  static String newest(Results results) {
    return jdks(results).max(Comparator.comparingInt(Integer::parseInt)).orElse("");
  }

  private static Stream<String> jdks(Results results) {
    return results.all(SECTION, "share").map(m -> m.parameter("jdk")).distinct();
  }

  private static Optional<String> oldest(Results results) {
    String newest = newest(results);
    return jdks(results)
        .filter(jdk -> !jdk.equals(newest))
        .min(Comparator.comparingInt(Integer::parseInt));
  }

  private static String nativeBits(Results results) {
    return results
        .all(SECTION, "share")
        .map(m -> m.parameter("bits"))
        .max(Comparator.comparingInt(Integer::parseInt))
        .orElse("");
  }

  static Stream<Measurement> find(
      Results results,
      String name,
      String product,
      String precision,
      String threads,
      String bits,
      String jdk) {
    return results.all(
        SECTION,
        name,
        "backend",
        "vector",
        "product",
        product,
        "precision",
        precision,
        "threads",
        threads,
        "bits",
        bits.equals(NATIVE) ? nativeBits(results) : bits,
        "jdk",
        jdk);
  }

  static Stream<Measurement> threadsOverOne(
      Results results, String product, String precision, String jdk) {
    return find(results, "product", product, precision, "1", NATIVE, jdk)
        .flatMap(
            one ->
                find(results, "product", product, precision, "2", NATIVE, jdk)
                    .map(two -> two.over(one)));
  }

  /** The least share of the oldest JDK over that of the newest. */
  static Optional<Measurement> older(Results results) {
    String newest = newest(results);
    return oldest(results)
        .flatMap(
            oldest ->
                results
                    .all(SECTION, "share", "jdk", oldest, "backend", "vector", "threads", "1")
                    .flatMap(
                        old ->
                            find(
                                    results,
                                    "share",
                                    old.parameter("product"),
                                    old.parameter("precision"),
                                    "1",
                                    NATIVE,
                                    newest)
                                .map(old::over))
                    .min(Comparator.comparingDouble(Measurement::median)));
  }

  /** All products of a precision. */
  static Table table(Results results, String precision) {
    String jdk = newest(results);
    String old = oldest(results).orElse("");
    Table table =
        new Table()
            .row(
                "product",
                "GFLOP/s",
                "share of the limit",
                "JDK " + (old.isEmpty() ? "17" : old) + ": share",
                "2 threads, GFLOP/s",
                "times 1 thread");
    for (String product : ProductShapes.all()) {
      Optional<Measurement> speed =
          find(results, "product", product, precision, "1", NATIVE, jdk).findFirst();
      if (speed.isPresent()) {
        table.row(
            Numbers.product(product),
            Numbers.spread(speed.get()),
            cell(find(results, "share", product, precision, "1", NATIVE, jdk)),
            cell(find(results, "share", product, precision, "1", NATIVE, old)),
            cell(find(results, "product", product, precision, "2", NATIVE, jdk)),
            cell(threadsOverOne(results, product, precision, jdk)));
      }
    }
    return table;
  }

  private static String cell(Stream<Measurement> figures) {
    return figures.findFirst().map(Numbers::spread).orElse("");
  }

  /** Narrower vectors. */
  static Table widths(Results results) {
    String jdk = newest(results);
    Table table =
        new Table().row("product, f32", "256 bits, GFLOP/s", "share", "128 bits, GFLOP/s", "share");
    for (String product : ProductShapes.squares(64, 1024)) {
      if (find(results, "share", product, "f32", "1", "256", jdk).findFirst().isPresent()) {
        table.row(
            Numbers.product(product),
            cell(find(results, "product", product, "f32", "1", "256", jdk)),
            cell(find(results, "share", product, "f32", "1", "256", jdk)),
            cell(find(results, "product", product, "f32", "1", "128", jdk)),
            cell(find(results, "share", product, "f32", "1", "128", jdk)));
      }
    }
    return table;
  }

  /** The other backends. */
  static Table backends(Results results) {
    Table table = new Table().row("product, f32, GFLOP/s", "vector", "nd4j", "ejml");
    String jdk = newest(results);
    for (String product : ProductShapes.all()) {
      List<String> cells =
          Stream.of("nd4j", "ejml")
              .map(b -> cell(results.all(SECTION, "product", "backend", b, "product", product)))
              .toList();
      if (cells.stream().anyMatch(cell -> !cell.isEmpty())) {
        table.row(
            Numbers.product(product),
            cell(find(results, "product", product, "f32", "1", NATIVE, jdk)),
            cells.get(0),
            cells.get(1));
      }
    }
    return table;
  }

  /** The limits, over all that was measured. */
  static Table limits(Results results) {
    Table table = new Table().row("multiply-adds on registers alone", "threads", "GFLOP/s");
    String jdk = newest(results);
    for (String precision : List.of("f32", "f64")) {
      for (String bits :
          results
              .all(SECTION, "limit", "precision", precision)
              .map(m -> m.parameter("bits"))
              .collect(Collectors.toCollection(TreeSet::new))
              .descendingSet()) {
        for (String threads : List.of("1", "2")) {
          List<Double> all =
              results
                  .all(
                      SECTION,
                      "limit",
                      "precision",
                      precision,
                      "bits",
                      bits,
                      "threads",
                      threads,
                      "jdk",
                      jdk)
                  .flatMap(m -> m.values().stream())
                  .toList();
          if (!all.isEmpty()) {
            table.row(
                precision + ", " + bits + " bits",
                threads,
                Numbers.spread(new Measurement("limit", Map.of(), "GFLOP/s", all)));
          }
        }
      }
    }
    return table;
  }
}
