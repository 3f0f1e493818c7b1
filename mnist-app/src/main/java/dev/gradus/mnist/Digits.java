package dev.gradus.mnist;

import dev.gradus.formats.Idx;
import dev.gradus.formats.Source;
import dev.gradus.formats.TrainTest;
import dev.gradus.nn.data.LabelledImages;
import java.nio.file.Path;

/**
 * Images to train on and to measure with.
 *
 * @param train to train on
 * @param test to measure with
 * @param origin where they come from, in words
 */
record Digits(LabelledImages train, LabelledImages test, String origin) {
  /** A digit is one of ten. */
  static final int CLASSES = 10;

  /** The MNIST digits that lie in the jar. */
  static Digits embedded() {
    TrainTest halves =
        Idx.load(
            resource("train-images-idx3-ubyte"),
            resource("train-labels-idx1-ubyte"),
            resource("t10k-images-idx3-ubyte"),
            resource("t10k-labels-idx1-ubyte"),
            CLASSES);
    return new Digits(halves.train(), halves.test(), "embedded MNIST");
  }

  private static Source resource(String name) {
    return Source.resource(Digits.class, "data/" + name + ".gz");
  }

  /** The four files of a folder. */
  static Digits of(Path folder) {
    TrainTest halves = Idx.load(folder, CLASSES);
    return new Digits(halves.train(), halves.test(), folder.toString());
  }

  /** How many numbers an image has. */
  int inputs() {
    return train.sampleShape().size();
  }

  /** Amount, size and origin in words. */
  String describe() {
    return Text.format(
        "%s: %,d training and %,d test images of %d × %d",
        origin, train.size(), test.size(), train.rows(), train.columns());
  }
}
