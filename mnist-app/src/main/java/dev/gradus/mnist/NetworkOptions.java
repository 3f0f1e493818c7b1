package dev.gradus.mnist;

import dev.gradus.nn.init.Initializer;
import dev.gradus.nn.layer.Activation;
import dev.gradus.nn.layer.Layer;
import dev.gradus.nn.layer.Sequential;
import dev.gradus.nn.random.RandomSource;
import dev.gradus.tensor.TensorOps;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import picocli.CommandLine.Option;

/** Which network. */
final class NetworkOptions {
  /** Where weights start. */
  enum Init {
    NORMAL,
    XAVIER,
    HE
  }

  private static final double SIGMA = 0.01;

  @Option(
      names = "--hidden",
      paramLabel = "N",
      split = ",",
      splitSynopsisLabel = ",",
      defaultValue = "50",
      converter = Numbers.Count.class,
      description = "The widths of the hidden layers, such as 100,50. Default: ${DEFAULT-VALUE}.")
  private List<Integer> hidden;

  @Option(
      names = "--activation",
      paramLabel = "relu|sigmoid|tanh",
      defaultValue = "relu",
      converter = Choices.OfActivation.class,
      description = "The activation between layers. Default: ${DEFAULT-VALUE}.")
  private Activation activation;

  @Option(
      names = "--init",
      paramLabel = "normal|xavier|he",
      defaultValue = "normal",
      converter = Choices.OfInit.class,
      description =
          "How weights are drawn: normal with standard deviation 0.01, or scaled to the width of"
              + " the layer. Default: ${DEFAULT-VALUE}.")
  private Init init;

  /** The network, with drawn weights. */
  Sequential build(TensorOps ops, int inputs, RandomSource random) {
    return Sequential.perceptron(
        ops, widths(inputs), activation, initializer(), random.at("network"));
  }

  private Initializer initializer() {
    return switch (init) {
      case NORMAL -> Initializer.normal(SIGMA);
      case XAVIER -> Initializer.xavier();
      case HE -> Initializer.he();
    };
  }

  private String describeInit() {
    return switch (init) {
      case NORMAL -> "normal (σ = " + SIGMA + ")";
      case XAVIER -> "Xavier";
      case HE -> "He";
    };
  }

  private List<Integer> widths(int inputs) {
    List<Integer> widths = new ArrayList<>();
    widths.add(inputs);
    widths.addAll(hidden);
    widths.add(Digits.CLASSES);
    return widths;
  }

  /** Such as {@code 784-50-10}. */
  String describeWidths(int inputs) {
    return String.join("-", widths(inputs).stream().map(String::valueOf).toList());
  }

  /** Widths, activation, size and initialiser in words. */
  String describe(int inputs, Layer network) {
    return Text.format(
        "%s, %s, %,d parameters, weights start %s",
        describeWidths(inputs),
        activation == Activation.RELU ? "ReLU" : activation.name().toLowerCase(Locale.ROOT),
        Summary.parameters(network),
        describeInit());
  }
}
