/** How good predictions are. */
package dev.gradus.nn.metric;
