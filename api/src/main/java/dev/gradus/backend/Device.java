package dev.gradus.backend;

import java.util.Locale;

/** Where a backend computes. */
public enum Device {
  /** The processor. */
  CPU,
  /** A CUDA device. */
  CUDA;

  /**
   * Reads a device as configuration spells it.
   *
   * @param text {@code cpu} or {@code cuda}, in any case
   * @return the device
   * @throws IllegalArgumentException for any other text
   */
  public static Device parse(String text) {
    return switch (text.strip().toLowerCase(Locale.ROOT)) {
      case "cpu" -> CPU;
      case "cuda" -> CUDA;
      default ->
          throw new IllegalArgumentException("device: expected cpu or cuda, got '" + text + "'");
    };
  }

  /** The name as configuration spells it. */
  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
