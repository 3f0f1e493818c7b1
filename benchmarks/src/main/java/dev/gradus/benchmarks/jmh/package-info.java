/** What JMH runs: operations and steps of any backend, beside the machine's limit. */
package dev.gradus.benchmarks.jmh;
