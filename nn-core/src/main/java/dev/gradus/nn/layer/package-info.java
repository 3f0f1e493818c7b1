/** Layers: a forward pass returns its output and the way back, side by side. */
package dev.gradus.nn.layer;
