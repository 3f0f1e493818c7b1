package dev.gradus.nn.train;

import dev.gradus.nn.optim.Update;
import dev.gradus.nn.optim.UpdateRule;
import dev.gradus.tensor.Tensor;

/** Adds one number to the first element of every parameter, whatever the gradient. */
record Walk(double pace) implements UpdateRule {
  @Override
  public double learningRate() {
    return 1;
  }

  @Override
  public void apply(Update update) {
    double[] direction = new double[update.target().shape().size()];
    direction[0] = -pace;
    Tensor tensor = update.ops().tensor(update.target().shape(), direction);
    update.descend(update.rate(), tensor);
  }
}
