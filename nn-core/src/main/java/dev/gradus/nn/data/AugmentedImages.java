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
  private final ThreadLocal<ImageWarp> warps;
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
        ThreadLocal.withInitial(() -> new ImageWarp(augmentation, rows, columns)),
        random.at("augment"),
        random.at("augment").at(0));
    if (rows < 1 || columns < 1 || (long) rows * columns != images.sampleShape().size()) {
      throw new IllegalArgumentException(
          "augmentation: expected samples of %d × %d pixels, got samples of shape %s"
              .formatted(rows, columns, images.sampleShape()));
    }
  }

  private AugmentedImages(
      LabelledDataset images,
      ThreadLocal<ImageWarp> warps,
      RandomSource random,
      RandomSource ofEpoch) {
    this.images = images;
    this.warps = warps;
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
    return new AugmentedImages(images.epoch(epoch), warps, random, random.at(epoch));
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
    double[] image = changed(sample);
    System.arraycopy(image, 0, out, offset, image.length);
  }

  @Override
  public void read(int sample, float[] out, int offset) {
    double[] image = changed(sample);
    for (int i = 0; i < image.length; i++) {
      out[offset + i] = (float) image[i];
    }
  }

  /** The image in an array of this thread, for nothing but to be copied. */
  private double[] changed(int sample) {
    ImageWarp warp = warps.get();
    images.read(sample, warp.pixels(), 0);
    warp.apply(ofEpoch.at(sample));
    return warp.pixels();
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
