/** Computational graphs with branches and several inputs, and their drawing. */
package dev.gradus.nn.graph;
