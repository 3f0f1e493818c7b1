/**
 * Tensors and the operations on them.
 *
 * <p>{@link dev.gradus.tensor.TensorOps} is what layers are written against; {@link
 * dev.gradus.tensor.KernelOps} is what a backend extends.
 */
package dev.gradus.tensor;
