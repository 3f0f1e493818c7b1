/** Random search: which hyperparameters train best, by trying many. */
package dev.gradus.nn.search;
