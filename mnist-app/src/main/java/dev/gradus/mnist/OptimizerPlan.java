package dev.gradus.mnist;

import dev.gradus.nn.layer.Layer;
import dev.gradus.nn.optim.AdaGrad;
import dev.gradus.nn.optim.Adadelta;
import dev.gradus.nn.optim.Adam;
import dev.gradus.nn.optim.Clipping;
import dev.gradus.nn.optim.Momentum;
import dev.gradus.nn.optim.NAdam;
import dev.gradus.nn.optim.Optimizer;
import dev.gradus.nn.optim.RmsProp;
import dev.gradus.nn.optim.Sgd;
import dev.gradus.nn.optim.UpdateRule;
import dev.gradus.nn.schedule.Schedule;
import dev.gradus.tensor.TensorOps;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * How parameters move.
 *
 * @param rule the optimizer
 * @param learningRate before the schedule scales it
 * @param constants those of the rule, by the names of their options
 * @param weightDecay λ, 0 for none
 * @param decay which weight decay
 * @param clipNorm the largest norm of all gradients, 0 for any
 * @param clipValue the largest element of a gradient, 0 for any
 * @param schedule in the written form of {@link Schedule#parse}
 */
record OptimizerPlan(
    Rule rule,
    double learningRate,
    Map<String, Double> constants,
    double weightDecay,
    Decay decay,
    double clipNorm,
    double clipValue,
    String schedule) {
  private static final String MOMENTUM = "momentum";
  private static final String BETA_1 = "beta1";
  private static final String BETA_2 = "beta2";
  private static final String EPSILON = "epsilon";
  private static final String RHO = "rho";
  private static final String ALPHA = "alpha";
  private static final String MOMENTUM_DECAY = "momentum-decay";

  /** How weights shrink. */
  enum Decay {
    COUPLED,
    DECOUPLED
  }

  /** The optimizers, with the learning rate and the constants that each usually has. */
  enum Rule {
    SGD("SGD", 0.1),
    MOMENTUM("momentum", 0.1),
    NESTEROV("Nesterov's momentum", 0.1),
    ADAGRAD("AdaGrad", 0.01),
    ADADELTA("Adadelta", 1),
    RMSPROP("RMSProp", 0.01),
    ADAM("Adam", 0.001),
    AMSGRAD("AMSGrad", 0.001),
    ADAMW("AdamW", 0.001),
    NADAM("NAdam", 0.002);

    private static final double ADAMW_DECAY = 0.01;

    private final String shown;
    private final double usualRate;

    Rule(String shown, double usualRate) {
      this.shown = shown;
      this.usualRate = usualRate;
    }

    double usualRate() {
      return usualRate;
    }

    double usualDecay() {
      return this == ADAMW ? ADAMW_DECAY : 0;
    }

    Decay usualForm() {
      return this == ADAMW ? Decay.DECOUPLED : Decay.COUPLED;
    }

    /** Its constants, by the names of their options. */
    Map<String, Double> usualConstants() {
      Map<String, Double> usual = new LinkedHashMap<>();
      switch (this) {
        case SGD -> {}
        case MOMENTUM, NESTEROV -> usual.put(OptimizerPlan.MOMENTUM, 0.9);
        case ADAGRAD -> usual.put(EPSILON, 1e-10);
        case ADADELTA -> {
          usual.put(RHO, 0.9);
          usual.put(EPSILON, 1e-6);
        }
        case RMSPROP -> {
          usual.put(ALPHA, 0.99);
          usual.put(OptimizerPlan.MOMENTUM, 0.0);
          usual.put(EPSILON, 1e-8);
        }
        case ADAM, AMSGRAD, ADAMW, NADAM -> {
          usual.put(BETA_1, 0.9);
          usual.put(BETA_2, 0.999);
          usual.put(EPSILON, 1e-8);
          if (this == NADAM) {
            usual.put(MOMENTUM_DECAY, 0.004);
          }
        }
      }
      return usual;
    }
  }

  /** Checked; constants that are missing are the usual ones. */
  OptimizerPlan {
    Map<String, Double> all = rule.usualConstants();
    constants.forEach(
        (name, value) -> {
          if (!all.containsKey(name)) {
            throw new IllegalArgumentException(
                "--%s: %s has no such constant; leave it out%s"
                    .formatted(
                        name,
                        Choices.word(rule),
                        all.isEmpty() ? "" : ", or give one of " + all.keySet()));
          }
          all.put(name, value);
        });
    constants = Collections.unmodifiableMap(all);
    if (clipNorm > 0 && clipValue > 0) {
      throw new IllegalArgumentException(
          "--clip-value: expected one of --clip-norm and --clip-value, got both");
    }
    if (rule == Rule.ADAMW && decay == Decay.COUPLED) {
      throw new IllegalArgumentException(
          "--weight-decay-form: adamw decays decoupled; for coupled decay take adam");
    }
  }

  /** The rule, with weight decay. */
  UpdateRule updateRule() {
    UpdateRule bare = bareRule();
    if (weightDecay == 0) {
      return bare;
    }
    return decay == Decay.COUPLED
        ? bare.withWeightDecay(weightDecay)
        : bare.withDecoupledWeightDecay(weightDecay);
  }

  private UpdateRule bareRule() {
    return switch (rule) {
      case SGD -> new Sgd(learningRate);
      case MOMENTUM -> new Momentum(learningRate, of(MOMENTUM));
      case NESTEROV -> new Momentum(learningRate, of(MOMENTUM), true);
      case ADAGRAD -> new AdaGrad(learningRate, of(EPSILON));
      case ADADELTA -> new Adadelta(learningRate, of(RHO), of(EPSILON));
      case RMSPROP -> new RmsProp(learningRate, of(ALPHA), of(MOMENTUM), of(EPSILON));
      case ADAM, ADAMW -> new Adam(learningRate, of(BETA_1), of(BETA_2), of(EPSILON));
      case AMSGRAD -> new Adam(learningRate, of(BETA_1), of(BETA_2), of(EPSILON), true);
      case NADAM ->
          new NAdam(learningRate, of(BETA_1), of(BETA_2), of(EPSILON), of(MOMENTUM_DECAY));
    };
  }

  private double of(String constant) {
    return constants.get(constant);
  }

  /** The optimizer of a network, for so many updates. */
  Optimizer optimizer(TensorOps ops, Layer network, long updates) {
    return Optimizer.builder(ops, network.parameters(), updateRule())
        .clipping(clipping())
        .schedule(schedule(updates))
        .build();
  }

  /** The schedule of so many updates. */
  Schedule schedule(long updates) {
    return Schedule.parse(schedule, updates);
  }

  private Clipping clipping() {
    if (clipNorm > 0) {
      return Clipping.byGlobalNorm(clipNorm);
    }
    return clipValue > 0 ? Clipping.byValue(clipValue) : Clipping.none();
  }

  /** Adds what it is made of, by the names of options. */
  void addTo(Map<String, Object> settings) {
    settings.put("optimizer", Choices.word(rule));
    settings.put("lr", learningRate);
    settings.put("schedule", schedule);
    settings.putAll(constants);
    settings.put("weight-decay", weightDecay);
    settings.put("weight-decay-form", Choices.word(decay));
    settings.put("clip-norm", clipNorm);
    settings.put("clip-value", clipValue);
  }

  /** Rule, rate and all that changes them in words. */
  String describe() {
    StringBuilder words = new StringBuilder(rule.shown);
    if (rule == Rule.MOMENTUM || rule == Rule.NESTEROV) {
      words.append(' ').append(of(MOMENTUM));
    } else if (!constants.equals(rule.usualConstants())) {
      words.append(' ').append(constants);
    }
    words.append(", learning rate ").append(learningRate);
    if (!schedule.equals(OptimizerOptions.CONSTANT)) {
      words.append(" by ").append(schedule);
    }
    if (weightDecay > 0) {
      words.append(", ").append(Choices.word(decay)).append(" weight decay ").append(weightDecay);
    }
    words.append(clipNorm > 0 ? ", gradients clipped to norm " + clipNorm : "");
    words.append(clipValue > 0 ? ", gradients clipped to ±" + clipValue : "");
    return words.toString();
  }
}
