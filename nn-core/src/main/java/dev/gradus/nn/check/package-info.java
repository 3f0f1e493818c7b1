/** Numerical gradients, and the check of backpropagation against them. */
package dev.gradus.nn.check;
