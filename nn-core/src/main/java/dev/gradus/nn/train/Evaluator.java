package dev.gradus.nn.train;

import dev.gradus.nn.data.Batch;
import dev.gradus.nn.data.BatchLoader;
import dev.gradus.nn.data.Dataset;
import dev.gradus.nn.data.LabelledDataset;
import dev.gradus.nn.layer.Layer;
import dev.gradus.nn.loss.Loss;
import dev.gradus.nn.loss.Target;
import dev.gradus.nn.metric.ConfusionMatrix;
import dev.gradus.nn.metric.Metric;
import dev.gradus.tensor.Scope;
import dev.gradus.tensor.Tensor;
import dev.gradus.tensor.TensorOps;
import java.util.Arrays;
import java.util.List;

/**
 * Measures a network on whole data sets, batch by batch. For one thread.
 *
 * <pre>{@code
 * double accuracy = new Evaluator(ops, network, loss).evaluate(test).confusion().accuracy();
 * }</pre>
 */
public final class Evaluator {
  private static final int BATCH = 500;

  private final TensorOps ops;
  private final Layer network;
  private final Loss loss;

  /**
   * What came out.
   *
   * @param loss the mean over all samples, weighted as the loss weighs them, without penalty
   * @param confusion which class was taken for which; empty where there are no classes
   */
  public record Evaluation(double loss, ConfusionMatrix confusion) {}

  /**
   * An evaluator.
   *
   * @param ops what computes
   * @param network gives a score for each class
   * @param loss its loss
   */
  public Evaluator(TensorOps ops, Layer network, Loss loss) {
    this.ops = ops;
    this.network = network;
    this.loss = loss;
  }

  /**
   * Measures the network on all samples. The class that it gives one is that of its largest output,
   * or, where it has a single one, 1 above the loss's {@link Loss#threshold}, else 0.
   *
   * @param data the samples
   * @return loss and confusion
   */
  public Evaluation evaluate(Dataset data) {
    int classes = data instanceof LabelledDataset labelled ? labelled.classCount() : 0;
    ConfusionMatrix confusion = new ConfusionMatrix(classes);
    double[] sum = {0};
    double[] weights = {0};
    forEachBatch(
        data,
        (samples, batch, scores) -> {
          double value = loss.value(scores, batch.targets());
          double weight = loss.weight(batch.targets());
          sum[0] += weight * value;
          weights[0] += weight;
          if (data instanceof LabelledDataset labelled) {
            count(labelled, samples, classes(scores), confusion);
          }
        });
    double mean = weights[0] == 0 ? 0 : sum[0] / weights[0]; // 0 where no sample counts
    return new Evaluation(mean, confusion);
  }

  /**
   * Adds what the network says of all samples to metrics of classes.
   *
   * @param data the samples
   * @param metrics to be added to
   */
  public void measure(LabelledDataset data, List<? extends Metric<int[]>> metrics) {
    forEachBatch(
        data,
        (samples, batch, outputs) -> {
          double[] values = ops.doubles(outputs);
          int[] labels = Arrays.stream(samples).map(data::label).toArray();
          metrics.forEach(metric -> metric.add(values, labels));
        });
  }

  /**
   * Adds what the network says of all samples to metrics of values.
   *
   * @param data the samples, whose targets are values
   * @param metrics to be added to
   * @throws IllegalArgumentException if the targets are labels
   */
  public void measureValues(Dataset data, List<? extends Metric<double[]>> metrics) {
    forEachBatch(
        data,
        (samples, batch, outputs) -> {
          if (!(batch.targets() instanceof Target.Values targets)) {
            throw new IllegalArgumentException(
                "measureValues: expected values as targets, got labels; call measure");
          }
          double[] values = ops.doubles(outputs);
          double[] expected = ops.doubles(targets.tensor());
          metrics.forEach(metric -> metric.add(values, expected));
        });
  }

  private interface Visitor {
    void visit(int[] samples, Batch batch, Tensor outputs);
  }

  private void forEachBatch(Dataset data, Visitor visitor) {
    BatchLoader loader = new BatchLoader(ops, data);
    for (int from = 0; from < data.size(); from += BATCH) {
      int[] samples = range(from, Math.min(data.size(), from + BATCH));
      try (Scope scope = ops.scope()) {
        Batch batch = loader.load(samples);
        visitor.visit(samples, batch, network.predict(batch.inputs()));
      }
    }
  }

  private int[] classes(Tensor outputs) {
    if (outputs.shape().columns() > 1) {
      return ops.rowArgMax(outputs);
    }
    return Arrays.stream(ops.doubles(outputs))
        .mapToInt(y -> y > loss.threshold() ? 1 : 0)
        .toArray();
  }

  private static void count(
      LabelledDataset data, int[] samples, int[] predicted, ConfusionMatrix confusion) {
    for (int i = 0; i < samples.length; i++) {
      confusion.add(data.label(samples[i]), predicted[i]);
    }
  }

  private static int[] range(int from, int to) {
    int[] range = new int[to - from];
    for (int i = 0; i < range.length; i++) {
      range[i] = from + i;
    }
    return range;
  }
}
