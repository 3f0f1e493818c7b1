/** Randomness as a function of seed, purpose and index, the same on every backend. */
package dev.gradus.nn.random;
