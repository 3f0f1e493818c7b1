/** The training loop, its history and its listeners. */
package dev.gradus.nn.train;
