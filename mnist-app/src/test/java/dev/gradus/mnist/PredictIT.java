package dev.gradus.mnist;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PredictIT {
  @TempDir private Path folder;

  /** A real digit, enlarged, as a picture of its own. */
  private void draw(String name, int digit, int scale, boolean darkOnLight) throws IOException {
    double[] ink = SmallSets.testImageOf(digit);
    int side = 28 * scale;
    BufferedImage image = new BufferedImage(side, side, BufferedImage.TYPE_INT_RGB);
    for (int y = 0; y < side; y++) {
      for (int x = 0; x < side; x++) {
        int level = (int) Math.round(255 * ink[y / scale * 28 + x / scale]);
        int gray = darkOnLight ? 255 - level : level;
        image.setRGB(x, y, gray << 16 | gray << 8 | gray);
      }
    }
    String format = name.substring(name.lastIndexOf('.') + 1);
    assertTrue(ImageIO.write(image, format, folder.resolve(name).toFile()));
  }

  @Test
  void picturesOfAnySizeAndShadeAreRecognised() throws IOException {
    draw("one.png", 1, 1, false);
    draw("a seven.png", 7, 9, true);
    draw("zero.jpeg", 0, 5, false);
    App app = new App(folder);
    app.run("train", "--backend", "ejml", "--iterations", 400, "--lr", 0.5, "--out", "run")
        .mustSucceed();
    App.Result result =
        app.run("predict", "run", "one.png", "a seven.png", "zero.jpeg", "--backend", "ejml")
            .mustSucceed();
    List<String> lines = result.out().lines().toList();
    assertEquals(4, lines.size(), result.out());
    assertTrue(lines.get(0).matches("image +digit +P\\(0\\) .* P\\(9\\)"), lines.get(0));
    requireDigit(lines.get(1), "one.png", 1);
    requireDigit(lines.get(2), "a seven.png", 7);
    requireDigit(lines.get(3), "zero.jpeg", 0);
  }

  private static void requireDigit(String line, String name, int digit) {
    assertTrue(line.startsWith(name), line);
    double[] numbers =
        Arrays.stream(line.substring(name.length()).strip().split(" +"))
            .mapToDouble(Double::parseDouble)
            .toArray();
    assertEquals(11, numbers.length, line);
    assertEquals(digit, numbers[0], line);
    assertTrue(numbers[1 + digit] > 0.5, line);
    assertEquals(1, Arrays.stream(numbers, 1, 11).sum(), 1e-3, line);
  }
}
