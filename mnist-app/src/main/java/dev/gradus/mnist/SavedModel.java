package dev.gradus.mnist;

import dev.gradus.formats.LoadedModel;
import dev.gradus.formats.ModelFile;
import dev.gradus.formats.ModelInput;
import dev.gradus.nn.data.LabelledDataset;
import dev.gradus.nn.data.Normalization;
import dev.gradus.nn.layer.Affine;
import dev.gradus.nn.layer.Sequential;
import dev.gradus.tensor.TensorOps;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * A network from a file, known to be a classifier of digits.
 *
 * @param path where it was
 * @param network gives a logit for each digit
 * @param rows the height of the images that it takes
 * @param columns their width
 * @param normalization what they go through first, if anything
 */
record SavedModel(
    Path path, Sequential network, int rows, int columns, Optional<Normalization> normalization) {
  /**
   * Loads a model.
   *
   * @throws IllegalArgumentException if it is not for images of digits
   */
  static SavedModel load(Path path, TensorOps ops) {
    LoadedModel loaded = ModelFile.load(path, ops);
    List<Affine> affine =
        loaded.network().layers().stream()
            .filter(Affine.class::isInstance)
            .map(Affine.class::cast)
            .toList();
    if (affine.isEmpty() || affine.get(affine.size() - 1).out() != Digits.CLASSES) {
      throw new IllegalArgumentException(
          "model %s: expected a network with an output for each of 10 digits, got %s"
              .formatted(path, loaded.network()));
    }
    int inputs = affine.get(0).in();
    ModelInput input = loaded.info().input().orElseGet(() -> square(path, inputs));
    if (!input.isImage() || input.shape().size() != inputs) {
      throw new IllegalArgumentException(
          "model %s: expected a network for images, got one for samples of shape %s"
              .formatted(path, input.shape()));
    }
    return new SavedModel(
        path, loaded.network(), input.rows(), input.columns(), input.normalization());
  }

  /** What a model without a note on its input most probably takes. */
  private static ModelInput square(Path path, int inputs) {
    int side = (int) Math.round(Math.sqrt(inputs));
    if (side * side != inputs) {
      throw new IllegalArgumentException(
          "model %s: does not say what images it takes, and %d inputs are no square"
              .formatted(path, inputs));
    }
    return ModelInput.image(side, side);
  }

  /**
   * Makes sure that the model takes these images.
   *
   * @throws IllegalArgumentException if it does not
   */
  void requireFits(Digits data) {
    if (data.train().rows() != rows || data.train().columns() != columns) {
      throw new IllegalArgumentException(
          "model %s takes images of %d × %d, but those of %s are %d × %d"
              .formatted(
                  path, rows, columns, data.origin(), data.train().rows(), data.train().columns()));
    }
  }

  /** Images as the network takes them. */
  LabelledDataset prepared(LabelledDataset images) {
    return normalization.map(n -> n.applyTo(images)).orElse(images);
  }

  /** One image as the network takes it. */
  double[] prepared(double[] image) {
    return normalization.map(n -> n.applyTo(image)).orElse(image);
  }

  /** File and layers in words. */
  String describe() {
    return path + ": " + network;
  }
}
