package dev.gradus.mnist;

import dev.gradus.nn.data.Augmentation;
import dev.gradus.nn.data.AugmentedImages;
import dev.gradus.nn.data.LabelledDataset;
import dev.gradus.nn.data.Normalization;
import dev.gradus.nn.data.StratifiedSplit;
import dev.gradus.nn.data.Subset;
import dev.gradus.nn.random.RandomSource;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * What is made of the images before a network sees them.
 *
 * @param trainImages how many to train on, 0 for all that validation leaves
 * @param validation the share of the training images that is kept for choices
 * @param scaling how pixels are brought to a common scale
 * @param augmentation how training images are changed in every epoch
 */
record DataPlan(int trainImages, double validation, Scaling scaling, Augmentation augmentation) {
  /** The scales that pixels may be brought to. */
  enum Scaling {
    NONE,
    OVERALL,
    PIXEL,
    RANGE
  }

  /** Divides, then fits the scale on what is left to train on, and changes only that. */
  PreparedImages prepare(Digits digits, RandomSource random) {
    LabelledDataset train = digits.train();
    Optional<LabelledDataset> held = Optional.empty();
    if (validation > 0) {
      int count = Math.max(1, (int) Math.round(validation * train.size()));
      Subset kept = StratifiedSplit.sample(train, count, random.at("validation"));
      held = Optional.of(kept);
      train = without(kept, train);
    }
    if (trainImages > 0) {
      if (trainImages > train.size()) {
        throw new IllegalArgumentException(
            Text.format(
                "--train-images: expected at most %,d, the images to train on, got %,d",
                train.size(), trainImages));
      }
      train = StratifiedSplit.sample(train, trainImages, random.at("train images"));
    }
    return scaled(digits, train, held, random);
  }

  /** All others, in their order. */
  private static Subset without(Subset kept, LabelledDataset whole) {
    boolean[] isKept = new boolean[whole.size()];
    for (int i = 0; i < kept.size(); i++) {
      isKept[kept.indexInWhole(i)] = true;
    }
    return new Subset(whole, IntStream.range(0, isKept.length).filter(i -> !isKept[i]).toArray());
  }

  private PreparedImages scaled(
      Digits digits, LabelledDataset plain, Optional<LabelledDataset> held, RandomSource random) {
    LabelledDataset seen = augmented(digits, plain, random);
    Optional<Normalization> scale = scale(plain);
    return new PreparedImages(
        scale.map(s -> s.applyTo(seen)).orElse(seen),
        scale.map(s -> s.applyTo(plain)).orElse(plain),
        held.map(images -> scale.map(s -> s.applyTo(images)).orElse(images)),
        scale.map(s -> s.applyTo((LabelledDataset) digits.test())).orElse(digits.test()),
        scale,
        changesImages() || scale.isPresent());
  }

  private LabelledDataset augmented(Digits digits, LabelledDataset plain, RandomSource random) {
    return changesImages()
        ? new AugmentedImages(
            plain, digits.train().rows(), digits.train().columns(), augmentation, random)
        : plain;
  }

  private boolean changesImages() {
    return augmentation.shift() > 0 || augmentation.degrees() > 0 || augmentation.strength() > 0;
  }

  private Optional<Normalization> scale(LabelledDataset train) {
    return switch (scaling) {
      case NONE -> Optional.empty();
      case OVERALL -> Optional.of(Normalization.standardOverall(train));
      case PIXEL -> Optional.of(Normalization.standard(train));
      case RANGE -> Optional.of(Normalization.minMax(train));
    };
  }

  /** Adds what it is made of, by the names of options. */
  void addTo(Map<String, Object> settings) {
    if (trainImages > 0) {
      settings.put("train-images", trainImages);
    }
    settings.put("validation", validation);
    settings.put("normalize", Choices.word(scaling));
    settings.put("augment-shift", augmentation.shift());
    settings.put("augment-rotate", augmentation.degrees());
    settings.put("augment-elastic", augmentation.strength());
    settings.put("augment-smoothness", augmentation.smoothness());
  }

  /** What is done beyond taking all images as they are, each after a comma. */
  String describe(PreparedImages images) {
    StringBuilder words = new StringBuilder();
    if (trainImages > 0 || validation > 0) {
      words.append(Text.format(", trained on %,d", images.plainTrain().size()));
    }
    images
        .validation()
        .ifPresent(held -> words.append(Text.format(", %,d for validation", held.size())));
    switch (scaling) {
      case NONE -> {}
      case OVERALL -> words.append(", normalised overall");
      case PIXEL -> words.append(", normalised pixel by pixel");
      case RANGE -> words.append(", each pixel brought to 0 to 1");
    }
    words.append(augmentation.shift() > 0 ? ", shifted by " + augmentation.shift() : "");
    words.append(augmentation.degrees() > 0 ? ", rotated by " + augmentation.degrees() + "°" : "");
    if (augmentation.strength() > 0) {
      words.append(", bent by " + augmentation.strength() + " over " + augmentation.smoothness());
    }
    return words.toString();
  }
}
