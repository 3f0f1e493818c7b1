package dev.gradus.nn.optim;

import dev.gradus.nn.schedule.ReduceOnPlateau;
import dev.gradus.tensor.Tensor;
import java.util.List;
import java.util.Map;

/**
 * All that an optimizer remembers. With the parameters themselves, and an optimizer made in the
 * same way, it is all that the next step depends on: a training that loads it goes on with the same
 * bits.
 *
 * <p>Parameters go by their names in the network, {@code 0.weight}; one that stands under several
 * names goes by the first.
 *
 * @param steps the steps made, which is where the schedule stands
 * @param stepsOf how often each parameter has moved: less often where some steps had no gradient of
 *     it
 * @param plateaus what each {@link ReduceOnPlateau} of the schedule has seen, in its order
 * @param tensors what the rules remember, by parameter and {@link UpdateRule#stateNames}, as in
 *     {@code 0.weight.velocity}
 */
public record OptimizerState(
    long steps,
    Map<String, Long> stepsOf,
    List<ReduceOnPlateau.State> plateaus,
    Map<String, Tensor> tensors) {}
