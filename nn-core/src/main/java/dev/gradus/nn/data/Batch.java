package dev.gradus.nn.data;

import dev.gradus.nn.loss.Target;
import dev.gradus.tensor.Tensor;

/**
 * Some samples as tensors; it lives as long as the scope it was loaded in.
 *
 * @param inputs {@code [m, …]}
 * @param targets one for each of the m samples
 */
public record Batch(Tensor inputs, Target targets) {}
