/**
 * How good predictions are. A {@link dev.gradus.nn.metric.Metric} is fed batch by batch, from as
 * many threads as wanted, and gives the same figures however the samples were cut and ordered:
 * counts are whole numbers, and sums are exact until they are rounded once.
 */
package dev.gradus.nn.metric;
