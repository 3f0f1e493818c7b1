package dev.gradus.benchmarks.report;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** The figures that Gradus set out to reach. */
final class Targets {
  private static final String PEERS = "peers";
  private static final String START = "start";
  private static final String VECTOR = "Gradus vector";

  private final Results results;
  private final String jdk;

  Targets(Results results) {
    this.results = results;
    this.jdk = Products.newest(results);
  }

  List<Target> all() {
    List<Target> all = new ArrayList<>();
    products(all, "f32");
    products(all, "f64");
    all.add(
        Target.atLeast(
            "the oldest JDK's share over the newest's, the least of all products",
            0.8,
            Products.older(results)));
    for (String bits : List.of("256", "128")) {
      all.add(
          Target.atLeast(
              bits + " bits wide, n = 128 to 1024, share of that limit",
              0.8,
              worst(
                  ProductShapes.squares(128, 1024).stream()
                      .flatMap(p -> share(p, "f32", "1", bits)))));
    }
    book(all);
    wideAndLarge(all);
    inference(all);
    againstLibraries(all);
    start(all);
    return all;
  }

  private void products(List<Target> all, String precision) {
    int[] sides = {2048, 1024, 512, 256, 128, 64};
    double[] shares = {0.90, 0.90, 0.90, 0.90, 0.82, 0.72};
    for (int i = 0; i < sides.length; i++) {
      all.add(
          Target.atLeast(
              "%s: %d³, share of the limit, least of three orientations"
                  .formatted(precision, sides[i]),
              shares[i],
              worst(
                  ProductShapes.square(sides[i]).stream()
                      .flatMap(p -> share(p, precision, "1", Products.NATIVE)))));
    }
    String[] layers = {
      "100x784*50x784'", "100x50'*100x784", "128x784*512x784'", "128x512'*128x784"
    };
    double[] asked = {0.85, 0.90, 0.88, 0.90};
    for (int i = 0; i < layers.length; i++) {
      all.add(
          Target.atLeast(
              "%s: %s, share of the limit".formatted(precision, Numbers.product(layers[i])),
              asked[i],
              share(layers[i], precision, "1", Products.NATIVE).findFirst()));
    }
    all.add(
        Target.atLeast(
            precision + ": two threads over one, n ≥ 512, least of three orientations",
            1.85,
            worst(ProductShapes.squares(512, 2048).stream().flatMap(p -> threads(p, precision)))));
    all.add(
        Target.atLeast(
            precision + ": two threads over one, n = 128, least of three orientations",
            1,
            worst(ProductShapes.square(128).stream().flatMap(p -> threads(p, precision)))));
  }

  private Stream<Measurement> share(String product, String precision, String threads, String bits) {
    return Products.find(results, "share", product, precision, threads, bits, jdk);
  }

  private Stream<Measurement> threads(String product, String precision) {
    return Products.threadsOverOne(results, product, precision, jdk);
  }

  private static Optional<Measurement> worst(Stream<Measurement> all) {
    return all.min(Comparator.comparingDouble(Measurement::median));
  }

  private Optional<Measurement> peer(
      String figure, String workload, String library, String threads) {
    return results.find(
        PEERS, figure, "workload", workload, "library", library, "threads", threads);
  }

  /** How many times faster than another: its seconds over ours. */
  private Optional<Measurement> faster(
      String workload, String ours, String library, String threads) {
    return over(
        peer("train_s", workload, library, threads), peer("train_s", workload, ours, threads));
  }

  private static Optional<Measurement> over(Optional<Measurement> a, Optional<Measurement> b) {
    return a.flatMap(x -> b.map(x::over));
  }

  private static Optional<Measurement> lesser(Optional<Measurement> a, Optional<Measurement> b) {
    return a.flatMap(x -> b.map(x::lesser));
  }

  private void book(List<Target> all) {
    all.add(Target.atLeast("book run, times NumPy f32's speed", 2.2, book("NumPy")));
    all.add(Target.atLeast("book run, times PyTorch eager's speed", 3.5, book("PyTorch eager")));
    all.add(Target.atLeast("book run, times DJL's speed", 3.5, book("DJL")));
    all.add(Target.atLeast("book run, times DL4J's speed", 10, book("DL4J")));
    all.add(
        Target.atLeast(
            "book run, two threads over one",
            1.5,
            over(peer("train_s", "W1", VECTOR, "1"), peer("train_s", "W1", VECTOR, "2"))));
    all.add(
        Target.atLeast(
            "book run on nd4j, times DL4J's speed", 3, faster("W1", "Gradus nd4j", "DL4J", "1")));
    all.add(
        Target.atLeast(
            "book run on ejml, times the speed of EJML by hand",
            3,
            faster("W1", "Gradus ejml", "EJML by hand", "1")));
  }

