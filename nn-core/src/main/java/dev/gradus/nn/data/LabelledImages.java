package dev.gradus.nn.data;

/** Grey images with a class each; a sample is a row of all pixels. */
public interface LabelledImages extends LabelledDataset {
  /**
   * The height of an image.
   *
   * @return pixels
   */
  int rows();

  /**
   * The width of an image.
   *
   * @return pixels
   */
  int columns();
}
