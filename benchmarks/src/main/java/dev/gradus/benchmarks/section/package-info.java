/** The parts of a run: each can be measured alone. */
package dev.gradus.benchmarks.section;
