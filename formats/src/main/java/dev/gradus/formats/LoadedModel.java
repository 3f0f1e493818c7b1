package dev.gradus.formats;

import dev.gradus.nn.layer.Sequential;
import dev.gradus.tensor.Precision;

/**
 * A model from a file.
 *
 * @param network its layers, with their parameters
 * @param info what the file says beyond the layers
 * @param precision that of the operations which saved it
 */
public record LoadedModel(Sequential network, ModelInfo info, Precision precision) {}
