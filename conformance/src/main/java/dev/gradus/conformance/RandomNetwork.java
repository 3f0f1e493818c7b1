package dev.gradus.conformance;

import dev.gradus.nn.graph.Graph;
import dev.gradus.nn.graph.Node;
import dev.gradus.nn.init.Initializer;
import dev.gradus.nn.layer.Activation;
import dev.gradus.nn.layer.Affine;
import dev.gradus.nn.layer.Gradients;
import dev.gradus.nn.layer.Layer;
import dev.gradus.nn.layer.Mode;
import dev.gradus.nn.layer.Sequential;
import dev.gradus.nn.loss.Objective;
import dev.gradus.nn.loss.SoftmaxCrossEntropy;
import dev.gradus.nn.loss.Target;
import dev.gradus.nn.random.RandomSource;
import dev.gradus.tensor.Shape;
import dev.gradus.tensor.Tensor;
import dev.gradus.tensor.TensorOps;
import java.util.ArrayList;
import java.util.List;

/**
 * A network whose depth, widths, activation and batch are drawn, and whether its first hidden layer
 * has another one that is added to it.
 */
record RandomNetwork(
    int number,
    RandomSource random,
    List<Integer> widths,
    Activation activation,
    boolean residual,
    double[] x,
    int[] labels) {

  /** The network of this number, always the same. */
  static RandomNetwork of(int number) {
    RandomSource random = RandomSource.ofSeed(Conformance.SEED).at("random perceptron").at(number);
    List<Integer> widths = new ArrayList<>();
    // Deeper sigmoids shrink the gradient into the noise of the difference quotient.
    int depth = 2 + random.below(2, 0);
    for (int i = 0; i <= depth; i++) {
      widths.add(2 + random.below(17, i + 1));
    }
    int batch = 1 + random.below(12, 20);
    int[] labels = new int[batch];
    for (int i = 0; i < batch; i++) {
      labels[i] = random.at("labels").below(widths.get(depth), i);
    }
    double[] x = new double[batch * widths.get(0)];
    for (int i = 0; i < x.length; i++) {
      x[i] = (float) random.at("x").normal(i);
    }
    Activation[] activations = Activation.values();
    Activation activation = activations[random.below(activations.length, 30)];
    boolean residual = random.below(3, 40) == 0;
    return new RandomNetwork(number, random, widths, activation, residual, x, labels);
  }

  Tensor input(TensorOps ops) {
    return ops.tensor(Shape.of(labels.length, widths.get(0)), x);
  }

  Target target() {
    return Target.labels(labels);
  }

  Objective objective(TensorOps ops) {
    Layer network =
        residual
            ? graph(ops)
            : Sequential.perceptron(ops, widths, activation, GradientRules.weights(), random);
    return new Objective(ops, network, new SoftmaxCrossEntropy(ops));
  }

  private Layer graph(TensorOps ops) {
    Graph.Builder builder = Graph.builder(ops);
    Node at = builder.input("x");
    for (int i = 0; i < widths.size() - 1; i++) {
      at = builder.layer("affine" + i, affine(ops, widths.get(i), widths.get(i + 1), i), at);
      if (i < widths.size() - 2) {
        at = builder.layer("activation" + i, activation.layer(ops), at);
      }
      if (i == 0) {
        Node inner = builder.layer("inner", affine(ops, widths.get(1), widths.get(1), 99), at);
        at = builder.add("sum", at, builder.layer("activation", activation.layer(ops), inner));
      }
    }
    return builder.build(at);
  }

  private Affine affine(TensorOps ops, int in, int out, int index) {
    Initializer weights = GradientRules.weights();
    return Affine.of(ops, in, out, weights, random.at("affine").at(index));
  }

  /** By every parameter. */
  List<Tensor> gradients(TensorOps ops) {
    Objective objective = objective(ops);
    Gradients gradients = objective.gradients(input(ops), target(), Mode.inference()).gradients();
    return objective.network().parameters().values().stream().map(gradients::of).toList();
  }

  @Override
  public String toString() {
    return "%s %s, %s, batch %d, network %d of the seed %d"
        .formatted(
            residual ? "residual network" : "perceptron",
            widths,
            activation,
            labels.length,
            number,
            Conformance.SEED);
  }
}
