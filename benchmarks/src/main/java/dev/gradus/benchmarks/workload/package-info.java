/** What other libraries run too, on Gradus. */
package dev.gradus.benchmarks.workload;
