package dev.gradus.tensor;

/**
 * The numbers of one {@link TensorOps#adamInPlace}, each rounded to the precision before it is
 * used, and so are 1 − β₁ and 1 − β₂.
 *
 * @param beta1 β₁, the share of the mean that stays
 * @param beta2 β₂, the share of the mean square that stays
 * @param keep the factor of the old target: 1, or less where weights decay by themselves
 * @param rate the factor of the quotient: the learning rate over 1 − β₁ᵗ
 * @param rootScale the factor of the root: 1 / √(1 − β₂ᵗ)
 * @param epsilon ε, added to the root
 */
public record AdamStep(
    double beta1, double beta2, double keep, double rate, double rootScale, double epsilon) {}
