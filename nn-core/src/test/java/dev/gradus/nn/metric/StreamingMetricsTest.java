package dev.gradus.nn.metric;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.BiConsumer;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The same figures, to the last bit, for every cut into batches, order and number of threads. */
class StreamingMetricsTest {
  private static final int CLASSES = 3;
  private static final int SAMPLES = 500;
  private static final int THREADS = 4;

  private final ExecutorService threads = Executors.newFixedThreadPool(THREADS);
  private final double[] outputs = new Random(7).doubles(SAMPLES * CLASSES, -9, 9).toArray();
  private final int[] labels = new Random(8).ints(SAMPLES, 0, CLASSES).toArray();

  /** A metric, how it takes the samples from one on to another, and how two become one. */
  record Case<M extends Metric<?>>(
      String name, Supplier<M> make, Adder<M> adder, BiConsumer<M, M> merge) {
    @Override
    public String toString() {
      return name;
    }
  }

  private interface Adder<M> {
    void add(M metric, double[] outputs, int[] labels);
  }

  private static <M extends Metric<int[]>> Case<M> ofClasses(
      String name, Supplier<M> make, BiConsumer<M, M> merge) {
    return new Case<>(name, make, Metric::add, merge);
  }

  static Stream<Case<?>> cases() {
    return Stream.of(
        ofClasses("confusion", () -> new ConfusionMatrix(CLASSES), ConfusionMatrix::merge),
        ofClasses("top-k", () -> new TopK(2, CLASSES), TopK::merge),
        ofClasses("log loss", () -> new LogLoss(CLASSES, Outputs.LOGITS), LogLoss::merge),
        ofClasses("ROC", () -> new Roc(CLASSES, Outputs.LOGITS), Roc::merge),
        ofClasses(
            "calibration",
            () -> new CalibrationError(CLASSES, Outputs.LOGITS, 15),
            CalibrationError::merge),
        new Case<>(
            "regression",
            () -> new RegressionErrors(CLASSES),
            (metric, outputs, labels) -> metric.add(outputs, targets(outputs)),
            RegressionErrors::merge));
  }

  private static double[] targets(double[] outputs) {
    return Arrays.stream(outputs).map(x -> Math.sin(x) * 1e3).toArray();
  }

  @AfterEach
  void stop() {
    threads.shutdownNow();
  }

  private <M extends Metric<?>> void add(Case<M> one, M metric, int from, int to) {
    one.adder()
        .add(
            metric,
            Arrays.copyOfRange(outputs, from * CLASSES, to * CLASSES),
            Arrays.copyOfRange(labels, from, to));
  }

  @ParameterizedTest
  @MethodSource("cases")
  <M extends Metric<?>> void cutsAndThreadsChangeNothing(Case<M> one)
      throws ExecutionException, InterruptedException {
    M whole = one.make().get();
    add(one, whole, 0, SAMPLES);
    for (int batch : new int[] {1, 7, 64}) {
      List<Integer> starts = new ArrayList<>();
      for (int from = 0; from < SAMPLES; from += batch) {
        starts.add(from);
      }
      Collections.shuffle(starts, new Random(batch));
      M shared = one.make().get();
      List<Future<?>> done = new ArrayList<>();
      for (int from : starts) {
        done.add(threads.submit(() -> add(one, shared, from, Math.min(SAMPLES, from + batch))));
      }
      for (Future<?> future : done) {
        future.get();
      }
      assertEquals(whole.values(), shared.values(), "batches of " + batch);
    }
  }

  @ParameterizedTest
  @MethodSource("cases")
  <M extends Metric<?>> void mergedPartsAreTheWhole(Case<M> one) {
    M whole = one.make().get();
    add(one, whole, 0, SAMPLES);
    M first = one.make().get();
    M second = one.make().get();
    add(one, first, 0, 123);
    add(one, second, 123, SAMPLES);
    second.values();
    one.merge().accept(second, first);
    assertEquals(whole.values(), second.values());
    add(one, first, 123, SAMPLES);
    assertEquals(whole.values(), first.values(), "what was merged is not modified");
  }
}
