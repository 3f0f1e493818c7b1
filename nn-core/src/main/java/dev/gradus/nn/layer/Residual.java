package dev.gradus.nn.layer;

import dev.gradus.tensor.Shapes;
import dev.gradus.tensor.Tensor;
import dev.gradus.tensor.TensorOps;
import java.util.List;
import java.util.Map;

/**
 * A shortcut around some layers: y = x + f(x), where f is the layers one after another and keeps
 * the shape; dx = dy + f's gradient of dy. Parameters and state are named by position, as in {@link
 * Sequential}. Thread-safe while nobody trains it.
 *
 * <pre>{@code
 * new Residual(ops, Affine.of(ops, 50, 50, Initializer.he(), random), new Relu(ops));
 * }</pre>
 *
 * <p>Source: He, Zhang, Ren and Sun, Deep Residual Learning for Image Recognition (2016).
 */
public final class Residual implements Layer {
  private final TensorOps ops;
  private final Sequential inner;

  /**
   * The layer.
   *
   * @param ops what computes
   * @param layers at least one, input first; together they keep the shape
   */
  public Residual(TensorOps ops, Layer... layers) {
    this(ops, List.of(layers));
  }

  /**
   * The layer.
   *
   * @param ops what computes
   * @param layers at least one, input first; together they keep the shape
   * @throws IllegalArgumentException if there is none
   */
  public Residual(TensorOps ops, List<? extends Layer> layers) {
    this.ops = ops;
    this.inner = Sequential.of(layers);
  }

  /**
   * The layers that the shortcut passes by.
   *
   * @return an immutable list, input first
   */
  public List<Layer> layers() {
    return inner.layers();
  }

  @Override
  public Pass forward(Tensor x, Mode mode) {
    Pass pass = inner.forward(x, mode);
    return new Pass(
        sum(x, pass.output()),
        (dy, gradients, wantDx) -> {
          Tensor dx = pass.pullback().apply(dy, gradients, wantDx);
          return wantDx ? ops.add(dy, dx) : null;
        });
  }

  @Override
  public Tensor predict(Tensor x) {
    return sum(x, inner.predict(x));
  }

  private Tensor sum(Tensor x, Tensor fx) {
    Shapes.same("Residual", x.shape(), fx.shape());
    return ops.add(x, fx);
  }

  @Override
  public Map<String, Parameter> parameters() {
    return inner.parameters();
  }

  @Override
  public Map<String, Tensor> state() {
    return inner.state();
  }

  @Override
  public long activationPattern(Tensor x) {
    return inner.activationPattern(x);
  }

  @Override
  public String toString() {
    return "Residual" + layers();
  }
}
