package dev.gradus.mnist;

import java.io.UncheckedIOException;
import java.util.function.Consumer;

/** Draws where that is possible. */
final class Pictures {
  private Pictures() {}

  /** Draws; a machine without fonts can draw no picture, which is a reason for a warning only. */
  static void draw(Runnable drawing, Consumer<String> warnings) {
    try {
      drawing.run();
    } catch (UncheckedIOException | OutOfMemoryError e) {
      throw e;
    } catch (RuntimeException | Error e) { // with AWT it may be any of many kinds
      warnings.accept(
          "no pictures, because Java cannot draw text here (%s); install fontconfig and fonts, say fonts-dejavu-core"
              .formatted(e));
    }
  }

  /** Tells the user of a picture that is missing. */
  static void warn(String warning) {
    System.err.println("mnist: " + warning);
  }
}
