package dev.gradus.mnist;

import dev.gradus.nn.schedule.Schedule;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Option;
import picocli.CommandLine.TypeConversionException;

/** How parameters move. */
@Section("Optimizer")
final class OptimizerOptions {
  static final String CONSTANT = "constant";

  @Option(
      names = "--optimizer",
      paramLabel = "NAME",
      defaultValue = "sgd",
      converter = Choices.OfOptimizer.class,
      description =
          "sgd, momentum, nesterov, adagrad, adadelta, rmsprop, adam, amsgrad, adamw or nadam."
              + " Default: ${DEFAULT-VALUE}.")
  private OptimizerPlan.Rule rule;

  @Option(
      names = "--lr",
      paramLabel = "X",
      converter = Numbers.Positive.class,
      description =
          "The learning rate. Default: 0.1; adagrad and rmsprop 0.01, adam, amsgrad and adamw"
              + " 0.001, nadam 0.002, adadelta 1.")
  private Double learningRate;

  @Option(
      names = "--schedule",
      paramLabel = "TEXT",
      defaultValue = CONSTANT,
      converter = ScheduleForm.class,
      description =
          "How the learning rate changes over the steps: constant, warmup(STEPS), cosine,"
              + " one-cycle, step(EVERY,GAMMA), exponential(GAMMA), plateau(FACTOR,PATIENCE);"
              + " joined as in 'warmup(500) then cosine'. In full warmup(STEPS,START), from START"
              + " times the rate, 0.1 if left out; cosine(STEPS,FLOOR), down to FLOOR times it;"
              + " one-cycle(STEPS,RISING,DIVISOR,FINAL); cosine and one-cycle alone take the steps that"
              + " are left. Default:"
              + " ${DEFAULT-VALUE}.")
  private String schedule;

  @Option(
      names = "--momentum",
      paramLabel = "X",
      converter = Numbers.Share.class,
      description = "μ of momentum and nesterov, by default 0.9; of rmsprop, by default 0.")
  private Double momentum;

  @Option(
      names = "--beta1",
      paramLabel = "X",
      converter = Numbers.Share.class,
      description = "β₁ of the Adams, by default 0.9.")
  private Double beta1;

  @Option(
      names = "--beta2",
      paramLabel = "X",
      converter = Numbers.Share.class,
      description = "β₂ of the Adams, by default 0.999.")
  private Double beta2;

  @Option(
      names = "--epsilon",
      paramLabel = "X",
      converter = Numbers.Positive.class,
      description =
          "ε in the divisor: by default 1e-8, with adagrad 1e-10, with adadelta 1e-6; sgd,"
              + " momentum and nesterov have none.")
  private Double epsilon;

  @Option(
      names = "--rho",
      paramLabel = "X",
      converter = Numbers.Share.class,
      description = "ρ of adadelta, by default 0.9.")
  private Double rho;

  @Option(
      names = "--alpha",
      paramLabel = "X",
      converter = Numbers.Share.class,
      description = "α of rmsprop, by default 0.99.")
  private Double alpha;

  @Option(
      names = "--momentum-decay",
      paramLabel = "X",
      converter = Numbers.NotNegative.class,
      description = "ψ of nadam, by default 0.004.")
  private Double momentumDecay;

  @Option(
      names = "--weight-decay",
      paramLabel = "X",
      converter = Numbers.NotNegative.class,
      description = "λ by which weights shrink, not biases. Default: 0; adamw 0.01.")
  private Double weightDecay;

  @Option(
      names = "--weight-decay-form",
      paramLabel = "coupled|decoupled",
      converter = Choices.OfDecay.class,
      description =
          "Through the gradient, or past the optimizer by the factor 1 - learning rate · λ."
              + " Default: coupled; adamw decoupled.")
  private OptimizerPlan.Decay decay;

  @Option(
      names = "--clip-norm",
      paramLabel = "X",
      defaultValue = "0",
      converter = Numbers.NotNegative.class,
      description =
          "Scale gradients down to this norm of all of them. Default: ${DEFAULT-VALUE}, any.")
  private double clipNorm;

  @Option(
      names = "--clip-value",
      paramLabel = "X",
      defaultValue = "0",
      converter = Numbers.NotNegative.class,
      description =
          "Limit each element of a gradient to ± this. Default: ${DEFAULT-VALUE}, any value.")
  private double clipValue;

  /** Texts that are schedules, whatever the number of steps. */
  private static final class ScheduleForm implements ITypeConverter<String> {
    private static final long MANY_STEPS = 1L << 53;

    @Override
    public String convert(String text) {
      try {
        Schedule.parse(text, MANY_STEPS);
      } catch (IllegalArgumentException e) {
        throw new TypeConversionException(e.getMessage());
      }
      return text.strip();
    }
  }

  OptimizerPlan plan() {
    Map<String, Double> constants = new LinkedHashMap<>();
    constants.put("momentum", momentum);
    constants.put("beta1", beta1);
    constants.put("beta2", beta2);
    constants.put("epsilon", epsilon);
    constants.put("rho", rho);
    constants.put("alpha", alpha);
    constants.put("momentum-decay", momentumDecay);
    constants.values().removeIf(Objects::isNull);
    return new OptimizerPlan(
        rule,
        learningRate == null ? rule.usualRate() : learningRate,
        constants,
        weightDecay == null ? rule.usualDecay() : weightDecay,
        decay == null ? rule.usualForm() : decay,
        clipNorm,
        clipValue,
        schedule);
  }
}
