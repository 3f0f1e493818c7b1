package dev.gradus.mnist;

import dev.gradus.nn.search.Outcome;
import dev.gradus.nn.train.Measurement;
import java.nio.file.Path;
import java.util.List;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.style.Styler.LegendPosition;

/**
 * How the best trials of a search learned: their accuracy on the validation images.
 *
 * @param outcomes the best first
 */
record SearchCurves(List<Outcome> outcomes) {
  private static final int SHOWN = 5;

  /** Whether there is anything to draw. */
  boolean isEmpty() {
    return best().isEmpty();
  }

  private List<Outcome.Scored> best() {
    return outcomes.stream()
        .filter(Outcome.Scored.class::isInstance)
        .map(Outcome.Scored.class::cast)
        .limit(SHOWN)
        .toList();
  }

  void draw(Path file) {
    XYChart chart =
        CurveStyle.chart("The best trials on validation images", "iteration", "accuracy");
    chart.getStyler().setLegendPosition(LegendPosition.InsideSE);
    int rank = 0;
    for (Outcome.Scored one : best()) {
      List<Measurement> curve = one.score().curve();
      double[] x = curve.stream().mapToDouble(Measurement::iteration).toArray();
      double[] y = curve.stream().mapToDouble(Measurement::accuracy).toArray();
      var series = chart.addSeries(SearchTable.line(one), x, y);
      CurveStyle.ranked(series, rank++);
      CurveStyle.mark(series);
    }
    CurveStyle.write(file, chart);
  }
}
