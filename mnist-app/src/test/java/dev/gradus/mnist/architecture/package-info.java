/**
 * The rules of the house, checked on bytecode by ArchUnit: who may know whom ({@link
 * dev.gradus.mnist.architecture.LayeringRules}), what code must not do ({@link
 * dev.gradus.mnist.architecture.ConductRules}), and who may touch a backend's library ({@link
 * dev.gradus.mnist.architecture.LibraryRules}).
 *
 * <p>They live here because this module alone has every other one on its class path. Each rule
 * stands beside small classes that break it, and its test shows that it catches them.
 */
package dev.gradus.mnist.architecture;
