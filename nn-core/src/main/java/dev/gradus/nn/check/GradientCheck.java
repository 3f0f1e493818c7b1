package dev.gradus.nn.check;

import dev.gradus.nn.layer.Gradients;
import dev.gradus.nn.layer.Layer;
import dev.gradus.nn.layer.Mode;
import dev.gradus.nn.layer.Parameter;
import dev.gradus.nn.layer.Pass;
import dev.gradus.nn.loss.Loss;
import dev.gradus.nn.loss.Objective;
import dev.gradus.nn.loss.Target;
import dev.gradus.nn.random.RandomSource;
import dev.gradus.tensor.LossAndGradient;
import dev.gradus.tensor.Precision;
import dev.gradus.tensor.Scope;
import dev.gradus.tensor.Shape;
import dev.gradus.tensor.Tensor;
import dev.gradus.tensor.TensorOps;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Holds backpropagation against central differences, in f64, element by element.
 *
 * <p>The error of an element is |analytic − numerical| over the largest |gradient| of its tensor:
 * relative to the element alone it would be meaningless near zero. An element across whose step a
 * rectifier switches is tried again with a tenth of the step, then left out and counted. A tensor
 * whose gradients all lie below the noise of the difference quotient counts as zero. It takes two
 * forwards an element, so it is a tool for tests, not for training.
 *
 * <pre>{@code
 * GradientCheck.exhaustive().check(objective, x, Target.labels(2, 0)).requireWithin(1e-7);
 * }</pre>
 *
 * <p>Parameters are moved while the check runs and restored to the bit; nobody else may use the
 * network meanwhile. Instances are immutable.
 */
public final class GradientCheck {
  /** What a right gradient keeps to in f64. */
  public static final double TOLERANCE = 1e-7;

  private static final double DEFAULT_STEP = 1e-5;

  /** Rounding errors of a loss, in units of the roundoff, that a difference quotient may carry. */
  private static final double NOISE = 100;

  private final int elementsPerTensor;
  private final RandomSource random;
  private final double step;

  private GradientCheck(int elementsPerTensor, RandomSource random, double step) {
    this.elementsPerTensor = elementsPerTensor;
    this.random = random;
    this.step = step;
  }

  /**
   * A check of every element.
   *
   * @return the check
   */
  public static GradientCheck exhaustive() {
    return new GradientCheck(Integer.MAX_VALUE, RandomSource.ofSeed(0), DEFAULT_STEP);
  }

  /**
   * A check of some elements of each tensor, for large networks.
   *
   * @param elementsPerTensor how many, drawn at random; a smaller tensor is checked whole
   * @param random the source
   * @return the check
   */
  public static GradientCheck sampling(int elementsPerTensor, RandomSource random) {
    return new GradientCheck(elementsPerTensor, random.at("gradient check"), DEFAULT_STEP);
  }

  /**
   * The same check with another step than 1e-5.
   *
   * @param epsilon how far an element is moved to either side, above 0
   * @return the check
   * @throws IllegalArgumentException if the step is not a finite number above 0
   */
  public GradientCheck withStep(double epsilon) {
    if (!(epsilon > 0) || Double.isInfinite(epsilon)) {
      throw new IllegalArgumentException(
          "gradient check: expected a finite step above 0, got " + epsilon);
    }
    return new GradientCheck(elementsPerTensor, random, epsilon);
  }

  /** A number that depends on some parameters, with its gradients by backpropagation. */
  private interface Subject {
    Map<String, Parameter> parameters();

    double value();

    Gradients gradients();

    long pattern();
  }

  /**
   * Checks a network with its loss and penalty, by its parameters.
   *
   * @param objective the network, its loss and penalty, in f64
   * @param x a batch
   * @param target its targets
   * @return a finding for each parameter
   * @throws IllegalArgumentException if the objective is not in f64
   */
  public GradientReport check(Objective objective, Tensor x, Target target) {
    Subject subject =
        new Subject() {
          @Override
          public Map<String, Parameter> parameters() {
            return objective.network().parameters();
          }

          @Override
          public double value() {
            return objective.value(x, target);
          }

          @Override
          public Gradients gradients() {
            return objective.gradients(x, target, Mode.inference()).gradients();
          }

          @Override
          public long pattern() {
            return objective.network().activationPattern(x);
          }
        };
    return check(objective.ops(), subject);
  }

  /**
   * Checks a layer by its parameters and its input. What is differentiated is the sum of its
   * outputs, each times a fixed random number.
   *
   * @param ops the layer's operations, in f64
   * @param layer the layer
   * @param x an input
   * @return a finding for each parameter and for {@code input}
   * @throws IllegalArgumentException if the operations are not in f64
   */
  public GradientReport check(TensorOps ops, Layer layer, Tensor x) {
    Parameter input = Parameter.weight(ops.tensor(x.shape(), ops.doubles(x)));
    Map<String, Parameter> parameters = new LinkedHashMap<>(layer.parameters());
    parameters.put("input", input);
    Shape shape = layer.predict(x).shape();
    double[] weights = new double[shape.size()];
    for (int i = 0; i < weights.length; i++) {
      weights[i] = random.at("outputs").normal(i);
    }
    Tensor outputWeights = ops.tensor(shape, weights);
    Subject subject =
        new Subject() {
          @Override
          public Map<String, Parameter> parameters() {
            return parameters;
          }

          @Override
          public double value() {
            return ops.sum(ops.mul(layer.predict(input.value()), outputWeights));
          }

          @Override
          public Gradients gradients() {
            Gradients gradients = new Gradients(ops);
            Pass pass = layer.forward(input.value(), Mode.inference());
            gradients.add(input, pass.pullback().apply(outputWeights, gradients, true));
            return gradients;
          }

          @Override
          public long pattern() {
            return layer.activationPattern(input.value());
          }
        };
    return check(ops, subject);
  }

