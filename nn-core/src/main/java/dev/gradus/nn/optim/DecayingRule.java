package dev.gradus.nn.optim;

import dev.gradus.tensor.Tensor;
import java.util.List;

/** A rule under which weights also shrink: through the gradient (coupled), or past it. */
record DecayingRule(UpdateRule rule, double lambda, boolean coupled) implements UpdateRule {
  DecayingRule {
    Hyperparameters.notNegative("weight decay", lambda);
  }

  @Override
  public double learningRate() {
    return rule.learningRate();
  }

  @Override
  public List<String> stateNames() {
    return rule.stateNames();
  }

  @Override
  public void apply(Update u) {
    rule.apply(u.parameter().decays() ? decayed(u) : u);
  }

  private Update decayed(Update u) {
    if (coupled) {
      Tensor pull = u.ops().scale(u.target(), lambda);
      return u.withGradient(u.ops().add(u.gradient(), pull));
    }
    return u.shrinking(1 - u.rate() * lambda);
  }
}
