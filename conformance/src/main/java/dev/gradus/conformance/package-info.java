/**
 * The kit that proves a backend.
 *
 * <p>Authors of backends extend {@link dev.gradus.conformance.BackendConformance} in a test;
 * programs run {@link dev.gradus.conformance.Conformance} and print its {@link
 * dev.gradus.conformance.Report}.
 */
package dev.gradus.conformance;
