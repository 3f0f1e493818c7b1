package dev.gradus.nn.loss;

import dev.gradus.nn.layer.Gradients;
import dev.gradus.nn.layer.Parameter;
import dev.gradus.tensor.Tensor;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;

/** A factor times a sum over all weights. */
abstract class WeightPenalty implements Penalty {
  private final double factor;

  WeightPenalty(String name, double lambda, double factor) {
    if (!(lambda >= 0) || Double.isInfinite(lambda)) {
      throw new IllegalArgumentException(
          name + ": expected a finite λ of at least 0, got " + lambda);
    }
    this.factor = factor;
  }

  /** What is summed over the elements of one weight. */
  abstract double sum(Tensor weight);

  /** The gradient of the whole penalty. */
  abstract Tensor gradient(Tensor weight);

  @Override
  public final double value(Collection<Parameter> parameters) {
    if (factor == 0) {
      return 0;
    }
    double sum = 0;
    for (Parameter weight : weights(parameters)) {
      sum += sum(weight.value());
    }
    return factor * sum;
  }

  @Override
  public final void addGradients(Collection<Parameter> parameters, Gradients gradients) {
    if (factor != 0) {
      for (Parameter weight : weights(parameters)) {
        gradients.add(weight, gradient(weight.value()));
      }
    }
  }

  private static List<Parameter> weights(Collection<Parameter> parameters) {
    return new LinkedHashSet<>(parameters).stream().filter(Parameter::decays).toList();
  }
}
