package dev.gradus.formats;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * SHA-256 of files, and the list of them that lies beside the files in the form of {@code
 * sha256sum}: {@code sha256sum -c SHA256SUMS} says what is damaged, without Gradus.
 */
final class Checksums {
  static final String FILE = "SHA256SUMS";
  private static final int LONGEST_LIST = 1 << 12;
  private static final Pattern LINE = Pattern.compile("([0-9a-f]{64}) {2}([\\w.-]+)");

  private Checksums() {}

  static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }

  /** What was digested since the last time, in hexadecimal. */
  static String hex(MessageDigest digest) {
    return HexFormat.of().formatHex(digest.digest());
  }

  /** The list of files and their sums, in the form of {@code sha256sum}. */
  static byte[] list(Map<String, String> sums) {
    StringBuilder text = new StringBuilder();
    sums.forEach((file, sum) -> text.append(sum).append("  ").append(file).append('\n'));
    return text.toString().getBytes(StandardCharsets.UTF_8);
  }

  /**
   * Compares the files of a folder with its list. Reads them block by block, and believes nothing
   * that they say.
   *
   * @param folder holds the list
   * @param files what the list must name, no more and no less
   * @throws MalformedFileException naming the first file that is missing or was changed
   * @throws UncheckedIOException if one cannot be read
   */
  static void verify(Path folder, Set<String> files) {
    Path list = folder.resolve(FILE);
    Map<String, String> sums = parse(list);
    if (!sums.keySet().equals(files)) {
      throw new MalformedFileException(
          list.toString(), "expected the sums of %s, found %s".formatted(files, sums.keySet()));
    }
    sums.forEach(
        (name, expected) -> {
          Path file = folder.resolve(name);
          String found = of(file);
          if (!found.equals(expected)) {
            throw new MalformedFileException(
                file.toString(),
                "damaged or cut short: sha256 %s, expected %s".formatted(found, expected));
          }
        });
  }

  private static Map<String, String> parse(Path list) {
    byte[] bytes;
    try (InputStream in = Source.of(list).open()) {
      bytes = in.readNBytes(LONGEST_LIST);
    } catch (IOException e) {
      throw IoErrors.cannot("read", list, e);
    }
    Map<String, String> sums = new LinkedHashMap<>();
    for (String line : new String(bytes, StandardCharsets.UTF_8).split("\n")) {
      Matcher parts = LINE.matcher(line);
      if (!parts.matches() || sums.put(parts.group(2), parts.group(1)) != null) {
        throw new MalformedFileException(
            list.toString(), "damaged: expected lines of a sha256 and a file name");
      }
    }
    return sums;
  }

  private static String of(Path file) {
    MessageDigest digest = sha256();
    try (InputStream in = Source.of(file).open()) {
      byte[] block = new byte[1 << 16];
      for (int count = in.read(block); count >= 0; count = in.read(block)) {
        digest.update(block, 0, count);
      }
    } catch (IOException e) {
      throw IoErrors.cannot("read", file, e);
    }
    return hex(digest);
  }
}
