/** How the learning rate changes over a training. */
package dev.gradus.nn.schedule;
