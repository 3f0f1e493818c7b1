/** Losses and penalties, with their gradients. */
package dev.gradus.nn.loss;
