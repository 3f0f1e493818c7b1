package dev.gradus.formats;

import dev.gradus.tensor.Shape;

/**
 * What a model expects as one sample.
 *
 * @param shape of one sample, without the batch axis
 * @param rows the height of the images that samples are, or 0
 * @param columns the width of the images that samples are, or 0
 */
public record ModelInput(Shape shape, int rows, int columns) {
  /**
   * An input, checked.
   *
   * @param shape of one sample, without the batch axis
   * @param rows the height of the images that samples are, or 0
   * @param columns the width of the images that samples are, or 0
   * @throws IllegalArgumentException if the images have not as many pixels as the shape has
   *     elements
   */
  public ModelInput {
    boolean none = rows == 0 && columns == 0;
    boolean fits = rows > 0 && columns > 0 && (long) rows * columns == shape.size();
    if (!none && !fits) {
      throw new IllegalArgumentException(
          "model input: images of %d × %d do not fill samples of shape %s"
              .formatted(rows, columns, shape));
    }
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
   * Whether samples are images.
   *
   * @return true if rows and columns are known
   */
  public boolean isImage() {
    return rows > 0;
  }
}
