package dev.gradus.mnist;

import dev.gradus.nn.data.Dataset;
import dev.gradus.nn.data.RandomSplit;
import dev.gradus.nn.data.Sampler;
import dev.gradus.nn.data.ValueArrays;
import dev.gradus.nn.init.Initializer;
import dev.gradus.nn.layer.Activation;
import dev.gradus.nn.layer.Sequential;
import dev.gradus.nn.loss.MeanSquaredError;
import dev.gradus.nn.loss.Objective;
import dev.gradus.nn.loss.Target;
import dev.gradus.nn.optim.Adam;
import dev.gradus.nn.random.RandomSource;
import dev.gradus.nn.train.Trainer;
import dev.gradus.tensor.Shape;
import dev.gradus.tensor.TensorOps;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYSeries;
import org.knowm.xchart.style.Styler.LegendPosition;
import org.knowm.xchart.style.markers.SeriesMarkers;

/** A model on noisy points of a curve: one that is too stiff for it, or one that fits. */
final class CurveLesson {
  private static final int POINTS = 300;
  private static final double NOISE = 0.15;
  private static final int EPOCHS = 1000;
  private static final int BATCH = 30;
  private static final int LINE_POINTS = 200;

  private final TensorOps ops;
  private final Sequential network;
  private final RandomSplit.Parts parts;
  private final LossTable losses;

  private CurveLesson(TensorOps ops, RandomSource random, List<Integer> widths) {
    this.ops = ops;
    this.network =
        Sequential.perceptron(
            ops, widths, Activation.TANH, Initializer.xavier(), random.at("network"));
    this.parts = RandomSplit.sixTwoTwo(points(random.at("points")), random);
    MeanSquaredError loss = new MeanSquaredError(ops, MeanSquaredError.Convention.MEAN);
    this.losses =
        new LossTable(
            LossTable.measuring(
                    Trainer.of(new Objective(ops, network, loss), new Adam(0.02)),
                    parts.train(),
                    parts.validation(),
                    parts.test())
                .sampler(Sampler.shuffled(parts.train().size(), BATCH, random))
                .iterations((long) EPOCHS * parts.train().size() / BATCH)
                .train(parts.train()));
  }

  static Lesson.Shown underfit(TensorOps ops, RandomSource random) {
    CurveLesson lesson = new CurveLesson(ops, random, List.of(1, 1));
    return lesson.shown(
        "a straight line: 1 input, 1 output, nothing between",
        "Underfitting: the line",
        Text.format(
            "All three losses stop early, far above the noise of the points (%.4f; the test loss is %.0f%n"
                + "times that), and lie near one another: the line has said all that it can. More epochs or%n"
                + "more points would not help; a model that can bend does: 'mnist lesson fit'.",
            NOISE * NOISE, lesson.losses.last(LossTable.TEST).loss() / (NOISE * NOISE)));
  }

  static Lesson.Shown fit(TensorOps ops, RandomSource random) {
    CurveLesson lesson = new CurveLesson(ops, random, List.of(1, 32, 1));
    return lesson.shown(
        "1-32-1, tanh",
        "A fit: the network",
        Text.format(
            "All three losses end near the noise of the points (%.4f), and on new points no model can do%n"
                + "better than that. The curve runs through their middle and not through each of them, so%n"
                + "test points lie little further from it than training points.",
            NOISE * NOISE));
  }

  private static double curve(double x) {
    return Math.sin(3 * x) + 0.5 * x;
  }

  private static Dataset points(RandomSource random) {
    double[][] x = new double[POINTS][1];
    double[][] y = new double[POINTS][1];
    RandomSource noise = random.at("noise");
    for (int i = 0; i < POINTS; i++) {
      x[i][0] = 4 * random.uniform(i) - 2;
      y[i][0] = curve(x[i][0]) + NOISE * noise.normal(i);
    }
    return ValueArrays.of(x, y);
  }

  private Lesson.Shown shown(String model, String title, String look) {
    String data =
        Text.format(
            "%d points of sin 3x + x/2 with noise of %.2f: %d to train on, %d to validate, %d to test",
            POINTS, NOISE, parts.train().size(), parts.validation().size(), parts.test().size());
    Table table = losses.of(1, 10, 100, EPOCHS);
    return new Lesson.Shown(model, data, table, look, picture(title));
  }

  private XYChart picture(String title) {
    XYChart chart = CurveStyle.chart(title + " and the points", "x", "y");
    chart.getStyler().setLegendPosition(LegendPosition.InsideNW);
    chart.getStyler().setXAxisMin(-2.0);
    chart.getStyler().setXAxisMax(2.0);
    chart.getStyler().setXAxisDecimalPattern("0.0");
    double[] x =
        IntStream.rangeClosed(0, LINE_POINTS).mapToDouble(i -> 4.0 * i / LINE_POINTS - 2).toArray();
    double[] truth = Arrays.stream(x).map(CurveLesson::curve).toArray();
    CurveStyle.background(chart.addSeries("the curve behind the points", x, truth));
    CurveStyle.points(
        points(chart, "training points", parts.train()), CurveStyle.TRAIN, SeriesMarkers.CIRCLE);
    CurveStyle.points(
        points(chart, "test points", parts.test()), CurveStyle.TEST, SeriesMarkers.DIAMOND);
    double[] fitted = ops.doubles(network.predict(ops.tensor(Shape.of(x.length, 1), x)));
    CurveStyle.model(chart.addSeries("what was learnt", x, fitted));
    return chart;
  }

  private XYSeries points(XYChart chart, String name, Dataset data) {
    int[] all = IntStream.range(0, data.size()).toArray();
    double[] x = new double[all.length];
    for (int i : all) {
      data.read(i, x, i);
    }
    double[] y = ops.doubles(((Target.Values) data.targets(ops, all)).tensor());
    return chart.addSeries(name, x, y);
  }
}
