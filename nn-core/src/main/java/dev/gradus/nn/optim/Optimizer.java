package dev.gradus.nn.optim;

import dev.gradus.nn.layer.Gradients;
import dev.gradus.nn.layer.Parameter;
import dev.gradus.nn.schedule.ReduceOnPlateau;
import dev.gradus.nn.schedule.Schedule;
import dev.gradus.tensor.Tensor;
import dev.gradus.tensor.TensorOps;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiPredicate;

/**
 * Turns gradients into updates of parameters, in place. How a parameter moves is its {@link
 * UpdateRule}; the optimizer clips the gradients, scales the learning rates by the {@link
 * Schedule}, and keeps what the rules remember.
 *
 * <pre>{@code
 * Optimizer optimizer =
 *     Optimizer.builder(ops, network.parameters(), new Adam(1e-3).withDecoupledWeightDecay(0.01))
 *         .group((name, parameter) -> name.startsWith("0."), new Adam(1e-4))
 *         .clipping(Clipping.byGlobalNorm(1))
 *         .schedule(new LinearWarmup(500).then(new CosineDecay(9_500)))
 *         .build();
 * }</pre>
 *
 * <p>For one thread.
 */
public final class Optimizer {
  private final UpdateRule rule;
  private final Clipping clipping;
  private final Schedule schedule;
  private final TensorOps ops;
  private final Map<Parameter, Slot> slots = new LinkedHashMap<>();
  private long steps;

  private Optimizer(Builder builder) {
    this.ops = builder.ops;
    this.rule = builder.rule;
    this.clipping = builder.clipping;
    this.schedule = builder.schedule;
    builder.parameters.forEach(
        (name, parameter) ->
            slots.computeIfAbsent(parameter, p -> new Slot(ops, name, p, builder.ruleOf(name, p))));
  }

  /**
   * One rule for all parameters, at its own learning rate. Make it outside the scope of a step: the
   * state that it allocates must live as long as the training.
   *
   * @param ops what computes
   * @param parameters those that will be updated, by name
   * @param rule how
   * @return an optimizer
   */
  public static Optimizer of(TensorOps ops, Map<String, Parameter> parameters, UpdateRule rule) {
    return builder(ops, parameters, rule).build();
  }

  /**
   * Begins an optimizer.
   *
   * @param ops what computes
   * @param parameters those that will be updated, by name
   * @param rule of all parameters that are in no group
   * @return a builder
   */
  public static Builder builder(TensorOps ops, Map<String, Parameter> parameters, UpdateRule rule) {
    return new Builder(ops, parameters, rule);
  }

  /** Collects what an optimizer is made of. For one thread. */
  public static final class Builder {
    private final TensorOps ops;
    private final Map<String, Parameter> parameters;
    private final UpdateRule rule;
    private final List<Group> groups = new ArrayList<>();
    private Clipping clipping = Clipping.none();
    private Schedule schedule = Schedule.constant();

    private record Group(BiPredicate<String, Parameter> members, UpdateRule rule) {}

    private Builder(TensorOps ops, Map<String, Parameter> parameters, UpdateRule rule) {
      this.ops = ops;
      this.parameters = new LinkedHashMap<>(parameters);
      this.rule = rule;
    }

    /**
     * Gives some parameters a rule of their own. Where groups overlap, the first counts.
     *
     * @param members whether a parameter belongs, by its name and itself; of a list: {@code (name,
     *     parameter) -> list.contains(parameter)}
     * @param own their rule
     * @return this builder
     * @throws IllegalArgumentException if no parameter belongs
     */
    public Builder group(BiPredicate<String, Parameter> members, UpdateRule own) {
      if (parameters.entrySet().stream().noneMatch(e -> members.test(e.getKey(), e.getValue()))) {
        throw new IllegalArgumentException(
            "optimizer: expected a group of some of the parameters %s, got one of none, for %s"
                .formatted(parameters.keySet(), own));
      }
      groups.add(new Group(members, own));
      return this;
    }

