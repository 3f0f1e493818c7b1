/** Short programs, each of which trains a network on other data. Read them, run them, copy them. */
package dev.gradus.examples;
