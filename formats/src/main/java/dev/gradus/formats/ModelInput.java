package dev.gradus.formats;

import dev.gradus.nn.data.Normalization;
import dev.gradus.tensor.Shape;
import java.util.Optional;

/**
 * What a model expects as one sample. Immutable.
 *
 * <pre>{@code
 * ModelInput input = ModelInput.image(28, 28).normalizedBy(Normalization.standardOverall(train));
 * }</pre>
 *
 * @param shape of one sample, without the batch axis
 * @param rows the height of the images that samples are, or 0
 * @param columns the width of the images that samples are, or 0
 * @param normalization what a sample must go through first, if anything
 */
public record ModelInput(
    Shape shape, int rows, int columns, Optional<Normalization> normalization) {
  /**
   * An input, checked.
   *
   * @param shape of one sample, without the batch axis
   * @param rows the height of the images that samples are, or 0
   * @param columns the width of the images that samples are, or 0
   * @param normalization what a sample must go through first, if anything
   * @throws IllegalArgumentException if the images have not as many pixels as the shape has
   *     elements, or the normalisation is of another number of elements
   */
  public ModelInput {
    boolean none = rows == 0 && columns == 0;
    boolean fits = rows > 0 && columns > 0 && (long) rows * columns == shape.size();
    if (!none && !fits) {
      throw new IllegalArgumentException(
          "model input: images of %d × %d do not fill samples of shape %s"
              .formatted(rows, columns, shape));
    }
    int fitted = normalization.map(n -> n.scales().size()).orElse(1);
    if (fitted != 1 && fitted != shape.size()) {
      throw new IllegalArgumentException(
          "model input: a normalization of %d elements for samples of shape %s"
              .formatted(fitted, shape));
    }
  }

  /**
   * Samples as they are.
   *
   * @param shape of one sample, without the batch axis
   * @param rows the height of the images that samples are, or 0
   * @param columns the width of the images that samples are, or 0
   * @throws IllegalArgumentException if the images have not as many pixels as the shape has
   *     elements
   */
  public ModelInput(Shape shape, int rows, int columns) {
    this(shape, rows, columns, Optional.empty());
  }

  /**
   * Samples that are no images.
   *
   * @param shape of one sample
   * @return the input
   */
  public static ModelInput of(Shape shape) {
    return new ModelInput(shape, 0, 0);
  }

  /**
   * Grey images, each as one row of pixels.
   *
   * @param rows the height
   * @param columns the width
   * @return the input, of shape {@code [rows·columns]}
   */
  public static ModelInput image(int rows, int columns) {
    return new ModelInput(Shape.of(Math.multiplyExact(rows, columns)), rows, columns);
  }

  /**
   * The same samples, to be normalised first.
   *
   * @param fitted on the training data
   * @return an input
   * @throws IllegalArgumentException if it is of another number of elements
   */
  public ModelInput normalizedBy(Normalization fitted) {
    return new ModelInput(shape, rows, columns, Optional.of(fitted));
  }

  /**
   * Whether samples are images.
   *
   * @return true if rows and columns are known
   */
  public boolean isImage() {
    return rows > 0;
  }
}
