/** Serves the configured backend to programs that use Guice. */
package dev.gradus.guice;
