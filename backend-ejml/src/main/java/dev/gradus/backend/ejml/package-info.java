/** Tensors in pure Java, on EJML's procedural interface. */
package dev.gradus.backend.ejml;
