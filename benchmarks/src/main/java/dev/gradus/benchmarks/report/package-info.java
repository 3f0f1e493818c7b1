/** What was measured, as a file and as the tables of a page. */
package dev.gradus.benchmarks.report;