  /**
   * Checks a loss by its prediction.
   *
   * @param ops the loss's operations, in f64
   * @param loss the loss
   * @param prediction a prediction; not modified
   * @param target its targets
   * @return one finding, {@code prediction}
   * @throws IllegalArgumentException if the operations are not in f64
   */
  public GradientReport check(TensorOps ops, Loss loss, Tensor prediction, Target target) {
    Parameter moved = Parameter.weight(ops.tensor(prediction.shape(), ops.doubles(prediction)));
    Subject subject =
        new Subject() {
          @Override
          public Map<String, Parameter> parameters() {
            return Map.of("prediction", moved);
          }

          @Override
          public double value() {
            return loss.value(moved.value(), target);
          }

          @Override
          public Gradients gradients() {
            Gradients gradients = new Gradients(ops);
            LossAndGradient result = loss.evaluate(moved.value(), target);
            gradients.add(moved, result.gradient());
            return gradients;
          }

          @Override
          public long pattern() {
            return 0;
          }
        };
    return check(ops, subject);
  }

  private GradientReport check(TensorOps ops, Subject subject) {
    if (ops.precision() != Precision.F64) {
      throw new IllegalArgumentException(
          "gradient check: expected f64, got " + ops.precision() + "; open the backend in f64");
    }
    Map<String, double[]> analytic = new LinkedHashMap<>();
    double noise;
    try (Scope scope = ops.scope()) {
      Gradients gradients = subject.gradients();
      subject
          .parameters()
          .forEach((name, parameter) -> analytic.put(name, ops.doubles(gradients.of(parameter))));
      double magnitude = Math.max(1, Math.abs(subject.value()));
      noise = NOISE * Precision.F64.unitRoundoff() * magnitude / step;
    }
    List<GradientReport.Finding> findings = new ArrayList<>();
    for (Map.Entry<String, Parameter> entry : subject.parameters().entrySet()) {
      String name = entry.getKey();
      Probe probe = new Probe(ops, subject, entry.getValue());
      findings.add(compare(name, analytic.get(name), probe, noise));
    }
    return new GradientReport(List.copyOf(findings));
  }

  private GradientReport.Finding compare(
      String name, double[] analytic, Probe probe, double noise) {
    int[] elements = elementsOf(name, analytic.length);
    double[] numerical = new double[elements.length];
    double largest = 0;
    for (double gradient : analytic) {
      largest = Math.max(largest, Math.abs(gradient));
    }
    int leftOut = 0;
    for (int e = 0; e < elements.length; e++) {
      numerical[e] = probe.derivative(elements[e], step);
      if (numerical[e] == Probe.KINK) {
        numerical[e] = probe.derivative(elements[e], step / 10);
      }
      if (numerical[e] == Probe.KINK) {
        leftOut++;
      } else {
        largest = Math.max(largest, Math.abs(numerical[e]));
      }
    }
    double worst = 0;
    int worstAt = -1;
    for (int e = 0; e < elements.length; e++) {
      if (numerical[e] == Probe.KINK) {
        continue;
      }
      double difference = Math.abs(analytic[elements[e]] - numerical[e]);
      double error = largest <= noise ? 0 : difference / largest;
      if (worstAt < 0 || error > worst || Double.isNaN(error)) {
        worst = error;
        worstAt = e;
      }
    }
    int index = worstAt < 0 ? -1 : elements[worstAt];
    return new GradientReport.Finding(
        name,
        elements.length - leftOut,
        leftOut,
        worst,
        index,
        worstAt < 0 ? Double.NaN : analytic[index],
        worstAt < 0 ? Double.NaN : numerical[worstAt]);
  }

  private int[] elementsOf(String name, int size) {
    int[] order = random.at(name).permutation(size);
    return size <= elementsPerTensor ? order : Arrays.copyOf(order, elementsPerTensor);
  }

  /** Moves one element of one parameter, and puts it back. */
  private static final class Probe {
    /** Stands for "a rectifier switched within the step"; no derivative is infinite. */
    static final double KINK = Double.POSITIVE_INFINITY;

    private final TensorOps ops;
    private final Subject subject;
    private final Tensor moved;
    private final double[] original;

    Probe(TensorOps ops, Subject subject, Parameter parameter) {
      this.ops = ops;
      this.subject = subject;
      this.moved = parameter.value();
      this.original = ops.doubles(moved);
    }

    double derivative(int element, double step) {
      double[] values = original.clone();
      double above = original[element] + step;
      double below = original[element] - step;
      try (Scope scope = ops.scope()) {
        values[element] = above;
        write(values);
        double valueAbove = subject.value();
        long patternAbove = subject.pattern();
        values[element] = below;
        write(values);
        double valueBelow = subject.value();
        boolean switched = subject.pattern() != patternAbove;
        return switched ? KINK : (valueAbove - valueBelow) / (above - below);
      } finally {
        write(original);
      }
    }

    private void write(double[] values) {
      try (Scope scope = ops.scope()) {
        ops.updateInPlace(moved, 0, 1, ops.tensor(moved.shape(), values));
      }
    }
  }
}
