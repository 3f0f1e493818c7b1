package dev.gradus.nn.train;

import dev.gradus.nn.data.Batch;
import dev.gradus.nn.layer.Gradients;
import dev.gradus.nn.layer.Mode;
import dev.gradus.nn.layer.Parameter;
import dev.gradus.nn.loss.Objective;
import dev.gradus.tensor.Scope;
import dev.gradus.tensor.Tensor;
import dev.gradus.tensor.TensorOps;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * Ends a training whose numbers are no longer finite, and says where it began. Each loss is tested,
 * and the parameters and the layers' state before they are measured or saved; a gradient that
 * spoils its parameter though the loss was finite shows in the next of these. Testing each gradient
 * would cost a step of a small network a sixth on a backend whose calls are dear.
 */
final class NanGuard {
  private static final String REMEDY = "a lower learning rate may help";

  private final TensorOps ops;
  private final Objective objective;

  /** Something that is not finite: its name, and in words what it holds. */
  private record Bad(String name, String what) {}

  NanGuard(Objective objective) {
    this.ops = objective.ops();
    this.objective = objective;
  }

  void requireFiniteLoss(long iteration, Batch batch, Mode mode, Objective.Result result) {
    if (!Double.isFinite(result.loss())) {
      throw badLoss(iteration, batch, mode, result);
    }
  }

  private TrainingException badLoss(
      long iteration, Batch batch, Mode mode, Objective.Result result) {
    String start = "training: the loss is %s at iteration %d; ".formatted(result.loss(), iteration);
    Optional<String> badInput = badElement(batch.inputs());
    if (badInput.isPresent()) {
      String words = start + "the inputs of the batch hold " + badInput.get() + "; mend the data";
      return new TrainingException(iteration, Optional.empty(), Optional.empty(), words);
    }
    Optional<FirstBadOutput.Found> output =
        new FirstBadOutput(ops).in(objective.network(), batch.inputs(), mode);
    Optional<Bad> spoilt = badParameter();
    Optional<Bad> parameter = spoilt.or(() -> badGradient(result.gradients()));
    List<String> words = new ArrayList<>();
    output.ifPresent(
        found ->
            words.add(
                "the first output that is not finite is that of layer %s (%s), which holds %s"
                    .formatted(
                        found.path().isEmpty() ? "all" : found.path(),
                        found.layer(),
                        badElement(found.output()).orElse("an overflow"))));
    parameter.ifPresent(bad -> words.add(bad.what()));
    if (iteration > 1 && spoilt.isPresent()) {
      words.add("it was spoilt by the update of iteration " + (iteration - 1));
    }
    words.add(
        words.isEmpty()
            ? "all outputs, parameters and gradients are finite, so look at targets and penalty"
            : REMEDY);
    return new TrainingException(
        iteration,
        output.map(FirstBadOutput.Found::path).or(() -> parameter.flatMap(NanGuard::layerOf)),
        parameter.map(Bad::name),
        start + String.join("; ", words));
  }

  void requireFiniteNetwork(long iteration) {
    try (Scope scope = ops.scope()) {
      Optional<Bad> parameter = badParameter();
      parameter
          .or(this::badState)
          .ifPresent(
              bad -> {
                throw new TrainingException(
                    iteration,
                    layerOf(bad),
                    parameter.map(Bad::name),
                    "training: after iteration %d %s; %s".formatted(iteration, bad.what(), REMEDY));
              });
    }
  }

  private Optional<Bad> badParameter() {
    return firstBad("parameter", objective.network().parameters(), Parameter::value);
  }

  /** Such as running statistics, which spoil predictions though training goes on. */
  private Optional<Bad> badState() {
    return firstBad("state", objective.network().state(), Function.identity());
  }

  /** Parameters that took no part in the pass have no gradient. */
  private Optional<Bad> badGradient(Gradients gradients) {
    return firstBad(
        "the gradient of", objective.network().parameters(), p -> gradients.asMap().get(p));
  }

  private <T> Optional<Bad> firstBad(
      String what, Map<String, T> named, Function<? super T, Tensor> tensorOf) {
    for (Map.Entry<String, T> entry : named.entrySet()) {
      Tensor tensor = tensorOf.apply(entry.getValue());
      if (tensor != null && !isFinite(ops, tensor)) {
        String name = entry.getKey();
        return badElement(tensor)
            .map(element -> new Bad(name, "%s %s holds %s".formatted(what, name, element)));
      }
    }
    return Optional.empty();
  }

  /**
   * Whether all elements are. One that is not spoils the sum, which costs a fraction of a product;
   * only where the sum is spoilt, or has overflown, are the elements looked at.
   */
  static boolean isFinite(TensorOps ops, Tensor tensor) {
    return Double.isFinite(ops.sum(tensor)) || badElement(ops, tensor).isEmpty();
  }

  private Optional<String> badElement(Tensor tensor) {
    return badElement(ops, tensor);
  }

  private static Optional<String> badElement(TensorOps ops, Tensor tensor) {
    double[] values = ops.doubles(tensor);
    for (int i = 0; i < values.length; i++) {
      if (!Double.isFinite(values[i])) {
        return Optional.of("%s (element %d)".formatted(values[i], i));
      }
    }
    return Optional.empty();
  }

  private static Optional<String> layerOf(Bad bad) {
    int dot = bad.name().lastIndexOf('.');
    return dot < 0 ? Optional.empty() : Optional.of(bad.name().substring(0, dot));
  }
}