  private Optional<Measurement> book(String library) {
    return faster("W1", VECTOR, library, "1");
  }

  private void wideAndLarge(List<Target> all) {
    all.add(
        Target.atLeast(
            "wide network, times PyTorch eager's speed",
            1.7,
            faster("W2", VECTOR, "PyTorch eager", "1")));
    all.add(
        Target.atLeast(
            "wide network, two threads, times the speed of the better of PyTorch eager and"
                + " compiled",
            1.5,
            lesser(
                faster("W2", VECTOR, "PyTorch eager", "2"),
                faster("W2", VECTOR, "PyTorch compile", "2"))));
    all.add(
        Target.atLeast(
            "large network, times the speed of the better of NumPy and PyTorch",
            1.4,
            lesser(
                faster("W3", VECTOR, "NumPy", "1"), faster("W3", VECTOR, "PyTorch eager", "1"))));
  }

  private void inference(List<Target> all) {
    Optional<Measurement> ours = peer("b256_samples_per_s", "W4", VECTOR, "1");
    all.add(
        Target.atLeast(
            "inference, batch 256, times PyTorch's speed",
            1.25,
            over(ours, peer("b256_samples_per_s", "W4", "PyTorch eager", "1"))));
    all.add(
        Target.atLeast(
            "inference, batch 256, times ONNX Runtime's speed",
            1.1,
            over(ours, peer("b256_samples_per_s", "W4", "ONNX Runtime", "1"))));
    all.add(
        Target.atLeast(
            "inference, batch 1, times ONNX Runtime's speed",
            1,
            over(
                peer("b1_median_us", "W4", "ONNX Runtime", "1"),
                peer("b1_median_us", "W4", VECTOR, "1"))));
    all.add(
        Target.atMost(
            "6-64-8-4, batch 1, predict over loops by hand",
            2,
            over(small("predict"), small("byHand"))));
  }

  private Optional<Measurement> small(String name) {
    return results.find(
        "inference", name, "recipe", "6-64-8-4/1/sgd", "backend", "vector", "precision", "f32");
  }

  private void againstLibraries(List<Target> all) {
    for (String library : List.of("OpenBLAS in NumPy", "PyTorch", "ND4J")) {
      Stream<Measurement> ratios =
          results
              .all(PEERS, "gflops", "library", library)
              .flatMap(
                  other ->
                      results
                          .find(
                              PEERS,
                              "gflops",
                              "library",
                              VECTOR,
                              "threads",
                              other.parameter("threads"),
                              "product",
                              other.parameter("product"))
                          .map(ours -> ours.over(other))
                          .stream());
      all.add(
          Target.atLeast(
              "products, times the speed of " + library + ", least of all shapes",
              1,
              worst(ratios)));
    }
  }

  private void start(List<Target> all) {
    all.add(
        Target.atMost(
            "`./mnist predict`, seconds above `java -version`",
            0.5,
            results.find(START, "predict above java -version")));
    all.add(
        Target.atMost(
            "book run from the shell, less 1 s, over its training time",
            1.5,
            results.find(START, "book run, process less 1 s over training")));
    all.add(
        Target.atMost(
            "book run, peak memory of the process, MB",
            400,
            results.find(START, "book run, peak memory")));
  }

  /** As a table. */
  Table table() {
    Table table = new Table().row("figure", "target", "measured (spread)", "reached");
    all().forEach(target -> target.addTo(table));
    return table;
  }

  /** The ratios to other libraries, for whoever reads one table only. */
  Table headlines() {
    Table table = new Table().row("Gradus `vector`, one thread, pure Java", "times the speed of");
    headline(table, "the book run: NumPy", book("NumPy"));
    headline(table, "the book run: PyTorch eager", book("PyTorch eager"));
    headline(table, "the book run: DJL", book("DJL"));
    headline(table, "the book run: DL4J", book("DL4J"));
    headline(
        table,
        "784-512-512-10 with Adam: PyTorch eager",
        faster("W2", VECTOR, "PyTorch eager", "1"));
    headline(table, "784-2048-2048-10: NumPy", faster("W3", VECTOR, "NumPy", "1"));
    headline(table, "784-2048-2048-10: PyTorch eager", faster("W3", VECTOR, "PyTorch eager", "1"));
    headline(
        table,
        "784-512-512-10, inference by 256: ONNX Runtime",
        over(
            peer("b256_samples_per_s", "W4", VECTOR, "1"),
            peer("b256_samples_per_s", "W4", "ONNX Runtime", "1")));
    return table;
  }

  private static void headline(Table table, String what, Optional<Measurement> ratio) {
    ratio.ifPresent(m -> table.row(what, Numbers.spread(m)));
  }
}
