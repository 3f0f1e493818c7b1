package dev.gradus.examples;

import dev.gradus.formats.LayerArguments;
import dev.gradus.nn.layer.Layer;
import dev.gradus.nn.layer.Mode;
import dev.gradus.nn.layer.Parameter;
import dev.gradus.nn.layer.Pass;
import dev.gradus.tensor.Shape;
import dev.gradus.tensor.Tensor;
import dev.gradus.tensor.TensorOps;
import java.util.Map;

/**
 * A bell in the place of a step: y = exp(−(s·x)²), with a sharpness s for each column, which is
 * learnt. ∂y/∂x = −2·s²·x·y and ∂y/∂s = −2·s·x²·y.
 */
record Gaussian(TensorOps ops, Parameter sharpness) implements Layer {
  static Gaussian of(TensorOps ops, int columns) {
    return new Gaussian(ops, Parameter.bias(ops.full(Shape.of(columns), 1)));
  }

  @Override
  public Pass forward(Tensor x, Mode mode) {
    Tensor s = sharpness.value();
    Tensor sx = ops.mul(x, s);
    Tensor y = ops.exp(ops.scale(ops.mul(sx, sx), -1));
    return new Pass(
        y,
        (dy, gradients, wantDx) -> {
          Tensor common = ops.scale(ops.mul(ops.mul(dy, y), sx), -2);
          gradients.add(sharpness, ops.columnSums(ops.mul(common, x)));
          return wantDx ? ops.mul(common, s) : null;
        });
  }

  @Override
  public Map<String, Parameter> parameters() {
    return Map.of("sharpness", sharpness);
  }

  /** What a model file says of it, besides its parameters. */
  Map<String, Object> arguments() {
    return Map.of("columns", sharpness.value().shape().size());
  }

  static Gaussian read(LayerArguments file) {
    int columns = file.integer("columns");
    return new Gaussian(file.ops(), Parameter.bias(file.tensor("sharpness", columns)));
  }
}
