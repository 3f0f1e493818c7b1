package dev.gradus.mnist;

import dev.gradus.nn.data.LabelledDataset;
import dev.gradus.nn.data.Sampler;
import dev.gradus.nn.data.Subset;
import dev.gradus.nn.init.Initializer;
import dev.gradus.nn.layer.Affine;
import dev.gradus.nn.layer.Dropout;
import dev.gradus.nn.layer.Layer;
import dev.gradus.nn.layer.Relu;
import dev.gradus.nn.layer.Sequential;
import dev.gradus.nn.loss.Objective;
import dev.gradus.nn.loss.SoftmaxCrossEntropy;
import dev.gradus.nn.optim.Adam;
import dev.gradus.nn.optim.UpdateRule;
import dev.gradus.nn.random.RandomSource;
import dev.gradus.nn.train.Trainer;
import dev.gradus.tensor.TensorOps;
import java.util.Arrays;
import java.util.stream.IntStream;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYSeries;
import org.knowm.xchart.style.Styler.LegendPosition;

/** A network with far more parameters than 300 digits can determine, with and without remedies. */
final class FewImagesLesson {
  private static final int IMAGES = 300;
  private static final int VALIDATION_IMAGES = 1000;
  private static final int WIDTH = 256;
  private static final int EPOCHS = 60;
  private static final int BATCH = 50;
  private static final double RATE = 1e-3;
  private static final double DROPPED = 0.5;
  private static final double DROPPED_PIXELS = 0.2;
  private static final double DECAY = 0.1;

  private final TensorOps ops;
  private final RandomSource random;
  private final LabelledDataset train;
  private final LabelledDataset validation;
  private final LabelledDataset test;

  private FewImagesLesson(TensorOps ops, RandomSource random) {
    Digits digits = Digits.embedded();
    this.ops = ops;
    this.random = random;
    int[] order = random.at("images").permutation(digits.train().size());
    this.train = new Subset(digits.train(), Arrays.copyOf(order, IMAGES));
    this.validation =
        new Subset(digits.train(), Arrays.copyOfRange(order, IMAGES, IMAGES + VALIDATION_IMAGES));
    this.test = digits.test();
  }

  static Lesson.Shown overfit(TensorOps ops, RandomSource random) {
    FewImagesLesson lesson = new FewImagesLesson(ops, random);
    LossTable plain = lesson.trainPlain();
    int best = plain.bestEpoch(LossTable.VALIDATION);
    XYChart picture = lesson.chart("Overfitting: a large network on 300 digits");
    addLosses(picture, plain);
    return lesson.shown(
        "ReLU, Adam " + RATE,
        plain.of(1, 2, 5, 10, 20, 40, EPOCHS),
        Text.format(
            "The training loss falls to %.4f, but the validation loss turns after epoch %d and rises from%n"
                + "%.3f to %.3f: from there on the network learns %d pictures by heart, and nothing about%n"
                + "digits. It grows ever surer of its mistakes; 'mnist lesson regularised' holds it back.",
            plain.last(LossTable.TRAIN).loss(),
            best,
            plain.losses(LossTable.VALIDATION)[best - 1],
            plain.last(LossTable.VALIDATION).loss(),
            IMAGES),
        picture);
  }

  static Lesson.Shown regularised(TensorOps ops, RandomSource random) {
    FewImagesLesson lesson = new FewImagesLesson(ops, random);
    LossTable plain = lesson.trainPlain();
    LossTable held = lesson.trainRegularised();
    XYChart picture = lesson.chart("Dropout and weight decay: the same network on 300 digits");
    addLosses(picture, held);
    CurveStyle.background(
        picture.addSeries("test, without them", epochs(), plain.losses(LossTable.TEST)));
    return lesson.shown(
        Text.format(
            "ReLU, Adam %s; plain, and with dropout (%s of the pixels, %s of hidden units) and weight"
                + " decay %s",
            RATE, DROPPED_PIXELS, DROPPED, DECAY),
        compare(plain, held),
        Text.format(
            "The training loss is higher than the plain network's, and yet the test loss ends at %.3f and%n"
                + "not at %.3f: no unit can rely on others that may be dropped, and no weight grows without%n"
                + "need. What lies between training and test is what was learnt by heart: it is less now.",
            held.last(LossTable.TEST).loss(), plain.last(LossTable.TEST).loss()),
        picture);
  }

