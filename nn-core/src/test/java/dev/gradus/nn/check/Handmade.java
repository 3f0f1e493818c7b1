package dev.gradus.nn.check;

import dev.gradus.nn.layer.Layer;
import dev.gradus.nn.layer.Mode;
import dev.gradus.nn.layer.Parameter;
import dev.gradus.nn.layer.Pass;
import dev.gradus.tensor.Tensor;
import dev.gradus.tensor.TensorOps;
import java.util.Map;
import java.util.function.UnaryOperator;

/** A layer whose way back is made by the test, mistakes included. */
record Handmade(Map<String, Parameter> parameters, Forward way) implements Layer {
  interface Forward {
    Pass apply(Tensor x);
  }

  @Override
  public Pass forward(Tensor x, Mode mode) {
    return way.apply(x);
  }

  /** y = x·Wᵀ, whose gradients are spoilt on their way out. */
  static Handmade linear(
      TensorOps ops,
      Parameter weight,
      UnaryOperator<Tensor> spoilDw,
      UnaryOperator<Tensor> spoilDx) {
    return new Handmade(
        Map.of("weight", weight),
        x ->
            new Pass(
                ops.matmulTransB(x, weight.value()),
                (dy, gradients, wantDx) -> {
                  gradients.add(weight, spoilDw.apply(ops.matmulTransA(dy, x)));
                  return spoilDx.apply(ops.matmul(dy, weight.value()));
                }));
  }
}
