package dev.gradus.benchmarks.section;

import dev.gradus.benchmarks.report.Measurement;
import dev.gradus.benchmarks.report.ProductShapes;
import java.util.ArrayList;
import java.util.List;

/** Products of all shapes and orientations beside the limit. */
final class ProductsPart implements Part {
  private static final List<Integer> NARROWER = List.of(256, 128);

  @Override
  public List<Measurement> measure(Bench bench) {
    List<Measurement> all = new ArrayList<>();
    List<String> shapes = bench.some(ProductShapes.all());
    JmhPlan plan = JmhPlan.of("Products", bench.quick() ? 1 : 2, 4, 60);
    for (String precision : List.of("f32", "f64")) {
      bench.notes().accept("products, vector " + precision);
      JmhPlan varied = plan.vary("product", shapes);
      all.addAll(bench.jdk().jmh(List.of(), varied.on("vector", precision, bench.allThreads())));
      bench
          .olderJdk()
          .ifPresent(
              older -> all.addAll(older.jmh(List.of(), varied.on("vector", precision, "1"))));
    }
    for (int bits : NARROWER) {
      bench.notes().accept("products, vectors of " + bits + " bits");
      List<String> flags = List.of("-Dgradus.vector.bits=" + bits);
      List<String> squares = bench.some(ProductShapes.squares(64, 1024));
      all.addAll(bench.jdk().jmh(flags, plan.on("vector", "f32", "1").vary("product", squares)));
    }
    for (String backend : List.of("nd4j", "ejml")) {
      bench.notes().accept("products, " + backend);
      List<String> few = new ArrayList<>(ProductShapes.squares(64, 512));
      few.addAll(ProductShapes.layers());
      JmhPlan once = JmhPlan.of("Products", 1, 3, 60).on(backend, "f32", "1");
      all.addAll(bench.jdk().jmh(List.of(), once.vary("product", bench.some(few))));
    }
    return all;
  }
}
