/**
 * The backend {@code nd4j}: tensors in ND4J's native memory, products by OpenBLAS or, built with
 * {@code -Pcuda}, on a CUDA device.
 */
package dev.gradus.backend.nd4j;
