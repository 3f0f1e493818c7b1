package dev.gradus.nn.graph;

import dev.gradus.nn.layer.Gradients;
import dev.gradus.nn.layer.Layer;
import dev.gradus.nn.layer.Mode;
import dev.gradus.nn.layer.Parameter;
import dev.gradus.nn.layer.Pass;
import dev.gradus.tensor.IndexMap;
import dev.gradus.tensor.Shape;
import dev.gradus.tensor.Shapes;
import dev.gradus.tensor.Tensor;
import dev.gradus.tensor.TensorOps;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/** What a node computes, with a way back that gives one gradient for each of its inputs. */
interface Operation {
  /** The output, and the way back from it. */
  record Result(Tensor output, Back back) {}

  /** From ∂loss/∂output to ∂loss/∂input, one for each input. */
  interface Back {
    List<Tensor> apply(Tensor dy, Gradients gradients);
  }

  Result forward(List<Tensor> inputs, Mode mode);

  String label();

  default Map<String, Parameter> parameters() {
    return Map.of();
  }

  default Map<String, Tensor> state() {
    return Map.of();
  }

  default long activationPattern(List<Tensor> inputs) {
    return 0;
  }

  /** a + b: the gradient passes on to both. */
  record Add(TensorOps ops) implements Operation {
    @Override
    public Result forward(List<Tensor> inputs, Mode mode) {
      Shapes.same("graph add", inputs.get(0).shape(), inputs.get(1).shape());
      Tensor sum = ops.add(inputs.get(0), inputs.get(1));
      return new Result(sum, (dy, gradients) -> List.of(dy, dy));
    }

    @Override
    public String label() {
      return "+";
    }
  }

  /** a · b: the inputs swap on the way back. */
  record Multiply(TensorOps ops) implements Operation {
    @Override
    public Result forward(List<Tensor> inputs, Mode mode) {
      Tensor a = inputs.get(0);
      Tensor b = inputs.get(1);
      Shapes.same("graph multiply", a.shape(), b.shape());
      return new Result(ops.mul(a, b), (dy, gradients) -> List.of(ops.mul(dy, b), ops.mul(dy, a)));
    }

    @Override
    public String label() {
      return "×";
    }
  }

  /** Matrices side by side, {@code [m, p]} and {@code [m, q]} to {@code [m, p + q]}. */
  record Concatenate(TensorOps ops) implements Operation {
    @Override
    public Result forward(List<Tensor> inputs, Mode mode) {
      Shape a = Shapes.matrix("graph concatenate", inputs.get(0).shape());
      Shape b = Shapes.matrix("graph concatenate", inputs.get(1).shape());
      if (a.rows() != b.rows()) {
        throw new IllegalArgumentException(
            "graph concatenate: expected equally many rows, got " + a + " and " + b);
      }
      int width = a.columns() + b.columns();
      IndexMap left = window(width, 0, a.columns());
      IndexMap right = window(width, a.columns(), b.columns());
      Tensor output =
          ops.add(
              ops.scatterAddColumns(inputs.get(0), left),
              ops.scatterAddColumns(inputs.get(1), right));
      return new Result(
          output,
          (dy, gradients) -> List.of(ops.gatherColumns(dy, left), ops.gatherColumns(dy, right)));
    }

    private static IndexMap window(int width, int from, int length) {
      return IndexMap.of(width, IntStream.range(from, from + length).toArray());
    }

    @Override
    public String label() {
      return "concatenate";
    }
  }

  /** Any layer. */
  record OfLayer(Layer layer) implements Operation {
    @Override
    public Result forward(List<Tensor> inputs, Mode mode) {
      Pass pass = layer.forward(inputs.get(0), mode);
      return new Result(
          pass.output(), (dy, gradients) -> List.of(pass.pullback().apply(dy, gradients, true)));
    }

    @Override
    public String label() {
      return layer.toString();
    }

    @Override
    public Map<String, Parameter> parameters() {
      return layer.parameters();
    }

    @Override
    public Map<String, Tensor> state() {
      return layer.state();
    }

    @Override
    public long activationPattern(List<Tensor> inputs) {
      return layer.activationPattern(inputs.get(0));
    }
  }
}
