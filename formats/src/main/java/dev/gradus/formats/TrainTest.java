package dev.gradus.formats;

import dev.gradus.nn.data.LabelledImages;

/**
 * The two halves of a published data set.
 *
 * @param train to train on
 * @param test to measure on, and nothing else
 */
public record TrainTest(LabelledImages train, LabelledImages test) {}
