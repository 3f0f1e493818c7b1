package dev.gradus.benchmarks.workload;

import dev.gradus.nn.init.Initializer;
import dev.gradus.nn.layer.Activation;
import dev.gradus.nn.layer.Parameter;
import dev.gradus.nn.layer.Sequential;
import dev.gradus.nn.optim.Adam;
import dev.gradus.nn.optim.Momentum;
import dev.gradus.nn.optim.Optimizer;
import dev.gradus.nn.optim.Sgd;
import dev.gradus.nn.optim.UpdateRule;
import dev.gradus.nn.random.RandomSource;
import dev.gradus.tensor.TensorOps;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * A network of affine layers with rectifiers between them, and how it is trained; written {@code
 * 784-50-10/100/sgd}.
 *
 * @param widths of the input and of each layer
 * @param batch samples in a step
 * @param optimizer {@code sgd}, {@code momentum} or {@code adam}
 */
public record Recipe(List<Integer> widths, int batch, String optimizer) {
  /** The one of the book Deep Learning from Scratch. */
  public static final Recipe BOOK = parse("784-50-10/100/sgd");

  /** The wide one. */
  public static final Recipe WIDE = parse("784-512-512-10/128/adam");

  /** The large one. */
  public static final Recipe LARGE = parse("784-2048-2048-10/256/sgd");

  private static final double RATE = 0.1;
  private static final double ADAM_RATE = 1e-3;
  private static final double MOMENTUM = 0.9;
  private static final double BOOK_SIGMA = 0.01;

  /**
   * Reads the written form.
   *
   * @param text such as {@code 784-50-10/100/sgd}
   * @return the recipe
   * @throws IllegalArgumentException for another form
   */
  public static Recipe parse(String text) {
    String[] parts = text.split("/");
    if (parts.length != 3 || !parts[0].matches("\\d+(-\\d+)+") || !parts[1].matches("\\d+")) {
      throw new IllegalArgumentException(
          "recipe: expected the form 784-50-10/100/sgd, got '" + text + "'");
    }
    return new Recipe(
        Arrays.stream(parts[0].split("-")).map(Integer::valueOf).toList(),
        Integer.parseInt(parts[1]),
        parts[2]);
  }

  /**
   * The width of the input.
   *
   * @return at least 1
   */
  public int inputs() {
    return widths.get(0);
  }

  /**
   * The width of the output.
   *
   * @return at least 1
   */
  public int outputs() {
    return widths.get(widths.size() - 1);
  }

  /**
   * Makes the network, with the book's weights for the book's network and He's for others.
   *
   * @param ops the backend
   * @param random of the weights
   * @return the network
   */
  public Sequential network(TensorOps ops, RandomSource random) {
    Initializer weights = equals(BOOK) ? Initializer.normal(BOOK_SIGMA) : Initializer.he();
    return Sequential.perceptron(ops, widths, Activation.RELU, weights, random);
  }

  /**
   * Makes the optimizer.
   *
   * @param ops the backend
   * @param parameters of the network, by name
   * @return the optimizer
   */
  public Optimizer optimizer(TensorOps ops, Map<String, Parameter> parameters) {
    UpdateRule rule =
        switch (optimizer) {
          case "sgd" -> new Sgd(RATE);
          case "momentum" -> new Momentum(RATE, MOMENTUM);
          case "adam" -> new Adam(ADAM_RATE);
          default ->
              throw new IllegalArgumentException(
                  "optimizer: expected sgd, momentum or adam, got '" + optimizer + "'");
        };
    return Optimizer.of(ops, parameters, rule);
  }

  @Override
  public String toString() {
    return widths.stream().map(String::valueOf).collect(Collectors.joining("-"))
        + "/%d/%s".formatted(batch, optimizer);
  }
}
