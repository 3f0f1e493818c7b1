/** Rules that turn gradients into updates of parameters. */
package dev.gradus.nn.optim;
