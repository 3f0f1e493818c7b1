package dev.gradus.nn.layer;

import dev.gradus.nn.init.Initializer;
import dev.gradus.nn.random.RandomSource;
import dev.gradus.tensor.Tensor;
import dev.gradus.tensor.TensorOps;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/**
 * Layers one after another. Parameters are named by position, {@code 0.weight}, {@code 0.bias},
 * {@code 2.weight}, …, as in PyTorch. Thread-safe while nobody trains it.
 *
 * <pre>{@code
 * Sequential network = Sequential.of(
 *     Affine.of(ops, 784, 50, Initializer.he(), random.at(0)),
 *     new Relu(ops),
 *     Affine.of(ops, 50, 10, Initializer.he(), random.at(2)));
 * }</pre>
 */
public final class Sequential implements Layer {
  private final List<Layer> layers;
  private final Map<String, Parameter> parameters;
  private final Map<String, Tensor> state;

  /** What really computes: an affine layer and a rectifier after it are one stage. */
  private final Stage[] stages;

  /** Below this stage nothing has parameters, so nothing there needs a gradient for training. */
  private final int firstTrainable;

  /** A layer, or two in one, and the position of the first. */
  private record Stage(Layer layer, int position) {}

  private Sequential(List<Layer> layers) {
    this.layers = List.copyOf(layers);
    this.parameters = byPath(layers, Layer::parameters);
    this.state = byPath(layers, Layer::state);
    this.stages = stages(this.layers);
    int first = 0;
    while (first < stages.length
        && this.layers.get(stages[first].position()).parameters().isEmpty()) {
      first++;
    }
    this.firstTrainable = first;
  }

  private static <T> Map<String, T> byPath(
      List<Layer> layers, Function<Layer, Map<String, T>> ofLayer) {
    Map<String, T> named = new LinkedHashMap<>();
    for (int i = 0; i < layers.size(); i++) {
      String path = i + ".";
      ofLayer.apply(layers.get(i)).forEach((name, value) -> named.put(path + name, value));
    }
    return Collections.unmodifiableMap(named);
  }

  private static Stage[] stages(List<Layer> layers) {
    List<Stage> stages = new ArrayList<>();
    for (int i = 0; i < layers.size(); i++) {
      Layer layer = layers.get(i);
      boolean two =
          i + 1 < layers.size()
              && layer instanceof Affine affine
              && affine.takesIn(layers.get(i + 1));
      stages.add(new Stage(two ? ((Affine) layer).rectified() : layer, i));
      i += two ? 1 : 0;
    }
    return stages.toArray(Stage[]::new);
  }

  /**
   * A network of these layers.
   *
   * @param layers at least one, input first
   * @return the network
   */
  public static Sequential of(Layer... layers) {
    return of(List.of(layers));
  }

  /**
   * A network of these layers.
   *
   * @param layers at least one, input first
   * @return the network
   * @throws IllegalArgumentException if there is none
   */
  public static Sequential of(List<? extends Layer> layers) {
    if (layers.isEmpty()) {
      throw new IllegalArgumentException("Sequential: expected at least one layer, got none");
    }
    return new Sequential(List.copyOf(layers));
  }

  /**
   * The multilayer perceptron: affine layers with an activation between them.
   *
   * @param ops what computes
   * @param widths input, hidden layers, output; at least two
   * @param activation between the affine layers
   * @param initializer draws the weights; biases start at zero
   * @param random the source; each layer draws from its own position
   * @return the network, ending in logits
   */
  public static Sequential perceptron(
      TensorOps ops,
      List<Integer> widths,
      Activation activation,
      Initializer initializer,
      RandomSource random) {
    if (widths.size() < 2) {
      throw new IllegalArgumentException(
          "perceptron: expected at least an input and an output width, got " + widths);
    }
    List<Layer> layers = new ArrayList<>();
    for (int i = 1; i < widths.size(); i++) {
      if (i > 1) {
        layers.add(activation.layer(ops));
      }
      RandomSource own = random.at(layers.size());
      layers.add(Affine.of(ops, widths.get(i - 1), widths.get(i), initializer, own));
    }
    return new Sequential(layers);
  }

  /**
   * The layers.
   *
   * @return an immutable list, input first
   */
  public List<Layer> layers() {
    return layers;
  }

  @Override
  public Pass forward(Tensor x, Mode mode) {
    Tensor y = x;
    Pullback[] pullbacks = new Pullback[stages.length];
    for (int i = 0; i < pullbacks.length; i++) {
      Pass pass = stages[i].layer().forward(y, mode.at(stages[i].position()));
      y = pass.output();
      pullbacks[i] = pass.pullback();
    }
    return new Pass(
        y,
        (dy, gradients, wantDx) -> {
          Tensor d = dy;
          int last = wantDx ? 0 : firstTrainable;
          for (int i = pullbacks.length - 1; i >= last; i--) {
            d = pullbacks[i].apply(d, gradients, wantDx || i > last);
          }
          return wantDx ? d : null;
        });
  }

  @Override
  public Tensor predict(Tensor x) {
    Tensor y = x;
    for (Stage stage : stages) {
      y = stage.layer().predict(y);
    }
    return y;
  }

  @Override
  public Map<String, Parameter> parameters() {
    return parameters;
  }

  @Override
  public Map<String, Tensor> state() {
    return state;
  }

  @Override
  public long activationPattern(Tensor x) {
    Tensor y = x;
    long pattern = 1;
    for (Layer layer : layers) {
      pattern = 31 * pattern + layer.activationPattern(y);
      y = layer.predict(y);
    }
    return pattern;
  }

  @Override
  public String toString() {
    return "Sequential" + layers;
  }
}
