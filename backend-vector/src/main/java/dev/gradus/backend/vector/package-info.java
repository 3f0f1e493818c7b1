/** Tensors in pure Java, on the Vector API of the JDK ({@code jdk.incubator.vector}). */
package dev.gradus.backend.vector;