    /**
     * Clips gradients, before weight decay.
     *
     * @param chosen the clipping
     * @return this builder
     */
    public Builder clipping(Clipping chosen) {
      this.clipping = chosen;
      return this;
    }

    /**
     * Scales the learning rate of every rule, step by step.
     *
     * @param chosen the schedule
     * @return this builder
     */
    public Builder schedule(Schedule chosen) {
      this.schedule = chosen;
      return this;
    }

    /**
     * Makes the optimizer. Call it outside the scope of a step: the state that it allocates must
     * live as long as the training.
     *
     * @return an optimizer which has made no step
     */
    public Optimizer build() {
      return new Optimizer(this);
    }

    private UpdateRule ruleOf(String name, Parameter parameter) {
      return groups.stream()
          .filter(group -> group.members.test(name, parameter))
          .map(Group::rule)
          .findFirst()
          .orElse(rule);
    }
  }

  /**
   * Updates every parameter that has a gradient.
   *
   * @param gradients of one step; not modified
   * @throws IllegalArgumentException if one is of a parameter that the optimizer was not told of;
   *     then nothing is updated
   */
  public void step(Gradients gradients) {
    Map<Parameter, Tensor> raw = gradients.asMap();
    raw.forEach((p, g) -> slot(p));
    double factor = schedule.factor(steps);
    clipping.apply(ops, raw).forEach((p, g) -> slot(p).step(g, factor));
    steps++;
  }

  private Slot slot(Parameter parameter) {
    Slot slot = slots.get(parameter);
    if (slot == null) {
      throw new IllegalArgumentException(
          "optimizer: a gradient of a %s, which is not among its parameters; make it with them"
              .formatted(parameter));
    }
    return slot;
  }

  /**
   * The steps made.
   *
   * @return 0 before the first
   */
  public long steps() {
    return steps;
  }

  /**
   * The learning rate of the next step, outside groups.
   *
   * @return the rule's, scaled by the schedule
   */
  public double learningRate() {
    return schedule.factor(steps) * rule.learningRate();
  }

  /**
   * The learning rate of every parameter in the next step.
   *
   * @return by name
   */
  public Map<String, Double> learningRates() {
    double factor = schedule.factor(steps);
    Map<String, Double> rates = new LinkedHashMap<>();
    slots.values().forEach(slot -> rates.put(slot.name(), factor * slot.rule().learningRate()));
    return rates;
  }

  /**
   * What scales the learning rates.
   *
   * @return as given, or a constant
   */
  public Schedule schedule() {
    return schedule;
  }

  /**
   * All that it remembers.
   *
   * @return the state; its tensors are the optimizer's own, which the next step changes, so save or
   *     copy them before
   */
  public OptimizerState state() {
    Map<String, Long> stepsOf = new LinkedHashMap<>();
    slots.values().forEach(slot -> stepsOf.put(slot.name(), slot.steps()));
    List<ReduceOnPlateau.State> plateaus =
        schedule.plateaus().stream().map(ReduceOnPlateau::state).toList();
    return new OptimizerState(steps, stepsOf, plateaus, tensors());
  }

  private Map<String, Tensor> tensors() {
    Map<String, Tensor> tensors = new LinkedHashMap<>();
    slots.values().forEach(slot -> tensors.putAll(slot.named()));
    return tensors;
  }

  /**
   * Goes on where another optimizer, made in the same way, stood.
   *
   * @param saved its state; not modified, and its tensors are copied
   * @throws IllegalArgumentException if the state is that of other parameters, rules or schedules;
   *     then nothing is changed
   */
  public void load(OptimizerState saved) {
    Map<String, Tensor> own = tensors();
    List<ReduceOnPlateau> plateaus = schedule.plateaus();
    StateCheck.mustFit(state(), saved);
    own.forEach((name, tensor) -> ops.updateInPlace(tensor, 0, 1, saved.tensors().get(name)));
    slots.values().forEach(slot -> slot.steps(saved.stepsOf().get(slot.name())));
    for (int i = 0; i < plateaus.size(); i++) {
      plateaus.get(i).load(saved.plateaus().get(i));
    }
    steps = saved.steps();
  }
}
