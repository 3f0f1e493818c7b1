package dev.gradus.nn.check;

import dev.gradus.nn.layer.Mode;
import dev.gradus.nn.layer.Parameter;
import dev.gradus.nn.loss.Objective;
import dev.gradus.nn.loss.Target;
import dev.gradus.tensor.Tensor;
import java.util.Map;

/** The loss of a network over a batch, penalty included, by the network's parameters. */
record ObjectiveSubject(Objective objective, Tensor x, Target target) implements Subject {
  @Override
  public String name() {
    return Subject.nameOf(objective.network(), "a network")
        + " with "
        + Subject.nameOf(objective.loss(), "a loss");
  }

  @Override
  public String methods() {
    return "the losses by predict and by forward";
  }

  @Override
  public Map<String, Integer> divisors() {
    return Subject.batchOf(x);
  }

  @Override
  public Map<String, Parameter> parameters() {
    return objective.network().parameters();
  }

  @Override
  public Map<String, Tensor> state() {
    return objective.network().state();
  }

  @Override
  public double value() {
    return objective.value(x, target);
  }

  @Override
  public Evaluation evaluate() {
    Objective.Result result = objective.gradients(x, target, Mode.inference());
    return new Evaluation(result.loss(), result.gradients());
  }

  @Override
  public long pattern() {
    return objective.network().activationPattern(x);
  }
}
