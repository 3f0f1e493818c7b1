package dev.gradus.formats;

import static dev.gradus.formats.Messages.assertMalformed;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.gradus.nn.data.LabelledImages;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ImageFolderTest {
  private static final int SIDE = 28;
  private final byte[] mnist = Idx.readImages(IdxTest.mnist("t10k-images-idx3")).pixels();
  private final byte[] labels = Idx.readLabels(IdxTest.mnist("t10k-labels-idx1"));
  @TempDir private Path folder;
  private Path digits;

  /** Twenty digits, each in the folder of its class. */
  @BeforeEach
  void writePictures() throws IOException {
    digits = folder.resolve("digits");
    for (int i = 0; i < 20; i++) {
      Path ofClass = Files.createDirectories(digits.resolve("class" + labels[i]));
      write(ofClass.resolve("%03d.png".formatted(i)), i, 1);
    }
    Files.writeString(digits.resolve("README.txt"), "not a picture, and in no class");
    Files.writeString(digits.resolve("class7").resolve(".hidden"), "not a picture");
  }

  private void write(Path file, int image, int zoom) throws IOException {
    BufferedImage picture =
        new BufferedImage(SIDE * zoom, SIDE * zoom, BufferedImage.TYPE_BYTE_GRAY);
    for (int y = 0; y < picture.getHeight(); y++) {
      for (int x = 0; x < picture.getWidth(); x++) {
        int level = mnist[(image * SIDE + y / zoom) * SIDE + x / zoom] & 0xff;
        picture.getRaster().setSample(x, y, 0, level);
      }
    }
    ImageIO.write(picture, "png", file.toFile());
  }

  private double[] expected(int image) {
    double[] pixels = new double[SIDE * SIDE];
    for (int p = 0; p < pixels.length; p++) {
      pixels[p] = (mnist[image * SIDE * SIDE + p] & 0xff) / 255.0;
    }
    return pixels;
  }

  private static double[] read(LabelledImages images, int sample) {
    double[] pixels = new double[images.rows() * images.columns()];
    images.read(sample, pixels, 0);
    return pixels;
  }

  private static int number(Path picture) {
    return Integer.parseInt(picture.getFileName().toString().substring(0, 3));
  }

  @Test
  void everyPictureHasTheClassOfItsFolder() {
    ImageFolder pictures = ImageFolder.of(digits);
    LabelledImages images = pictures.load(SIDE, SIDE);
    assertEquals(20, images.size());
    assertEquals(pictures.classes().size(), images.classCount());
    assertEquals(List.copyOf(pictures.classes()), pictures.classes().stream().sorted().toList());
    for (int i = 0; i < 20; i++) {
      int image = number(pictures.file(i));
      assertEquals("class" + labels[image], pictures.classes().get(images.label(i)));
      assertArrayEquals(expected(image), read(images, i), "picture " + image);
    }
  }

  @Test
  void picturesOfAnotherSizeAreScaled() throws IOException {
    Path zoomed = Files.createDirectories(folder.resolve("zoomed").resolve("one"));
    write(zoomed.resolve("000.png"), 0, 3);
    LabelledImages images = ImageFolder.of(zoomed.getParent()).load(SIDE, SIDE);
    assertArrayEquals(expected(0), read(images, 0), 1e-12);
    LabelledImages small = ImageFolder.of(zoomed.getParent()).load(14, 7);
    double[] fine = expected(0);
    double[] coarse = read(small, 0);
    assertEquals(14, small.rows());
    for (int y = 0; y < 14; y++) {
      for (int x = 0; x < 7; x++) {
        double mean = 0;
        for (int i = 0; i < 8; i++) {
          mean += fine[(2 * y + i / 4) * SIDE + 4 * x + i % 4] / 8;
        }
        assertEquals(mean, coarse[7 * y + x], 0.5 / 255 + 1e-12);
      }
    }
  }

  @Test
  void asIdxFilesTheyAreTheSameImages() {
    ImageFolder pictures = ImageFolder.of(digits);
    Path images = folder.resolve("images");
    Path ofClasses = folder.resolve("labels");
    pictures.writeIdx(SIDE, SIDE, images, ofClasses);
    LabelledImages inMemory = pictures.load(SIDE, SIDE);
    LabelledImages read =
        Idx.load(Source.of(images), Source.of(ofClasses), Math.max(2, inMemory.classCount()));
    assertEquals(inMemory.size(), read.size());
    for (int i = 0; i < read.size(); i++) {
      assertEquals(inMemory.label(i), read.label(i));
      assertArrayEquals(read(inMemory, i), read(read, i));
    }
  }

  @Test
  void namesWhatIsWrong() throws IOException {
    Path none = folder.resolve("none");
    assertMalformed(
        none + ": no such folder; expected one with a folder for each class",
        () -> ImageFolder.of(none));
    Path empty = Files.createDirectories(folder.resolve("empty"));
    assertMalformed(
        empty + ": 0 folders in it, expected 1 to 256, one for each class",
        () -> ImageFolder.of(empty));
    Path bare = Files.createDirectories(empty.resolve("bare"));
    assertMalformed(
        bare + ": no picture in this folder; remove it, or put pictures in",
        () -> ImageFolder.of(empty));
    Path text = Files.writeString(bare.resolve("notes.txt"), "a text");
    Path images = folder.resolve("images");
    assertMalformed(
        text + ": not a PNG or JPEG image", () -> ImageFolder.of(empty).load(SIDE, SIDE));
    assertMalformed(
        text + ": not a PNG or JPEG image",
        () -> ImageFolder.of(empty).writeIdx(SIDE, SIDE, images, folder.resolve("labels")));
    assertFalse(Files.exists(images));
    assertEquals(
        "images: expected a size of at least 1 × 1, got 0 × 28",
        assertThrows(IllegalArgumentException.class, () -> ImageFolder.of(digits).load(0, SIDE))
            .getMessage());
    assertEquals(
        digits
            + ": 20 images of 20000 × 20000 are 2 GiB or more; write them with writeIdx, and load"
            + " these",
        assertThrows(
                IllegalArgumentException.class, () -> ImageFolder.of(digits).load(20000, 20000))
            .getMessage());
  }
}
