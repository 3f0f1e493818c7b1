package dev.gradus.nn.data;

import dev.gradus.nn.random.RandomSource;
import dev.gradus.tensor.Shape;

/**
 * Images that are changed at random while they are read, in every epoch in another way. The change
 * is a function of seed, epoch and sample, so that it is the same whenever and on whichever thread
 * the image is read, and after a resume. Immutable and thread-safe.
 *
 * <pre>{@code
 * Dataset augmented =
 *     AugmentedImages.of(train, Augmentation.none().shifted(2).rotated(15), random);
 * Sampler sampler = Sampler.shuffled(train.size(), 100, random);
 * try (BatchSource batches = BatchSource.prefetching(ops, augmented, sampler, 2)) {
 *   Batch first = batches.batch(0);
 * }
 * }</pre>
 *
 * <p>Read without {@link #epoch} it is as epoch 0 sees it. Measure on the plain images.
 */
public final class AugmentedImages implements LabelledDataset {
  private final LabelledDataset images;
  private final ImageWarp warp;
  private final RandomSource random;
  private final RandomSource ofEpoch;

  /**
   * Changed images.
   *
   * @param images each sample the pixels of one image, row by row; such as a part of a split
   * @param rows the height of an image
   * @param columns the width of an image
   * @param augmentation what to change
   * @param random the source
   * @throws IllegalArgumentException if samples have not rows·columns elements
   */
  public AugmentedImages(
      LabelledDataset images,
      int rows,
      int columns,
      Augmentation augmentation,
      RandomSource random) {
    this(
        images,
        new ImageWarp(augmentation, rows, columns),
        random.at("augment"),
        random.at("augment").at(0));
    if (rows < 1 || columns < 1 || (long) rows * columns != images.sampleShape().size()) {
      throw new IllegalArgumentException(
          "augmentation: expected samples of %d × %d pixels, got samples of shape %s"
              .formatted(rows, columns, images.sampleShape()));
    }
  }

  private AugmentedImages(
      LabelledDataset images, ImageWarp warp, RandomSource random, RandomSource ofEpoch) {
    this.images = images;
    this.warp = warp;
    this.random = random;
    this.ofEpoch = ofEpoch;
  }

  /**
   * Changed images.
   *
   * @param images the images
   * @param augmentation what to change
   * @param random the source
   * @return the same labels, other pixels in every epoch
   */
  public static AugmentedImages of(
      LabelledImages images, Augmentation augmentation, RandomSource random) {
    return new AugmentedImages(images, images.rows(), images.columns(), augmentation, random);
  }

  @Override
  public AugmentedImages epoch(long epoch) {
    return new AugmentedImages(images.epoch(epoch), warp, random, random.at(epoch));
  }

  @Override
  public int size() {
    return images.size();
  }

  @Override
  public Shape sampleShape() {
    return images.sampleShape();
  }

  @Override
  public void read(int sample, double[] out, int offset) {
    double[] image = new double[sampleShape().size()];
    images.read(sample, image, 0);
    warp.apply(ofEpoch.at(sample), image, out, offset);
  }

  @Override
  public int classCount() {
    return images.classCount();
  }

  @Override
  public int label(int sample) {
    return images.label(sample);
  }
}
