package dev.gradus.benchmarks.report;

import dev.gradus.formats.AtomicFiles;
import java.awt.Color;
import java.awt.Font;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.knowm.xchart.ChartEncoder;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYChartBuilder;
import org.knowm.xchart.XYSeries;
import org.knowm.xchart.style.Styler;
import org.knowm.xchart.style.XYStyler;
import org.knowm.xchart.style.markers.SeriesMarkers;

/** How the time of a step grows: powers fitted by least squares on logarithms, and pictures. */
final class Growth {
  private static final int WIDTH = 900;
  private static final int HEIGHT = 540;
  private static final int FONT = 16;
  private static final Color MEASURED = new Color(0x1f5fa8);
  private static final Color FITTED = new Color(0xd9561c);

  private final Results results;

  Growth(Results results) {
    this.results = results;
  }

  /** Time of a step against a size. */
  record Point(int size, Measurement nanos) {
    double micros() {
      return nanos.median() * 1e-3;
    }
  }

  List<Point> points(GrowthRecipes axis) {
    List<Point> points = new ArrayList<>();
    for (int size : axis.sizes()) {
      Optional<Measurement> step =
          results.find("growth", "step", "recipe", axis.recipe(size), "backend", "vector");
      step.ifPresent(nanos -> points.add(new Point(size, nanos)));
    }
    return points;
  }

  /** The exponent p of the power c·sizeᵖ that fits best. */
  static double exponent(List<Point> points) {
    double meanX = points.stream().mapToDouble(p -> Math.log(p.size())).average().orElseThrow();
    double meanY = points.stream().mapToDouble(p -> Math.log(p.micros())).average().orElseThrow();
    double xy = 0;
    double xx = 0;
    for (Point p : points) {
      double x = Math.log(p.size()) - meanX;
      xy += x * (Math.log(p.micros()) - meanY);
      xx += x * x;
    }
    return xy / xx;
  }

  Table table() {
    Table table =
        new Table()
            .row("what grows", "from, to", "µs a step", "exponent", "exponent of the upper half");
    for (GrowthRecipes axis : GrowthRecipes.values()) {
      List<Point> points = points(axis);
      if (points.size() > 1) {
        Point first = points.get(0);
        Point last = points.get(points.size() - 1);
        table.row(
            axis.title(),
            first.size() + ", " + last.size(),
            Numbers.of(first.micros()) + ", " + Numbers.of(last.micros()),
            Numbers.of(exponent(points)),
            Numbers.of(exponent(points.subList((points.size() - 1) / 2, points.size()))));
      }
    }
    return table;
  }

  /** Draws a picture for each axis that was measured. */
  void draw(Path folder) {
    for (GrowthRecipes axis : GrowthRecipes.values()) {
      List<Point> points = points(axis);
      if (points.size() > 1) {
        String name = "growth-" + axis.name().toLowerCase(Locale.ROOT) + ".png";
        XYChart chart = chart(axis, points);
        AtomicFiles.write(folder.resolve(name), out -> ChartEncoder.saveChart(chart, out, "png"));
      }
    }
  }

  private static XYChart chart(GrowthRecipes axis, List<Point> points) {
    double power = exponent(points.subList((points.size() - 1) / 2, points.size()));
    XYChart chart =
        new XYChartBuilder()
            .width(WIDTH)
            .height(HEIGHT)
            .title("A training step grows with the " + axis.title())
            .xAxisTitle(axis.title())
            .yAxisTitle("µs")
            .build();
    XYStyler style = chart.getStyler();
    style.setBaseFont(new Font(Font.SANS_SERIF, Font.PLAIN, FONT));
    style.setChartTitleFont(new Font(Font.SANS_SERIF, Font.BOLD, FONT));
    style.setChartBackgroundColor(Color.WHITE);
    style.setLocale(Locale.ROOT);
    style.setXAxisLogarithmic(true);
    style.setYAxisLogarithmic(true);
    style.setLegendPosition(Styler.LegendPosition.InsideNW);
    double[] sizes = points.stream().mapToDouble(Point::size).toArray();
    double[] micros = points.stream().mapToDouble(Point::micros).toArray();
    XYSeries measured = chart.addSeries("measured", sizes, micros);
    measured.setLineColor(MEASURED);
    measured.setMarkerColor(MEASURED);
    measured.setMarker(SeriesMarkers.CIRCLE);
    Point last = points.get(points.size() - 1);
    double[] fit = new double[sizes.length];
    Arrays.setAll(fit, i -> last.micros() * Math.pow(sizes[i] / last.size(), power));
    XYSeries fitted = chart.addSeries("size to the power of " + Numbers.of(power), sizes, fit);
    fitted.setLineColor(FITTED);
    fitted.setMarker(SeriesMarkers.NONE);
    return chart;
  }
}
