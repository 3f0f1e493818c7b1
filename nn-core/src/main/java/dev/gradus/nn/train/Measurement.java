package dev.gradus.nn.train;

/**
 * How good the network was on a data set at one moment of the training.
 *
 * @param iteration after how many training steps
 * @param dataset the name that the data set was registered under, such as {@code test}
 * @param loss the mean loss, without penalty
 * @param accuracy the share of right answers; NaN where there are no classes
 */
public record Measurement(long iteration, String dataset, double loss, double accuracy) {}
