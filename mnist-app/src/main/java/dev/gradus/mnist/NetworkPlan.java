package dev.gradus.mnist;

import dev.gradus.nn.init.Initializer;
import dev.gradus.nn.layer.Affine;
import dev.gradus.nn.layer.BatchNorm1d;
import dev.gradus.nn.layer.Dropout;
import dev.gradus.nn.layer.Elu;
import dev.gradus.nn.layer.Gelu;
import dev.gradus.nn.layer.Layer;
import dev.gradus.nn.layer.LayerNorm;
import dev.gradus.nn.layer.LeakyRelu;
import dev.gradus.nn.layer.Relu;
import dev.gradus.nn.layer.Sequential;
import dev.gradus.nn.layer.Sigmoid;
import dev.gradus.nn.layer.Silu;
import dev.gradus.nn.layer.Softplus;
import dev.gradus.nn.layer.Tanh;
import dev.gradus.nn.random.RandomSource;
import dev.gradus.tensor.TensorOps;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Which network: affine layers, and after each hidden one what normalises, activates and drops.
 *
 * @param hidden the widths of the hidden layers
 * @param between the activation
 * @param start how weights are drawn
 * @param scale σ or gain of the start
 * @param dropout the probability for each hidden layer; one for all of them, or none
 * @param inputDropout that of the input, 0 for none
 * @param batchNorm whether hidden layers are normalised over the batch
 * @param layerNorm whether they are normalised over the layer
 */
record NetworkPlan(
    List<Integer> hidden,
    Between between,
    Start start,
    double scale,
    List<Double> dropout,
    double inputDropout,
    boolean batchNorm,
    boolean layerNorm) {
  /** The activations between layers. */
  enum Between {
    RELU("ReLU"),
    LEAKY_RELU("leaky ReLU"),
    ELU("ELU"),
    GELU("GELU"),
    GELU_TANH("GELU by tanh"),
    SILU("SiLU"),
    SOFTPLUS("softplus"),
    TANH("tanh"),
    SIGMOID("sigmoid");

    private final String shown;

    Between(String shown) {
      this.shown = shown;
    }

    private Layer layer(TensorOps ops) {
      return switch (this) {
        case RELU -> new Relu(ops);
        case LEAKY_RELU -> new LeakyRelu(ops);
        case ELU -> new Elu(ops);
        case GELU -> new Gelu(ops);
        case GELU_TANH -> new Gelu(ops, Gelu.Form.TANH);
        case SILU -> new Silu(ops);
        case SOFTPLUS -> new Softplus(ops);
        case TANH -> new Tanh(ops);
        case SIGMOID -> new Sigmoid(ops);
      };
    }
  }

  /** Where weights start. */
  enum Start {
    NORMAL("normal", "σ", 0.01),
    XAVIER("Xavier", "", 1),
    HE("He", "", 1),
    ORTHOGONAL("orthogonal", "gain", 1),
    TRUNCATED_NORMAL("truncated normal", "σ", 0.01);

    private final String shown;
    private final String scaledBy;
    private final double usualScale;

    Start(String shown, String scaledBy, double usualScale) {
      this.shown = shown;
      this.scaledBy = scaledBy;
      this.usualScale = usualScale;
    }

    /** Whether it takes a scale; else it takes that of the layer's width. */
    boolean isScaled() {
      return !scaledBy.isEmpty();
    }

    double usualScale() {
      return usualScale;
    }
  }

  NetworkPlan {
    hidden = List.copyOf(hidden);
    dropout = List.copyOf(dropout);
    if (dropout.size() > 1 && dropout.size() != hidden.size()) {
      throw new IllegalArgumentException(
          "--dropout: expected one probability, or one for each of %s, got %d"
              .formatted(Text.count(hidden.size(), "hidden layer"), dropout.size()));
    }
    requireHidden("batch-norm", batchNorm, hidden);
    requireHidden("layer-norm", layerNorm, hidden);
    requireHidden("dropout", dropout.stream().anyMatch(p -> p > 0), hidden);
    if (batchNorm && layerNorm) {
      throw new IllegalArgumentException(
          "--layer-norm: expected one of --batch-norm and --layer-norm, got both");
    }
    if (scale != start.usualScale() && !start.isScaled()) {
      throw new IllegalArgumentException(
          "--init-scale: %s takes the scale from the width of each layer; leave it out"
              .formatted(Choices.word(start)));
    }
  }

  private static void requireHidden(String option, boolean used, List<Integer> hidden) {
    if (used && hidden.isEmpty()) {
      throw new IllegalArgumentException(
          "--%s: expected hidden layers, to which it belongs, got --hidden none; leave one of them out"
              .formatted(option));
    }
  }

  /** The network, with drawn weights. */
  Sequential build(TensorOps ops, int inputs, RandomSource random) {
    List<Layer> layers = new ArrayList<>();
    if (inputDropout > 0) {
      layers.add(new Dropout(ops, inputDropout));
    }
    List<Integer> widths = widths(inputs);
    for (int i = 1; i < widths.size(); i++) {
      RandomSource own = random.at("network").at(layers.size());
      layers.add(Affine.of(ops, widths.get(i - 1), widths.get(i), initializer(), own));
      if (i <= hidden.size()) {
        addHidden(layers, ops, i - 1);
      }
    }
    return Sequential.of(layers);
  }

  private void addHidden(List<Layer> layers, TensorOps ops, int index) {
    if (batchNorm) {
      layers.add(BatchNorm1d.of(ops, hidden.get(index)));
    } else if (layerNorm) {
      layers.add(LayerNorm.of(ops, hidden.get(index)));
    }
    layers.add(between.layer(ops));
    double dropped = dropout.isEmpty() ? 0 : dropout.get(dropout.size() == 1 ? 0 : index);
    if (dropped > 0) {
      layers.add(new Dropout(ops, dropped));
    }
  }

  private Initializer initializer() {
    return switch (start) {
      case NORMAL -> Initializer.normal(scale);
      case XAVIER -> Initializer.xavier();
      case HE -> Initializer.he();
      case ORTHOGONAL -> Initializer.orthogonal(scale);
      case TRUNCATED_NORMAL -> Initializer.truncatedNormal(scale);
    };
  }

  /** Adds what it is made of, by the names of options. */
  void addTo(Map<String, Object> settings) {
    settings.put("hidden", hidden);
    settings.put("activation", Choices.word(between));
    settings.put("init", Choices.word(start));
    if (start.isScaled()) {
      settings.put("init-scale", scale);
    }
    settings.put("batch-norm", batchNorm);
    settings.put("layer-norm", layerNorm);
    settings.put("dropout", dropout);
    settings.put("dropout-input", inputDropout);
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
    return widths(inputs).stream().map(String::valueOf).collect(Collectors.joining("-"));
  }

  /** Widths, layers, size and start in words. */
  String describe(int inputs, Layer network) {
    StringBuilder words = new StringBuilder(describeWidths(inputs));
    if (!hidden.isEmpty()) {
      words.append(", ").append(between.shown);
    }
    words.append(batchNorm ? ", batch norm" : layerNorm ? ", layer norm" : "");
    if (dropout.stream().anyMatch(p -> p > 0)) {
      words.append(", dropout ").append(new Several<>(dropout));
    }
    if (inputDropout > 0) {
      words.append(", dropout of the input ").append(inputDropout);
    }
    return Text.format(
        "%s, %,d parameters, weights start %s%s",
        words,
        Summary.parameters(network),
        start.shown,
        start.isScaled() ? " (" + start.scaledBy + " = " + scale + ")" : "");
  }
}
