package dev.gradus.nn.check;

import dev.gradus.nn.check.GradientReport.Element;
import dev.gradus.nn.check.GradientReport.Finding;
import dev.gradus.nn.layer.Parameter;
import dev.gradus.tensor.Precision;
import dev.gradus.tensor.Scope;
import dev.gradus.tensor.Shape;
import dev.gradus.tensor.Tensor;
import dev.gradus.tensor.TensorOps;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;

/** One run of a check: first whether there is a function to differentiate, then every tensor. */
final class Measurement {
  /** Rounding errors of a value, in units of the roundoff, that a difference quotient may carry. */
  private static final double NOISE = 100;

  /** How far two ways to compute one value may differ, relative to it. */
  private static final double SAME_VALUE = 1e-9;

  private static final Comparator<Element> WORST_FIRST =
      Comparator.comparingDouble(Element::error).reversed().thenComparingInt(Element::index);

  private final TensorOps ops;
  private final Subject subject;
  private final Elements elements;
  private final double step;

  Measurement(TensorOps ops, Subject subject, Elements elements, double step) {
    this.ops = ops;
    this.subject = subject;
    this.elements = elements;
    this.step = step;
  }

  GradientReport report() {
    Snapshot snapshot = Snapshot.of(ops, subject.parameters(), subject.state());
    try {
      return report(snapshot);
    } finally {
      snapshot.restore();
    }
  }

  private GradientReport report(Snapshot snapshot) {
    Map<String, double[]> analytic = new LinkedHashMap<>();
    double noise;
    try (Scope scope = ops.scope()) {
      Subject.Evaluation evaluation = evaluated(snapshot);
      noise = noiseOf(evaluation.value()) / step;
      Map<Parameter, Tensor> gradients = evaluation.gradients().asMap();
      requireListed(gradients);
      subject
          .parameters()
          .forEach(
              (name, parameter) -> {
                Tensor gradient = gradients.get(parameter);
                analytic.put(name, gradient == null ? null : ops.doubles(gradient));
              });
    }
    List<Finding> findings = new ArrayList<>();
    subject
        .parameters()
        .forEach(
            (name, parameter) ->
                findings.add(finding(name, parameter.value(), analytic.get(name), noise)));
    return new GradientReport(subject.name(), findings);
  }

  /** The gradients, once it is sure that there is one finite value for one input. */
  private Subject.Evaluation evaluated(Snapshot snapshot) {
    double value = subject.value();
    if (!Double.isFinite(value)) {
      throw refused(
          "expected a finite value, got %s; %s"
              .formatted(
                  value,
                  snapshot
                      .notFinite()
                      .orElse("parameters and input are finite; are they in the domain?")));
    }
    Subject.Evaluation evaluation = subject.evaluate();
    Subject.Evaluation again = subject.evaluate();
    snapshot
        .changed()
        .ifPresent(
            name -> {
              throw refused(
                  "expected all tensors to stay as they are, but %s was changed; %s"
                      .formatted(
                          name,
                          subject.state().containsKey(name)
                              ? "propose it to the mode's updates"
                              : "leave updates to the optimizer"));
            });
    requireSame(value, subject.value());
    requireSame(evaluation.value(), again.value());
    if (differ(value, evaluation.value(), SAME_VALUE)) {
      throw refused(
          "%s differ: %s and %s; both must compute the same function"
              .formatted(subject.methods(), value, evaluation.value()));
    }
    return evaluation;
  }

  private void requireSame(double first, double second) {
    if (differ(first, second, NOISE * Precision.F64.unitRoundoff())) {
      throw refused(
          "expected the same value for the same input, got %s, then %s".formatted(first, second)
              + "; in inference nothing may be random or kept from call to call");
    }
  }

  private static boolean differ(double a, double b, double tolerance) {
    return !(Math.abs(a - b) <= tolerance * Math.max(1, Math.abs(a))); // true for NaN
  }

  private void requireListed(Map<Parameter, Tensor> gradients) {
    for (Parameter parameter : gradients.keySet()) {
      if (!subject.parameters().containsValue(parameter)) {
        throw refused(
            "a gradient was added for a %s that parameters() does not list".formatted(parameter)
                + "; list it under a name, or it is neither saved nor checked");
      }
    }
  }

  private IllegalArgumentException refused(String problem) {
    return new IllegalArgumentException("gradient check of " + subject.name() + ": " + problem);
  }

  private static double noiseOf(double value) {
    return NOISE * Precision.F64.unitRoundoff() * Math.max(1, Math.abs(value));
  }

  /** With null for an analytic gradient that was never added. */
  private Finding finding(String name, Tensor tensor, double[] added, double noise) {
    Shape shape = tensor.shape();
    double[] analytic = added == null ? new double[shape.size()] : added;
    int[] chosen = elements.of(name, analytic.length);
    Probe probe = new Probe(ops, subject, tensor);
    OptionalDouble[] numerical = new OptionalDouble[chosen.length];
    double largest = 0;
    for (double gradient : analytic) {
      largest = largerFinite(largest, gradient);
    }
    for (int e = 0; e < chosen.length; e++) {
      numerical[e] = probe.derivative(chosen[e], step);
      if (numerical[e].isEmpty()) {
        numerical[e] = probe.derivative(chosen[e], step / 10);
      }
      largest = largerFinite(largest, numerical[e].orElse(0));
    }
    List<Element> compared = new ArrayList<>();
    for (int e = 0; e < chosen.length; e++) {
      if (numerical[e].isPresent()) {
        double a = analytic[chosen[e]];
        double n = numerical[e].getAsDouble();
        compared.add(new Element(chosen[e], a, n, error(a, n, largest, noise)));
      }
    }
    compared.sort(WORST_FIRST);
    Diagnosis diagnosis =
        new Diagnosis(shape, subject.divisors(), added, compared, i -> probe.oneSided(i, step));
    int leftOut = chosen.length - compared.size();
    return new Finding(name, shape, compared, leftOut, diagnosis.words());
  }

  private static double largerFinite(double largest, double gradient) {
    return Double.isFinite(gradient) ? Math.max(largest, Math.abs(gradient)) : largest;
  }

  private static double error(double analytic, double numerical, double largest, double noise) {
    if (!Double.isFinite(analytic) || !Double.isFinite(numerical)) {
      return Double.POSITIVE_INFINITY;
    }
    return largest <= noise ? 0 : Math.abs(analytic - numerical) / largest;
  }
}
