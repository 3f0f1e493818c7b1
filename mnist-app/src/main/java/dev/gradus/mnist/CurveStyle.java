package dev.gradus.mnist;

import dev.gradus.formats.AtomicFiles;
import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Font;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import javax.imageio.ImageIO;
import org.knowm.xchart.ChartEncoder;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYChartBuilder;
import org.knowm.xchart.XYSeries;
import org.knowm.xchart.style.XYStyler;
import org.knowm.xchart.style.markers.Marker;
import org.knowm.xchart.style.markers.SeriesMarkers;

/** How charts look. */
final class CurveStyle {
  private static final int WIDTH = 1200;
  private static final int HEIGHT = 720;
  static final Color TRAIN = new Color(0x1f5fa8);
  static final Color TEST = new Color(0xd9561c);
  private static final Color VALIDATION = new Color(0x3a8f5c);
  private static final Color BACKGROUND = new Color(0x9aa3ab);
  private static final Color FAINT = new Color(0xc3d6ec);
  private static final Color INK = new Color(0x2f3439);
  private static final Color GRID = new Color(0xe6e9ec);
  private static final List<Color> RANKS =
      List.of(TRAIN, TEST, VALIDATION, new Color(0x8a4fa3), BACKGROUND);
  private static final float LINE = 3;
  private static final BasicStroke SOLID =
      new BasicStroke(LINE, BasicStroke.CAP_ROUND, BasicStroke.JOIN_ROUND);
  private static final BasicStroke DASHED =
      new BasicStroke(
          LINE, BasicStroke.CAP_BUTT, BasicStroke.JOIN_ROUND, LINE, new float[] {12, 7}, 0);
  private static final BasicStroke DOTTED =
      new BasicStroke(
          LINE, BasicStroke.CAP_BUTT, BasicStroke.JOIN_ROUND, LINE, new float[] {3, 5}, 0);
  private static final BasicStroke THIN =
      new BasicStroke(1, BasicStroke.CAP_ROUND, BasicStroke.JOIN_ROUND);

  private CurveStyle() {}

  static XYChart chart(String title, String xTitle, String yTitle) {
    XYChart chart =
        new XYChartBuilder()
            .width(WIDTH)
            .height(HEIGHT)
            .title(title)
            .xAxisTitle(xTitle)
            .yAxisTitle(yTitle)
            .build();
    XYStyler style = chart.getStyler();
    style.setBaseFont(font(Font.PLAIN, 18));
    style.setChartTitleFont(font(Font.BOLD, 22));
    style.setAxisTitleFont(font(Font.PLAIN, 18));
    style.setAxisTickLabelsFont(font(Font.PLAIN, 16));
    style.setLegendFont(font(Font.PLAIN, 17));
    style.setChartBackgroundColor(Color.WHITE);
    style.setPlotBackgroundColor(Color.WHITE);
    style.setChartFontColor(INK);
    style.setXAxisTitleColor(INK);
    style.setYAxisTitleColor(INK);
    style.setAxisTickLabelsColor(INK);
    style.setAxisTickMarksColor(GRID);
    style.setPlotGridLinesColor(GRID);
    style.setPlotGridLinesStroke(new BasicStroke(1));
    style.setPlotBorderVisible(false);
    style.setChartTitleBoxVisible(false);
    style.setLegendBorderColor(GRID);
    style.setLegendSeriesLineLength(48);
    style.setLegendPadding(12);
    style.setChartPadding(24);
    style.setChartTitlePadding(16);
    style.setMarkerSize(9);
    style.setAntiAlias(true);
    style.setTextAntiAlias(true);
    style.setLocale(Locale.ROOT);
    style.setXAxisDecimalPattern("#,##0");
    style.setXAxisMin(0.0);
    style.setXAxisTickMarkSpacingHint(110);
    style.setYAxisTickMarkSpacingHint(64);
    style.setPlotMargin(0);
    return chart;
  }

  static void write(Path file, XYChart chart) {
    AtomicFiles.write(file, out -> encode(chart, out));
  }

  /** Without ImageIO's temporary files, which cannot be made while the JVM is ending. */
  static void encode(XYChart chart, OutputStream out) throws IOException {
    ImageIO.setUseCache(false);
    ChartEncoder.saveChart(chart, out, "png");
  }

  private static Font font(int weight, int size) {
    return new Font(Font.SANS_SERIF, weight, size);
  }

  /** A background for the curve that matters. */
  static void faint(XYSeries series) {
    line(series, FAINT, THIN);
  }

  static void train(XYSeries series) {
    line(series, TRAIN, SOLID);
  }

  static void test(XYSeries series) {
    line(series, TEST, DASHED);
  }

  static void validation(XYSeries series) {
    line(series, VALIDATION, DASHED);
  }

  /** What the others are to be compared with. */
  static void background(XYSeries series) {
    line(series, BACKGROUND, DOTTED);
  }

  /** A function that was learnt. */
  static void model(XYSeries series) {
    line(series, INK, SOLID);
  }

  /** Points without a line between them. */
  static void points(XYSeries series, Color color, Marker marker) {
    series.setXYSeriesRenderStyle(XYSeries.XYSeriesRenderStyle.Scatter);
    series.setMarkerColor(color);
    series.setMarker(marker);
  }

  /** One of several, the best first; ranks below the last colour share it. */
  static void ranked(XYSeries series, int rank) {
    line(series, RANKS.get(Math.min(rank, RANKS.size() - 1)), SOLID);
  }

  /** Shows the single points too, so that a lone one is seen. */
  static void mark(XYSeries series) {
    series.setMarker(SeriesMarkers.CIRCLE);
  }

  private static void line(XYSeries series, Color color, BasicStroke stroke) {
    series.setLineColor(color);
    series.setMarkerColor(color);
    series.setLineStyle(stroke);
    series.setLineWidth(stroke.getLineWidth());
    series.setMarker(SeriesMarkers.NONE);
  }
}
