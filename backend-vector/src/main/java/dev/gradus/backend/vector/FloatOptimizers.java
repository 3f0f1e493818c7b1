package dev.gradus.backend.vector;

import static dev.gradus.backend.vector.FloatLanes.LANES;
import static dev.gradus.backend.vector.FloatLanes.SPECIES;

import dev.gradus.tensor.AdamStep;
import jdk.incubator.vector.FloatVector;

/**
 * The updates of optimizers, in one pass over parameter, state and gradient. Ranges start at a
 * whole vector, and the last vector may reach into the padding of {@link ArrayOps}.
 */
final class FloatOptimizers {
  private FloatOptimizers() {}

  /** velocity ← momentum·velocity + gradient, target ← target − rate·velocity. */
  static void momentum(
      float[] target,
      float[] velocity,
      float[] gradient,
      float momentum,
      float rate,
      int from,
      int to) {
    FloatVector kept = FloatVector.broadcast(SPECIES, momentum);
    FloatVector step = FloatVector.broadcast(SPECIES, -rate);
    for (int i = from; i < to; i += LANES) {
      FloatVector v =
          FloatVector.fromArray(SPECIES, velocity, i)
              .fma(kept, FloatVector.fromArray(SPECIES, gradient, i));
      v.intoArray(velocity, i);
      v.fma(step, FloatVector.fromArray(SPECIES, target, i)).intoArray(target, i);
    }
  }

  /** See {@link dev.gradus.tensor.TensorOps#adamInPlace}. */
  static void adam(
      float[] target,
      float[] mean,
      float[] square,
      float[] gradient,
      AdamStep step,
      int from,
      int to) {
    FloatVector beta1 = constant(step.beta1());
    FloatVector beta2 = constant(step.beta2());
    FloatVector fresh1 = constant(1 - step.beta1());
    FloatVector fresh2 = constant(1 - step.beta2());
    FloatVector keep = constant(step.keep());
    FloatVector rate = constant(-step.rate());
    FloatVector rootScale = constant(step.rootScale());
    FloatVector epsilon = constant(step.epsilon());
    for (int i = from; i < to; i += LANES) {
      FloatVector g = FloatVector.fromArray(SPECIES, gradient, i);
      FloatVector m = g.fma(fresh1, FloatVector.fromArray(SPECIES, mean, i).mul(beta1));
      m.intoArray(mean, i);
      FloatVector v = g.mul(fresh2).fma(g, FloatVector.fromArray(SPECIES, square, i).mul(beta2));
      v.intoArray(square, i);
      FloatVector w = FloatVector.fromArray(SPECIES, target, i).mul(keep);
      m.div(v.sqrt().fma(rootScale, epsilon)).fma(rate, w).intoArray(target, i);
    }
  }

  private static FloatVector constant(double c) {
    return FloatVector.broadcast(SPECIES, F32Format.round(c));
  }
}
