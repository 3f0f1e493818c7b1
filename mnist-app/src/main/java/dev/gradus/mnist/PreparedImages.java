package dev.gradus.mnist;

import dev.gradus.nn.data.LabelledDataset;
import dev.gradus.nn.data.Normalization;
import java.util.Optional;

/**
 * Images as a network takes them.
 *
 * @param train to train on, changed in every epoch where that is wanted
 * @param plainTrain the same unchanged, to measure with
 * @param validation held back for choices, if that is wanted
 * @param test for the last word
 * @param normalization what all of them went through
 * @param takeTime whether those to train on take so long to read that it should be done ahead
 */
record PreparedImages(
    LabelledDataset train,
    LabelledDataset plainTrain,
    Optional<LabelledDataset> validation,
    LabelledDataset test,
    Optional<Normalization> normalization,
    boolean takeTime) {}