  private static Table compare(LossTable plain, LossTable held) {
    Table table = new Table(1).row("after " + EPOCHS + " epochs", "plain", "regularised");
    for (String dataset : LossTable.ALL) {
      table.row(
          dataset + " loss",
          Text.format("%.4f", plain.last(dataset).loss()),
          Text.format("%.4f", held.last(dataset).loss()));
    }
    return table.row(
        "test accuracy",
        Text.format("%.4f", plain.last(LossTable.TEST).accuracy()),
        Text.format("%.4f", held.last(LossTable.TEST).accuracy()));
  }

  private LossTable trainPlain() {
    Affine[] layers = affineLayers();
    return train(new Adam(RATE), layers[0], new Relu(ops), layers[1], new Relu(ops), layers[2]);
  }

  private LossTable trainRegularised() {
    Affine[] layers = affineLayers();
    return train(
        new Adam(RATE).withDecoupledWeightDecay(DECAY),
        new Dropout(ops, DROPPED_PIXELS),
        layers[0],
        new Relu(ops),
        new Dropout(ops, DROPPED),
        layers[1],
        new Relu(ops),
        new Dropout(ops, DROPPED),
        layers[2]);
  }

  /** Both networks start from the same weights. */
  private Affine[] affineLayers() {
    int[] widths = {train.sampleShape().size(), WIDTH, WIDTH, Digits.CLASSES};
    return IntStream.range(0, widths.length - 1)
        .mapToObj(
            i ->
                Affine.of(
                    ops, widths[i], widths[i + 1], Initializer.he(), random.at("layer").at(i)))
        .toArray(Affine[]::new);
  }

  private LossTable train(UpdateRule rule, Layer... layers) {
    Sequential network = Sequential.of(layers);
    Sampler batches = Sampler.shuffled(train.size(), BATCH, random);
    Trainer trainer = Trainer.of(new Objective(ops, network, new SoftmaxCrossEntropy(ops)), rule);
    return new LossTable(
        LossTable.measuring(trainer, train, validation, test)
            .sampler(batches)
            .iterations((long) EPOCHS * batches.stepsPerEpoch())
            .random(random)
            .train(train));
  }

  private Lesson.Shown shown(String how, Table table, String look, XYChart picture) {
    String model =
        Text.format(
            "%d-%d-%d-%d, %s", train.sampleShape().size(), WIDTH, WIDTH, Digits.CLASSES, how);
    String data =
        Text.format(
            "%,d of MNIST's training images, %,d others to validate, its %,d test images",
            train.size(), validation.size(), test.size());
    return new Lesson.Shown(model, data, table, look, picture);
  }

  private XYChart chart(String title) {
    XYChart chart = CurveStyle.chart(title, "epoch", "cross-entropy");
    chart.getStyler().setLegendPosition(LegendPosition.InsideNE);
    chart.getStyler().setXAxisMax((double) EPOCHS);
    chart.getStyler().setXAxisMaxLabelCount(EPOCHS / 10 + 1);
    chart.getStyler().setYAxisMin(0.0);
    chart.getStyler().setYAxisDecimalPattern("0.0##");
    return chart;
  }

  private static void addLosses(XYChart chart, LossTable losses) {
    CurveStyle.train(addLosses(chart, losses, LossTable.TRAIN));
    CurveStyle.validation(addLosses(chart, losses, LossTable.VALIDATION));
    CurveStyle.test(addLosses(chart, losses, LossTable.TEST));
  }

  private static XYSeries addLosses(XYChart chart, LossTable losses, String dataset) {
    return chart.addSeries(dataset, epochs(), losses.losses(dataset));
  }

  private static double[] epochs() {
    return IntStream.rangeClosed(1, EPOCHS).asDoubleStream().toArray();
  }
}
