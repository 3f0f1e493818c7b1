package dev.gradus.formats;

import java.awt.image.BufferedImage;
import java.awt.image.IndexColorModel;
import java.awt.image.Raster;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.Locale;
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
 */
record GrayImage(int width, int height, int[] levels) {
  private static final int LONGEST_SIDE = 10_000;

  /** Longer sides are thinned out while decoding, so that no file makes us allocate more. */
  private static final int LONGEST_DECODED = 2_048;

  static GrayImage read(Path file) {
    try (InputStream in = new BufferedInputStream(Source.of(file).open());
        ImageInputStream stream = new MemoryCacheImageInputStream(in)) {
      ImageReader reader = reader(file, stream);
      try {
        return of(decode(file, reader, stream));
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
      String format = reader.getFormatName().toLowerCase(Locale.ROOT);
      if (format.equals("png") || format.equals("jpeg")) {
        return reader;
      }
      reader.dispose();
    }
    throw new MalformedFileException(file.toString(), "not a PNG or JPEG image");
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
    return reader.read(0, param);
  }

  private static GrayImage of(BufferedImage image) {
    int width = image.getWidth();
    int height = image.getHeight();
    int[] levels = new int[width * height];
    Raster raster = image.getRaster();
    // getRGB would bend grey levels, because Java takes them for linear light.
    boolean gray = raster.getNumBands() <= 2 && !(image.getColorModel() instanceof IndexColorModel);
    int depth = image.getColorModel().getComponentSize(0);
    for (int y = 0, i = 0; y < height; y++) {
      for (int x = 0; x < width; x++, i++) {
        if (gray) {
          int level = eightBits(raster.getSample(x, y, 0), depth);
          int alpha = raster.getNumBands() == 2 ? eightBits(raster.getSample(x, y, 1), depth) : 255;
          levels[i] = onWhite(level, alpha);
        } else {
          int argb = image.getRGB(x, y);
          int luma =
              (299 * (argb >> 16 & 0xff) + 587 * (argb >> 8 & 0xff) + 114 * (argb & 0xff)) / 1000;
          levels[i] = onWhite(luma, argb >>> 24);
        }
      }
    }
    return new GrayImage(width, height, levels);
  }

  private static int eightBits(int sample, int depth) {
    return sample * 255 / ((1 << depth) - 1);
  }

  private static int onWhite(int level, int alpha) {
    return (level * alpha + 255 * (255 - alpha)) / 255;
  }
}
