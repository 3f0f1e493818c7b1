/** How a backend is described, found, configured and opened; and the tools that backends share. */
package dev.gradus.backend;
