package dev.gradus.nn.loss;

import dev.gradus.nn.layer.Gradients;
import dev.gradus.nn.layer.Layer;
import dev.gradus.nn.layer.Mode;
import dev.gradus.nn.layer.Pass;
import dev.gradus.tensor.LossAndGradient;
import dev.gradus.tensor.Tensor;
import dev.gradus.tensor.TensorOps;

/**
 * What training makes small: the loss of a network over a batch, plus a penalty on its weights.
 *
 * <pre>{@code
 * Objective objective = new Objective(ops, network, new SoftmaxCrossEntropy(ops));
 * Objective.Result result = objective.gradients(x, target, Mode.inference());
 * optimizer.step(result.gradients());
 * }</pre>
 */
public final class Objective {
  private final TensorOps ops;
  private final Layer network;
  private final Loss loss;
  private final Penalty penalty;

  /**
   * The gradients of one batch.
   *
   * @param loss the loss, the penalty included
   * @param gradients of all parameters
   */
  public record Result(double loss, Gradients gradients) {}

  /**
   * Without a penalty.
   *
   * @param ops what computes
   * @param network the network
   * @param loss its loss
   */
  public Objective(TensorOps ops, Layer network, Loss loss) {
    this(ops, network, loss, new L2Penalty(ops, 0));
  }

  /**
   * With a penalty.
   *
   * @param ops what computes
   * @param network the network
   * @param loss its loss
   * @param penalty on its weights
   */
  public Objective(TensorOps ops, Layer network, Loss loss, Penalty penalty) {
    this.ops = ops;
    this.network = network;
    this.loss = loss;
    this.penalty = penalty;
  }

  /**
   * What computes.
   *
   * @return the operations
   */
  public TensorOps ops() {
    return ops;
  }

  /**
   * The network.
   *
   * @return as given
   */
  public Layer network() {
    return network;
  }

  /**
   * The loss, without the penalty.
   *
   * @return as given
   */
  public Loss loss() {
    return loss;
  }

  /**
   * The loss of a batch in prediction mode, the penalty included.
   *
   * @param x inputs; not modified
   * @param target their targets
   * @return the loss
   */
  public double value(Tensor x, Target target) {
    return loss.value(network.predict(x), target) + penalty.value(network.parameters().values());
  }

  /**
   * The loss of a batch, and its gradient by every parameter.
   *
   * @param x inputs; not modified
   * @param target their targets
   * @param mode prediction or training
   * @return loss and gradients; no parameter is changed
   */
  public Result gradients(Tensor x, Target target, Mode mode) {
    Pass pass = network.forward(x, mode);
    LossAndGradient result = loss.evaluate(pass.output(), target);
    Gradients gradients = new Gradients(ops, network.parameters());
    pass.pullback().apply(result.gradient(), gradients, false);
    penalty.addGradients(network.parameters().values(), gradients);
    double total = result.loss() + penalty.value(network.parameters().values());
    return new Result(total, gradients);
  }
}
