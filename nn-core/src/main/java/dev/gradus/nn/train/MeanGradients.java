package dev.gradus.nn.train;

import dev.gradus.nn.layer.Gradients;
import dev.gradus.nn.layer.Parameter;
import dev.gradus.nn.loss.Objective;
import dev.gradus.tensor.Scope;
import dev.gradus.tensor.Tensor;
import dev.gradus.tensor.TensorOps;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The mean gradient of several batches, each with the weight that its loss has: Σ wᵢ·gᵢ / Σ wᵢ.
 * Only the sum outlives a batch. For one thread.
 */
final class MeanGradients {
  /** Lost beside any other, but where no sample counts the penalty still does. */
  private static final double LEAST_WEIGHT = 1e-20;

  private final TensorOps ops;
  private final Map<String, Parameter> names;
  private final Map<Parameter, Tensor> sums = new LinkedHashMap<>();
  private double losses;
  private double weights;
  private int samples;

  MeanGradients(TensorOps ops, Map<String, Parameter> names) {
    this.ops = ops;
    this.names = names;
  }

  /** Adds a batch of so many samples; the sum is kept when the batch's scope closes. */
  void add(Scope ofBatch, Objective.Result result, int ofSamples, double ofWeight) {
    double weight = Math.max(ofWeight, LEAST_WEIGHT);
    result
        .gradients()
        .asMap()
        .forEach(
            (parameter, gradient) -> {
              Tensor sum = sums.get(parameter);
              if (sum == null) {
                sums.put(parameter, ofBatch.keep(ops.scale(gradient, weight)));
              } else {
                ops.updateInPlace(sum, 1, weight, gradient);
              }
            });
    losses += weight * result.loss();
    weights += weight;
    samples += ofSamples;
  }

  int samples() {
    return samples;
  }

  Objective.Result result() {
    Gradients mean = new Gradients(ops, names);
    sums.forEach((parameter, sum) -> mean.add(parameter, ops.scale(sum, 1 / weights)));
    return new Objective.Result(losses / weights, mean);
  }
}
