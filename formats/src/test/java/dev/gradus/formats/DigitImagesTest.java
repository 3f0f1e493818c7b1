package dev.gradus.formats;

import static dev.gradus.formats.Messages.assertMalformed;
import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.zip.CRC32;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DigitImagesTest {
  private static final int SIDE = 28;
  private final byte[] mnist = Idx.readImages(IdxTest.mnist("t10k-images-idx3")).pixels();
  @TempDir Path folder;
  private Path file;

  @BeforeEach
  void nameFile() {
    file = folder.resolve("digit.png");
  }

  private int level(int image, int x, int y) {
    boolean inside = x >= 0 && y >= 0 && x < SIDE && y < SIDE;
    return inside ? mnist[(image * SIDE + y) * SIDE + x] & 0xff : 0;
  }

  /** The image enlarged, shifted, on a larger paper, from paper's to ink's grey level. */
  private BufferedImage drawing(int image, int zoom, int paper, int ink, int type) {
    BufferedImage drawing = new BufferedImage(SIDE * zoom + 50, SIDE * zoom + 90, type);
    for (int y = 0; y < drawing.getHeight(); y++) {
      for (int x = 0; x < drawing.getWidth(); x++) {
        int strength = level(image, Math.floorDiv(x - 7, zoom), Math.floorDiv(y - 60, zoom));
        int grey = paper + (ink - paper) * strength / 255;
        drawing.setRGB(x, y, 0xff000000 | 0x010101 * grey);
      }
    }
    return drawing;
  }

  private double meanDifference(int image) {
    double[] pixels = DigitImages.read(file, SIDE, SIDE);
    double sum = 0;
    for (int i = 0; i < pixels.length; i++) {
      sum += Math.abs(pixels[i] - level(image, i % SIDE, i / SIDE) / 255.0);
    }
    return sum / pixels.length;
  }

  @Test
  void takesMnistImagesAsTheyAre() throws IOException {
    for (int image = 0; image < 100; image++) {
      BufferedImage grey = new BufferedImage(SIDE, SIDE, BufferedImage.TYPE_BYTE_GRAY);
      for (int i = 0; i < SIDE * SIDE; i++) {
        grey.getRaster().setSample(i % SIDE, i / SIDE, 0, level(image, i % SIDE, i / SIDE));
      }
      ImageIO.write(grey, "png", file.toFile());
      assertEquals(0, meanDifference(image), "image " + image);
    }
  }

  @Test
  void undoesSizePositionAndInk() throws IOException {
    // Means, because an image whose outermost row is almost paper loses it and grows by a pixel.
    double sumOfDark = 0;
    double sumOfLight = 0;
    double sumOfJpeg = 0;
    for (int image = 0; image < 100; image++) {
      ImageIO.write(drawing(image, 7, 255, 0, BufferedImage.TYPE_INT_RGB), "png", file.toFile());
      sumOfDark += meanDifference(image);
      ImageIO.write(drawing(image, 3, 40, 220, BufferedImage.TYPE_INT_ARGB), "png", file.toFile());
      sumOfLight += meanDifference(image);
      ImageIO.write(drawing(image, 10, 230, 30, BufferedImage.TYPE_INT_RGB), "jpg", file.toFile());
      sumOfJpeg += meanDifference(image);
    }
    assertTrue(sumOfDark / 100 < 0.003, "dark on light: " + sumOfDark / 100);
    assertTrue(sumOfLight / 100 < 0.003, "light on dark: " + sumOfLight / 100);
    assertTrue(sumOfJpeg / 100 < 0.02, "JPEG: " + sumOfJpeg / 100);
  }

  @Test
  void transparentPaperIsWhiteUnderDarkInkAndBlackUnderLightInk() throws IOException {
    for (int color : new int[] {0, 0xffffff, 0xffff00}) {
      BufferedImage drawing = drawing(0, 5, 255, 0, BufferedImage.TYPE_INT_ARGB);
      for (int y = 0; y < drawing.getHeight(); y++) {
        for (int x = 0; x < drawing.getWidth(); x++) {
          int ink = 255 - (drawing.getRGB(x, y) & 0xff);
          drawing.setRGB(x, y, ink << 24 | color);
        }
      }
      ImageIO.write(drawing, "png", file.toFile());
      assertTrue(meanDifference(0) < 0.005, "color " + color);
    }
  }

  @Test
  void transparentCornersOfWhitePaperAreWhite() throws IOException {
    BufferedImage drawing = drawing(0, 5, 255, 0, BufferedImage.TYPE_INT_ARGB);
    for (int i = 0; i < 100; i++) {
      drawing.setRGB(i % 10, i / 10, 0);
    }
    ImageIO.write(drawing, "png", file.toFile());
    assertTrue(meanDifference(0) < 0.005);
  }

  @Test
  void decodesLargeImagesThinnedOut() throws IOException {
    ImageIO.write(drawing(0, 150, 255, 0, BufferedImage.TYPE_INT_RGB), "png", file.toFile());
    assertTrue(meanDifference(0) < 0.02);
  }

  @Test
  void namesWhatIsWrong() throws IOException {
    assertMalformed(file + ": no such file", () -> DigitImages.read(file, SIDE, SIDE));
    Files.writeString(file, "a text");
    assertMalformed(file + ": not a PNG or JPEG image", () -> DigitImages.read(file, SIDE, SIDE));
    ImageIO.write(new BufferedImage(40, 30, BufferedImage.TYPE_BYTE_GRAY), "png", file.toFile());
    assertMalformed(
        file + ": no ink found: the image is blank", () -> DigitImages.read(file, SIDE, SIDE));
    byte[] png = Files.readAllBytes(file);
    ByteBuffer.wrap(png).putInt(16, 20_000);
    CRC32 crc = new CRC32();
    crc.update(png, 12, 17);
    ByteBuffer.wrap(png).putInt(29, (int) crc.getValue());
    Files.write(file, png);
    assertMalformed(
        file + ": image of 20000 × 30 pixels, expected at most 10000 × 10000",
        () -> DigitImages.read(file, SIDE, SIDE));
  }

  @Test
  void refusesAJpegThatIsCutOff() throws IOException {
    ImageIO.write(drawing(0, 10, 230, 30, BufferedImage.TYPE_INT_RGB), "jpg", file.toFile());
    byte[] whole = Files.readAllBytes(file);
    String problem = file + ": damaged image: Truncated File - Missing EOI marker";
    for (int length : new int[] {whole.length / 3, whole.length * 9 / 10, whole.length - 2}) {
      Files.write(file, Arrays.copyOf(whole, length));
      assertMalformed(problem, () -> DigitImages.read(file, SIDE, SIDE));
    }
    byte[] ended = Arrays.copyOf(whole, whole.length / 2);
    ended[ended.length - 2] = (byte) 0xff;
    ended[ended.length - 1] = (byte) 0xd9;
    Files.write(file, ended);
    assertMalformed(
        file + ": damaged image: Corrupt JPEG data: premature end of data segment",
        () -> DigitImages.read(file, SIDE, SIDE));
  }

  @Test
  void takesAJpegWithAnOddProfileAndStrayBytes() throws IOException {
    ImageIO.write(drawing(0, 10, 230, 30, BufferedImage.TYPE_INT_RGB), "jpg", file.toFile());
    byte[] whole = Files.readAllBytes(file);
    byte[] profile = "\u00ff\u00e2\0\u0014ICC_PROFILE\0\1\1oddl".getBytes(ISO_8859_1);
    int headerEnd = 20;
    ByteBuffer odd = ByteBuffer.allocate(whole.length + profile.length + 30);
    odd.put(whole, 0, headerEnd).put(profile);
    odd.put(whole, headerEnd, whole.length - headerEnd - 2).put(new byte[30]);
    odd.put(whole, whole.length - 2, 2);
    Files.write(file, odd.array());
    assertTrue(meanDifference(0) < 0.02);
  }

  @Test
  void survivesRandomDamage() throws IOException {
    for (String format : new String[] {"png", "jpg"}) {
      ImageIO.write(drawing(0, 2, 255, 0, BufferedImage.TYPE_INT_RGB), format, file.toFile());
      int refused =
          Messages.countRefused(
              Files.readAllBytes(file),
              500,
              bytes -> {
                Messages.overwrite(file, bytes);
                DigitImages.read(file, SIDE, SIDE);
              });
      assertTrue(refused > 0, format + " refused " + refused);
    }
  }
}
