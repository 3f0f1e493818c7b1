/** Measures Gradus, and writes and shows what was measured. */
package dev.gradus.benchmarks;
