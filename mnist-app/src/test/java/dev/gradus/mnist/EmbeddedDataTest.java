package dev.gradus.mnist;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.gradus.nn.data.LabelledImages;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;

class EmbeddedDataTest {
  private static byte[] resource(String name) throws IOException {
    try (InputStream in = Digits.class.getResourceAsStream("data/" + name)) {
      return in.readAllBytes();
    }
  }

  @Test
  void theFilesHaveTheirChecksums() throws IOException, NoSuchAlgorithmException {
    List<String> lines =
        new String(resource("SHA256SUMS"), StandardCharsets.UTF_8).lines().toList();
    assertEquals(4, lines.size());
    for (String line : lines) {
      String[] parts = line.split(" +", 2);
      byte[] digest = MessageDigest.getInstance("SHA-256").digest(resource(parts[1]));
      assertEquals(parts[0], HexFormat.of().formatHex(digest), parts[1]);
    }
  }

  @Test
  void theyHoldSeventyThousandDigits() {
    Digits digits = Digits.embedded();
    assertEquals(60_000, digits.train().size());
    assertEquals(10_000, digits.test().size());
    assertEquals(784, digits.inputs());
    assertArrayEquals(
        new int[] {5_923, 6_742, 5_958, 6_131, 5_842, 5_421, 5_918, 6_265, 5_851, 5_949},
        perClass(digits.train()));
    assertArrayEquals(
        new int[] {980, 1_135, 1_032, 1_010, 982, 892, 958, 1_028, 974, 1_009},
        perClass(digits.test()));
  }

  private static int[] perClass(LabelledImages images) {
    int[] counts = new int[Digits.CLASSES];
    for (int i = 0; i < images.size(); i++) {
      counts[images.label(i)]++;
    }
    return counts;
  }
}
