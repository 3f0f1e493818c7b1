package dev.gradus.mnist;

import dev.gradus.formats.AtomicFiles;
import dev.gradus.nn.train.History;
import dev.gradus.nn.train.Measurement;
import java.nio.file.Path;
import java.util.List;
import java.util.function.ToDoubleFunction;
import org.knowm.xchart.ChartEncoder;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.style.Styler.LegendPosition;

/** Draws a run: what was measured on training images solid, on test images dashed. */
final class Curves {
  /** More points than this cannot be told apart at the width of the picture. */
  private static final int FAINT_POINTS = 600;

  private static final int SMOOTH_POINTS = 120;

  private final String title;
  private final History history;

  /** The curves of a run; the title tells what was trained. */
  Curves(String title, History history) {
    this.title = title;
    this.history = history;
  }

  /** Draws the loss of the batches, and that of the test images as often as it was measured. */
  void drawLoss(Path file) {
    XYChart chart = CurveStyle.chart("Loss: " + title, "iteration", "cross-entropy");
    chart.getStyler().setLegendPosition(LegendPosition.InsideNE);
    chart.getStyler().setYAxisMin(0.0);
    double[] losses = history.losses();
    Thinned all = Thinned.of(losses, FAINT_POINTS, 0);
    CurveStyle.faint(chart.addSeries("train, single batches", all.x(), all.y()));
    Thinned smooth = Thinned.of(losses, SMOOTH_POINTS, losses.length / SMOOTH_POINTS);
    CurveStyle.train(chart.addSeries("train, smoothed", smooth.x(), smooth.y()));
    addMeasured(chart, TrainCommand.TEST, Measurement::loss);
    write(file, chart);
  }

  /** Draws both accuracies as often as they were measured. */
  void drawAccuracy(Path file) {
    XYChart chart = CurveStyle.chart("Accuracy: " + title, "iteration", "share of right answers");
    chart.getStyler().setLegendPosition(LegendPosition.InsideSE);
    chart.getStyler().setXAxisMin(0.0);
    addMeasured(chart, TrainCommand.TRAIN, Measurement::accuracy);
    addMeasured(chart, TrainCommand.TEST, Measurement::accuracy);
    write(file, chart);
  }

  private void addMeasured(XYChart chart, String dataset, ToDoubleFunction<Measurement> value) {
    List<Measurement> measurements = history.measurements(dataset);
    double[] x = measurements.stream().mapToDouble(Measurement::iteration).toArray();
    double[] y = measurements.stream().mapToDouble(value).toArray();
    var series = chart.addSeries(dataset, x, y);
    if (dataset.equals(TrainCommand.TEST)) {
      CurveStyle.test(series);
    } else {
      CurveStyle.train(series);
    }
    CurveStyle.mark(series);
  }

  private static void write(Path file, XYChart chart) {
    AtomicFiles.write(file, out -> ChartEncoder.saveChart(chart, out, "png"));
  }
}
