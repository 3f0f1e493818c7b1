package dev.gradus.nn.check;

import dev.gradus.nn.layer.Gradients;
import dev.gradus.nn.layer.Layer;
import dev.gradus.nn.layer.Mode;
import dev.gradus.nn.layer.Parameter;
import dev.gradus.nn.layer.Pass;
import dev.gradus.nn.random.RandomSource;
import dev.gradus.tensor.Shape;
import dev.gradus.tensor.Tensor;
import dev.gradus.tensor.TensorOps;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Supplier;

/** The sum of a layer's outputs, each times a fixed number, by its parameters and its input. */
record LayerSubject(
    TensorOps ops,
    Layer layer,
    Parameter input,
    Tensor outputWeights,
    Map<String, Parameter> parameters,
    Supplier<Mode> modes)
    implements Subject {
  private static final String INPUT = "input";

  static LayerSubject of(
      TensorOps ops, Layer layer, Tensor x, RandomSource random, Supplier<Mode> modes) {
    Parameter input = Parameter.weight(ops.tensor(x.shape(), ops.doubles(x)));
    Map<String, Parameter> parameters = new LinkedHashMap<>(layer.parameters());
    parameters.put(parameters.containsKey(INPUT) ? "the layer's " + INPUT : INPUT, input);
    Shape shape = outputShape(ops, layer, input, parameters, modes.get());
    double[] weights = new double[shape.size()];
    for (int i = 0; i < weights.length; i++) {
      weights[i] = random.normal(i);
    }
    return new LayerSubject(ops, layer, input, ops.tensor(shape, weights), parameters, modes);
  }

  /** By a forward, which a layer that should be refused may use to change itself. */
  private static Shape outputShape(
      TensorOps ops, Layer layer, Parameter input, Map<String, Parameter> parameters, Mode mode) {
    Snapshot snapshot = Snapshot.of(ops, parameters, layer.state());
    try {
      return output(layer, input.value(), mode).shape();
    } finally {
      snapshot.restore();
    }
  }

  private static Tensor output(Layer layer, Tensor x, Mode mode) {
    return mode instanceof Mode.Inference ? layer.predict(x) : layer.forward(x, mode).output();
  }

  @Override
  public String name() {
    return Subject.nameOf(layer, "a layer");
  }

  @Override
  public String methods() {
    return "predict and forward";
  }

  @Override
  public Map<String, Integer> divisors() {
    return Subject.batchOf(input.value());
  }

  @Override
  public Map<String, Tensor> state() {
    return layer.state();
  }

  @Override
  public double value() {
    return weighted(output(layer, input.value(), modes.get()));
  }

  private double weighted(Tensor output) {
    return ops.sum(ops.mul(output, outputWeights));
  }

  @Override
  public Evaluation evaluate() {
    Gradients gradients = new Gradients(ops, parameters);
    Pass pass = layer.forward(input.value(), modes.get());
    gradients.add(input, pass.pullback().apply(outputWeights, gradients, true));
    return new Evaluation(weighted(pass.output()), gradients);
  }

  @Override
  public long pattern() {
    return layer.activationPattern(input.value());
  }
}
