package dev.gradus.mnist;

import dev.gradus.nn.train.History;
import dev.gradus.nn.train.Measurement;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.text.DecimalFormat;
import java.text.DecimalFormatSymbols;
import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.style.Styler.LegendPosition;

/** Draws a run: what was measured on training images solid, on test or validation images dashed. */
final class Curves {
  /** More points than this cannot be told apart at the width of the picture. */
  private static final int FAINT_POINTS = 600;

  private static final int SMOOTH_POINTS = 120;

  private final String title;
  private final History history;
  private final String beside;

  /** The curves of a run; the title tells what was trained. */
  Curves(String title, History history) {
    this.title = title;
    this.history = history;
    this.beside = TrainingPlan.measuredBeside(history);
  }

  /**
   * Draws a first chart into nowhere, on a thread of its own. That finds the fonts and loads what
   * draws, which takes longer than the pictures themselves, while the start of a run leaves a
   * processor idle. What fails here will fail again, and be told, when a run is drawn.
   */
  static void warmUp() {
    Thread thread =
        new Thread(
            () -> {
              XYChart chart = CurveStyle.chart("0.1", "iteration", "loss");
              CurveStyle.train(chart.addSeries("train", new double[] {0, 1}, new double[] {0, 1}));
              try {
                CurveStyle.encode(chart, OutputStream.nullOutputStream());
              } catch (IOException e) {
                throw new UncheckedIOException(e);
              }
            },
            "curves");
    thread.setDaemon(true);
    thread.setUncaughtExceptionHandler((sameThread, failure) -> {});
    thread.start();
  }

  /** Draws the loss of the batches, and that of the other images as often as it was measured. */
  void drawLoss(Path file) {
    XYChart chart = CurveStyle.chart("Loss: " + title, "iteration", "cross-entropy");
    chart.getStyler().setLegendPosition(LegendPosition.InsideNE);
    chart.getStyler().setYAxisMin(0.0);
    chart.getStyler().setYAxisDecimalPattern("0.0##");
    double[] losses = history.losses();
    Thinned all = Thinned.of(losses, FAINT_POINTS, 0);
    CurveStyle.faint(chart.addSeries("train, single batches", all.x(), all.y()));
    Thinned smooth = Thinned.of(losses, SMOOTH_POINTS, losses.length / SMOOTH_POINTS);
    CurveStyle.train(chart.addSeries("train, smoothed", smooth.x(), smooth.y()));
    addMeasured(chart, beside, Measurement::loss);
    CurveStyle.write(file, chart);
  }

  /** Draws both accuracies as often as they were measured. */
  void drawAccuracy(Path file) {
    XYChart chart = CurveStyle.chart("Accuracy: " + title, "iteration", "accuracy");
    chart.getStyler().setLegendPosition(LegendPosition.InsideSE);
    DecimalFormat percent = new DecimalFormat("0.0## '%'", new DecimalFormatSymbols(Locale.ROOT));
    chart.getStyler().setYAxisTickLabelsFormattingFunction(y -> percent.format(100 * y));
    addMeasured(chart, TrainingPlan.TRAIN, Measurement::accuracy);
    addMeasured(chart, beside, Measurement::accuracy);
    CurveStyle.write(file, chart);
  }

  private void addMeasured(XYChart chart, String dataset, ToDoubleFunction<Measurement> value) {
    List<Measurement> measurements = history.measurements(dataset);
    double[] x = measurements.stream().mapToDouble(Measurement::iteration).toArray();
    double[] y = measurements.stream().mapToDouble(value).toArray();
    var series = chart.addSeries(dataset, x, y);
    if (dataset.equals(beside)) {
      CurveStyle.test(series);
    } else {
      CurveStyle.train(series);
    }
    CurveStyle.mark(series);
  }
}
