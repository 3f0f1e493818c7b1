package dev.gradus.mnist;

import dev.gradus.nn.check.GradientCheck;
import dev.gradus.nn.check.GradientReport;
import dev.gradus.nn.data.Batch;
import dev.gradus.nn.data.BatchLoader;
import dev.gradus.nn.init.Initializer;
import dev.gradus.nn.layer.Activation;
import dev.gradus.nn.layer.Sequential;
import dev.gradus.nn.loss.L2Penalty;
import dev.gradus.nn.loss.Objective;
import dev.gradus.nn.loss.SoftmaxCrossEntropy;
import dev.gradus.nn.random.RandomSource;
import dev.gradus.tensor.Precision;
import dev.gradus.tensor.TensorOps;
import java.io.PrintStream;
import java.util.List;
import java.util.stream.IntStream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Holds backpropagation against central differences, on the network of the book run. */
@Command(
    name = "gradcheck",
    sortOptions = false,
    header = "Holds backpropagation against central differences.",
    description = {
      "",
      "A 784-50-10 network with L2 penalty on a batch of MNIST digits, in f64. For each parameter,"
          + " on up to 500 elements drawn at random of each: the worst |analytic - numerical| over"
          + " the largest |gradient|. Fails above 1e-7.",
      ""
    })
final class GradcheckCommand implements Runnable {
  private static final int SAMPLES = 10;
  private static final int HIDDEN = 50;
  private static final int ELEMENTS_PER_TENSOR = 500;
  private static final double L2 = 0.01;
  private static final RandomSource RANDOM = RandomSource.ofSeed(1);

  @Mixin private final BackendOptions backend = new BackendOptions();

  @Override
  public void run() {
    PrintStream screen = System.out;
    try (Session session = Session.open(backend.config().withPrecision(Precision.F64))) {
      Digits data = Digits.embedded();
      screen.println("backend   " + session.describeWithReason());
      screen.println(
          Text.format(
              "network   %d-%d-%d, ReLU, L2 %s, on %d images of %s",
              data.inputs(), HIDDEN, Digits.CLASSES, L2, SAMPLES, data.origin()));
      screen.println();
      Sequential network = network(session.ops(), data);
      GradientReport report = check(session.ops(), network, data);
      screen.println(table(report));
      if (!report.passes(GradientCheck.TOLERANCE)) {
        throw new CheckFailedException(
            Text.format(
                "gradcheck: gradients of %s are wrong: %s", session.ops().backend(), report));
      }
      screen.println();
      screen.println(
          Text.format("Passed: worst error %.1e, at most 1e-7 is allowed.", report.worst()));
    }
  }

  private static Sequential network(TensorOps ops, Digits data) {
    return Sequential.perceptron(
        ops,
        List.of(data.inputs(), HIDDEN, Digits.CLASSES),
        Activation.RELU,
        Initializer.he(),
        RANDOM.at("network"));
  }

  private static GradientReport check(TensorOps ops, Sequential network, Digits data) {
    Objective objective =
        new Objective(ops, network, new SoftmaxCrossEntropy(ops), new L2Penalty(ops, L2));
    int[] samples = IntStream.range(0, SAMPLES).toArray();
    Batch batch = new BatchLoader(ops, data.test()).load(samples);
    return GradientCheck.of(objective, batch.inputs(), batch.targets())
        .sampling(ELEMENTS_PER_TENSOR, RANDOM)
        .report();
  }

  private static Table table(GradientReport report) {
    Table table = new Table(1).row("parameter", "elements", "left out", "worst error", "verdict");
    for (GradientReport.Finding finding : report.findings()) {
      table.row(
          finding.name(),
          elements(finding),
          Text.format("%,d", finding.leftOut()),
          Text.format("%.1e", finding.worst()),
          finding.isRight(GradientCheck.TOLERANCE) ? "passed" : "FAILED");
    }
    return table;
  }

  private static String elements(GradientReport.Finding finding) {
    int size = finding.shape().size();
    boolean all = finding.checked() + finding.leftOut() == size;
    return Text.format(all ? "%,d" : "%,d of %,d", finding.checked(), size);
  }
}
