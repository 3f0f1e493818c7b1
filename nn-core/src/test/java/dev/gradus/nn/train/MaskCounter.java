package dev.gradus.nn.train;

import dev.gradus.nn.layer.Layer;
import dev.gradus.nn.layer.Mode;
import dev.gradus.nn.layer.Parameter;
import dev.gradus.nn.layer.Pass;
import dev.gradus.tensor.Tensor;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/** Counts the different sources of randomness that reach a layer in training. */
final class MaskCounter implements Layer {
  private final Layer layer;
  private final int[] count;
  private final Set<Long> seen = new HashSet<>();

  MaskCounter(Layer layer, int[] count) {
    this.layer = layer;
    this.count = count;
  }

  @Override
  public Pass forward(Tensor x, Mode mode) {
    if (mode instanceof Mode.Training training && seen.add(training.random().bits(0))) {
      count[0]++;
    }
    return layer.forward(x, mode);
  }

  @Override
  public Map<String, Parameter> parameters() {
    return layer.parameters();
  }
}
