package dev.gradus.nn.data;

/**
 * By how much images may be changed at random: moved, turned, and bent as if drawn on rubber. All
 * draws are even over their range.
 *
 * <pre>{@code
 * Augmentation augmentation = Augmentation.none().shifted(2).rotated(15).elastic(34, 4);
 * }</pre>
 *
 * <p>Source: P. Simard, D. Steinkraus, J. Platt, Best Practices for Convolutional Neural Networks
 * Applied to Visual Document Analysis (2003), section 2.
 *
 * @param shift the most pixels, also parts of pixels, in each direction
 * @param degrees the most that an image is turned about its centre, either way
 * @param strength of the elastic deformation: a factor on the smoothed displacements, α in the
 *     paper; 0 for none
 * @param smoothness of the elastic deformation: the standard deviation of the Gaussian that
 *     smoothes displacements of −1 to 1, in pixels, σ in the paper
 */
public record Augmentation(double shift, double degrees, double strength, double smoothness) {
  private static final double ROUGHEST = 0.1;
  private static final double SMOOTHEST = 100;

  /**
   * An augmentation, checked.
   *
   * @param shift at least 0
   * @param degrees 0 to 180
   * @param strength at least 0
   * @param smoothness 0.1 to 100
   * @throws IllegalArgumentException if one is out of range
   */
  public Augmentation {
    requireRange("shift", shift, 0, Double.MAX_VALUE);
    requireRange("degrees", degrees, 0, 180);
    requireRange("strength", strength, 0, Double.MAX_VALUE);
    requireRange("smoothness", smoothness, ROUGHEST, SMOOTHEST);
  }

  private static void requireRange(String name, double value, double least, double most) {
    if (!(value >= least && value <= most)) {
      throw new IllegalArgumentException(
          "augmentation: expected %s of at least %s%s, got %s"
              .formatted(
                  name, least, most == Double.MAX_VALUE ? "" : " and at most " + most, value));
    }
  }

  /**
   * Images as they are.
   *
   * @return nothing to be changed
   */
  public static Augmentation none() {
    return new Augmentation(0, 0, 0, 1);
  }

  /**
   * Moves, too.
   *
   * @param pixels the most, in each direction
   * @return a new augmentation
   */
  public Augmentation shifted(double pixels) {
    return new Augmentation(pixels, degrees, strength, smoothness);
  }

  /**
   * Turns, too.
   *
   * @param most in degrees, either way
   * @return a new augmentation
   */
  public Augmentation rotated(double most) {
    return new Augmentation(shift, most, strength, smoothness);
  }

  /**
   * Bends, too.
   *
   * @param alpha the strength; 34 in the paper, for images of 29 × 29
   * @param sigma the smoothness in pixels; 4 in the paper
   * @return a new augmentation
   */
  public Augmentation elastic(double alpha, double sigma) {
    return new Augmentation(shift, degrees, alpha, sigma);
  }
}
