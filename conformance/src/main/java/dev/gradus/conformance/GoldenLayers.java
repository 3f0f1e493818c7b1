package dev.gradus.conformance;

import dev.gradus.nn.layer.Affine;
import dev.gradus.nn.layer.BatchNorm1d;
import dev.gradus.nn.layer.Elu;
import dev.gradus.nn.layer.Gelu;
import dev.gradus.nn.layer.Gradients;
import dev.gradus.nn.layer.Layer;
import dev.gradus.nn.layer.LayerNorm;
import dev.gradus.nn.layer.LeakyRelu;
import dev.gradus.nn.layer.LogSoftmax;
import dev.gradus.nn.layer.Mode;
import dev.gradus.nn.layer.Parameter;
import dev.gradus.nn.layer.Pass;
import dev.gradus.nn.layer.Relu;
import dev.gradus.nn.layer.Sigmoid;
import dev.gradus.nn.layer.Silu;
import dev.gradus.nn.layer.Softmax;
import dev.gradus.nn.layer.Softplus;
import dev.gradus.nn.layer.Tanh;
import dev.gradus.nn.random.RandomSource;
import dev.gradus.tensor.Tensor;
import dev.gradus.tensor.TensorOps;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.OptionalDouble;

/** A golden layer's output, gradients and, after a committed training pass, its state. */
final class GoldenLayers {
  private static final String PARAMETER = "parameter.";
  private static final String TRAINED = "batch_norm_1d_train";

  /** Of a momentum that PyTorch is not told where it is not used. */
  private static final double UNUSED = 0.1;

  private GoldenLayers() {}

  static GoldenRules.Computed compute(TensorOps ops, Golden golden) {
    Layer layer = layer(ops, golden);
    Mode.Training training = Mode.training(RandomSource.ofSeed(1));
    Mode mode = golden.name().equals(TRAINED) ? training : Mode.inference();
    Pass pass = layer.forward(golden.tensor(ops, "input"), mode);
    Gradients gradients = new Gradients(ops);
    Map<String, Tensor> made = new LinkedHashMap<>();
    made.put("output", pass.output());
    made.put(
        "inputGradient",
        pass.pullback().apply(golden.tensor(ops, "outputGradient"), gradients, true));
    layer
        .parameters()
        .forEach((name, parameter) -> made.put("gradient." + name, gradients.of(parameter)));
    training.updates().commit(ops);
    layer.state().forEach((name, tensor) -> made.put("after." + name, tensor));
    return new GoldenRules.Computed(OptionalDouble.empty(), made);
  }

  private static Layer layer(TensorOps ops, Golden golden) {
    return switch (golden.name()) {
      case "relu" -> new Relu(ops);
      case "leaky_relu" -> new LeakyRelu(ops, golden.number("negative_slope"));
      case "elu" -> new Elu(ops, golden.number("alpha"));
      case "gelu_tanh" -> new Gelu(ops, Gelu.Form.TANH);
      case "gelu_erf" -> new Gelu(ops, Gelu.Form.EXACT);
      case "silu" -> new Silu(ops);
      case "sigmoid" -> new Sigmoid(ops);
      case "tanh" -> new Tanh(ops);
      case "softplus" -> new Softplus(ops);
      case "softmax" -> new Softmax(ops);
      case "log_softmax" -> new LogSoftmax(ops);
      case "layer_norm" ->
          LayerNorm.of(ops, gain(ops, golden), bias(ops, golden), golden.number("eps"));
      case TRAINED, "batch_norm_1d_eval" -> batchNorm(ops, golden);
      default -> affine(ops, golden, PARAMETER);
    };
  }

  static Affine affine(TensorOps ops, Golden golden, String prefix) {
    Parameter weight = Parameter.weight(golden.tensor(ops, prefix + "weight"));
    return golden.has(prefix + "bias")
        ? Affine.of(ops, weight, Parameter.bias(golden.tensor(ops, prefix + "bias")))
        : Affine.withoutBias(ops, weight);
  }

  private static Layer batchNorm(TensorOps ops, Golden golden) {
    return BatchNorm1d.of(
        ops,
        gain(ops, golden),
        bias(ops, golden),
        new BatchNorm1d.Statistics(
            golden.tensor(ops, "before.running_mean"), golden.tensor(ops, "before.running_var")),
        golden.number("eps"),
        golden.has("momentum") ? golden.number("momentum") : UNUSED);
  }

  private static Parameter gain(TensorOps ops, Golden golden) {
    return Parameter.gain(golden.tensor(ops, PARAMETER + "weight"));
  }

  private static Parameter bias(TensorOps ops, Golden golden) {
    return Parameter.bias(golden.tensor(ops, PARAMETER + "bias"));
  }
}
