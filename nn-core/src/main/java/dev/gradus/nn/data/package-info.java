/** Data sets on the host, their splits, samplers and batches. */
package dev.gradus.nn.data;
