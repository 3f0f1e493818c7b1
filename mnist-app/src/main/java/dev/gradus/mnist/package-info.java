/** The command line {@code mnist}: trains, checks and uses networks on handwritten digits. */
package dev.gradus.mnist;
