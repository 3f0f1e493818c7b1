package dev.gradus.formats;

import java.awt.image.BufferedImage;
import java.awt.image.IndexColorModel;
import java.awt.image.Raster;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import javax.imageio.IIOException;
import javax.imageio.ImageIO;
import javax.imageio.ImageReadParam;
import javax.imageio.ImageReader;
import javax.imageio.stream.ImageInputStream;
import javax.imageio.stream.MemoryCacheImageInputStream;

/**
 * Grey levels 0 (black) to 255 (white), row by row.
 *
 * @param width pixels
 * @param height pixels
 * @param levels width·height of them
 * @param lossy whether the format leaves ripples around strokes, as JPEG does
 */
record GrayImage(int width, int height, int[] levels, boolean lossy) {
  private static final int LONGEST_SIDE = 10_000;

  /** Longer sides are thinned out while decoding, so that no file makes us allocate more. */
  private static final int LONGEST_DECODED = 2_048;

  static GrayImage read(Path file) {
    try (InputStream in = new BufferedInputStream(Source.of(file).open());
        ImageInputStream stream = new MemoryCacheImageInputStream(in)) {
      ImageReader reader = reader(file, stream);
      try {
        return of(decode(file, reader, stream), !isPng(reader));
      } finally {
        reader.dispose();
      }
    } catch (IOException e) {
      throw new MalformedFileException(file.toString(), "damaged image: " + IoErrors.reason(e), e);
    } catch (MalformedFileException e) {
      throw e;
    } catch (RuntimeException e) {
      // The readers of ImageIO answer damaged files with all kinds of unchecked exceptions.
      throw new MalformedFileException(
          file.toString(), "damaged image: " + IoErrors.firstLine(e.toString()), e);
    }
  }

  private static ImageReader reader(Path file, ImageInputStream stream) throws IOException {
    for (Iterator<ImageReader> readers = ImageIO.getImageReaders(stream); readers.hasNext(); ) {
      ImageReader reader = readers.next();
      if (isPng(reader) || reader.getFormatName().equalsIgnoreCase("jpeg")) {
        return reader;
      }
      reader.dispose();
    }
    throw new MalformedFileException(file.toString(), "not a PNG or JPEG image");
  }

  private static boolean isPng(ImageReader reader) throws IOException {
    return reader.getFormatName().equalsIgnoreCase("png");
  }

  private static BufferedImage decode(Path file, ImageReader reader, ImageInputStream stream)
      throws IOException {
    reader.setInput(stream, true, true);
    int width = reader.getWidth(0);
    int height = reader.getHeight(0);
    int longest = Math.max(width, height);
    if (longest > LONGEST_SIDE) {
      throw new MalformedFileException(
          file.toString(),
          "image of %d × %d pixels, expected at most %d × %d"
              .formatted(width, height, LONGEST_SIDE, LONGEST_SIDE));
    }
    ImageReadParam param = reader.getDefaultReadParam();
    int period = (longest + LONGEST_DECODED - 1) / LONGEST_DECODED;
    param.setSourceSubsampling(period, period, 0, 0);
    List<String> warnings = new ArrayList<>();
    reader.addIIOReadWarningListener((source, warning) -> warnings.add(warning));
    BufferedImage image = reader.read(0, param);
    for (String warning : warnings) {
      if (isDamage(warning)) {
        throw new IIOException(warning);
      }
    }
    return image;
  }

  /**
   * The JPEG reader fills what is missing with grey and only warns. It also warns of odd profiles
   * and headers, and of stray bytes between segments, which some cameras write: those are sound.
   */
  private static boolean isDamage(String warning) {
    return warning.startsWith("Truncated File")
        || warning.startsWith("Premature end")
        || (warning.startsWith("Corrupt JPEG data") && !warning.contains("extraneous bytes"));
  }

  private static GrayImage of(BufferedImage image, boolean lossy) {
    int width = image.getWidth();
    int height = image.getHeight();
    int[] levels = new int[width * height];
    int[] alphas = new int[width * height];
    Raster raster = image.getRaster();
    // getRGB would bend grey levels, because Java takes them for linear light.
    boolean gray = raster.getNumBands() <= 2 && !(image.getColorModel() instanceof IndexColorModel);
    int depth = image.getColorModel().getComponentSize(0);
    for (int y = 0, i = 0; y < height; y++) {
      for (int x = 0; x < width; x++, i++) {
        if (gray) {
          levels[i] = eightBits(raster.getSample(x, y, 0), depth);
          alphas[i] = raster.getNumBands() == 2 ? eightBits(raster.getSample(x, y, 1), depth) : 255;
        } else {
          int argb = image.getRGB(x, y);
          levels[i] =
              (299 * (argb >> 16 & 0xff) + 587 * (argb >> 8 & 0xff) + 114 * (argb & 0xff)) / 1000;
          alphas[i] = argb >>> 24;
        }
      }
    }
    int paper = isLightOnTransparent(width, height, levels, alphas) ? 0 : 255;
    for (int i = 0; i < levels.length; i++) {
      levels[i] = (levels[i] * alphas[i] + paper * (255 - alphas[i])) / 255;
    }
    return new GrayImage(width, height, levels, lossy);
  }

  private static int eightBits(int sample, int depth) {
    return sample * 255 / ((1 << depth) - 1);
  }

  /** On white, light ink would vanish. A border that is opaque shows the paper: no ink is there. */
  private static boolean isLightOnTransparent(int width, int height, int[] levels, int[] alphas) {
    long clearOnBorder = 0;
    long onBorder = 0;
    long light = 0;
    long opaque = 0;
    for (int i = 0; i < levels.length; i++) {
      int x = i % width;
      int y = i / width;
      if (x == 0 || y == 0 || x == width - 1 || y == height - 1) {
        clearOnBorder += 255 - alphas[i];
        onBorder += 255;
      }
      light += (long) levels[i] * alphas[i];
      opaque += alphas[i];
    }
    return 2 * clearOnBorder > onBorder && light > 127 * opaque;
  }
}
