package dev.gradus.mnist;

import dev.gradus.nn.train.LearningRateCurve;
import java.nio.file.Path;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.style.Styler.LegendPosition;

/**
 * Draws the loss over the learning rate, on a logarithmic axis.
 *
 * @param title tells what was tried
 * @param curve what was met
 */
record LearningRatePicture(String title, LearningRateCurve curve) {
  void draw(Path file) {
    XYChart chart = CurveStyle.chart("Learning rates: " + title, "learning rate", "cross-entropy");
    double[] rates =
        curve.points().stream().mapToDouble(LearningRateCurve.Point::learningRate).toArray();
    double[] losses = curve.points().stream().mapToDouble(LearningRateCurve.Point::loss).toArray();
    double[] smoothed =
        curve.points().stream().mapToDouble(LearningRateCurve.Point::smoothed).toArray();
    chart.getStyler().setXAxisLogarithmic(true);
    chart.getStyler().setXAxisMin(rates[0]);
    chart.getStyler().setXAxisDecimalPattern("0E0");
    chart.getStyler().setYAxisDecimalPattern("0.0##");
    chart.getStyler().setLegendPosition(LegendPosition.InsideSW);
    CurveStyle.faint(chart.addSeries("single batches", rates, losses));
    CurveStyle.train(chart.addSeries("smoothed", rates, smoothed));
    var suggested =
        chart.addSeries(
            Text.format("suggested, %.2g", curve.steepest()),
            new double[] {curve.steepest()},
            new double[] {smoothedAt(curve.steepest())});
    CurveStyle.test(suggested);
    CurveStyle.mark(suggested);
    CurveStyle.write(file, chart);
  }

  private double smoothedAt(double rate) {
    return curve.points().stream()
        .filter(p -> p.learningRate() == rate)
        .findFirst()
        .orElseThrow()
        .smoothed();
  }
}
