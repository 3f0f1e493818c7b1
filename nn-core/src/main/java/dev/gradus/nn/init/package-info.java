/** Where weights start. */
package dev.gradus.nn.init;
