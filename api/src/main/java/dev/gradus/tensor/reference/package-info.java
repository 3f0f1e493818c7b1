/** The executable specification of every tensor operation, in plain loops. */
package dev.gradus.tensor.reference;
