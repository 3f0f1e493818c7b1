package dev.gradus.nn.optim;

import dev.gradus.nn.layer.Parameter;
import dev.gradus.tensor.Tensor;
import dev.gradus.tensor.TensorOps;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/** One parameter of an optimizer: its rule, what the rule remembers, and how often it has moved. */
final class Slot {
  private final String name;
  private final UpdateRule rule;
  private final Map<String, Tensor> state;
  private final Update update;
  private long steps;

  Slot(TensorOps ops, String name, Parameter parameter, UpdateRule rule) {
    this.name = name;
    this.rule = rule;
    Map<String, Tensor> zeros = new LinkedHashMap<>();
    for (String tensor : rule.stateNames()) {
      zeros.put(tensor, ops.full(parameter.value().shape(), 0));
    }
    this.state = Collections.unmodifiableMap(zeros);
    this.update = new Update(ops, parameter, state);
  }

  String name() {
    return name;
  }

  UpdateRule rule() {
    return rule;
  }

  long steps() {
    return steps;
  }

  void steps(long count) {
    steps = count;
  }

  /** What is remembered, by the names of parameter and tensor: {@code 0.weight.velocity}. */
  Map<String, Tensor> named() {
    Map<String, Tensor> named = new LinkedHashMap<>();
    state.forEach((tensor, value) -> named.put(name + "." + tensor, value));
    return named;
  }

  /** A step at the given share of the rule's learning rate. */
  void step(Tensor gradient, double factor) {
    steps++;
    rule.apply(update.next(gradient, steps, factor * rule.learningRate()));
  }
}
