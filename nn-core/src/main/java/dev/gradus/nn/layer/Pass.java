package dev.gradus.nn.layer;

import dev.gradus.tensor.Tensor;

/**
 * What a forward pass returns: the output, and the way back from it. It lives as long as the scope
 * it was made in.
 *
 * @param output the layer's output
 * @param pullback carries ∂loss/∂output back
 */
public record Pass(Tensor output, Pullback pullback) {}
