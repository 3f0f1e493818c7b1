package dev.gradus.formats;

import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;

/** Reads one IDX file of unsigned bytes. Memory grows with the data, whatever the header says. */
final class IdxReader {
  static final int IMAGES = 0x0803;
  static final int LABELS = 0x0801;

  private static final int FIRST_BUFFER = 1 << 16;
  private static final int LARGEST_ARRAY = Integer.MAX_VALUE - 8;
  private static final long MOST_SURPLUS_COUNTED = 1 << 20;

  private final Source source;
  private final int magic;
  private final String item;

  IdxReader(Source source, int magic) {
    this.source = source;
    this.magic = magic;
    this.item = magic == IMAGES ? "image" : "label";
  }

  /** The extents of the header and the bytes after it. */
  record Content(int[] extents, byte[] bytes) {}

  /**
   * What a file says of itself.
   *
   * @param length of the header, bytes
   * @param extents the number of items first
   * @param size of what follows, bytes
   */
  record Header(int length, int[] extents, long size) {}

  /** The header of a plain file that is as long as it says; empty if the file is gzip. */
  Optional<Header> headerOf(Path file) {
    try (InputStream raw = new BufferedInputStream(source.open())) {
      if (isGzip(raw)) {
        return Optional.empty();
      }
      Header header = readHeader(raw);
      long found = Files.size(file) - header.length();
      if (found < header.size()) {
        throw truncated(header, found);
      }
      if (found > header.size()) {
        throw surplus("", found - header.size());
      }
      requireIndexable(header, header.size() / header.extents()[0]);
      return Optional.of(header);
    } catch (IOException e) {
      throw IoErrors.cannot("read", source, e);
    }
  }

  Content read() {
    try (InputStream raw = new BufferedInputStream(source.open(), 1 << 16)) {
      return isGzip(raw) ? readGzip(raw) : read(raw);
    } catch (IOException e) {
      throw IoErrors.cannot("read", source, e);
    }
  }

  private static boolean isGzip(InputStream raw) throws IOException {
    raw.mark(2);
    boolean gzip = raw.read() == 0x1f && raw.read() == 0x8b;
    raw.reset();
    return gzip;
  }

  private Content readGzip(InputStream raw) throws IOException {
    try (InputStream unpacked = new GZIPInputStream(raw, 1 << 16)) {
      return read(unpacked);
    } catch (ZipException | EOFException e) {
      throw malformed("corrupt gzip data: " + IoErrors.reason(e), e);
    }
  }

  private Content read(InputStream in) throws IOException {
    Header header = readHeader(in);
    requireIndexable(header, header.size());
    byte[] bytes = readBody(in, header);
    checkEnd(in);
    return new Content(header.extents(), bytes);
  }

  private void requireIndexable(Header header, long bytes) {
    if (bytes > LARGEST_ARRAY) {
      throw malformed(
          "bad header: "
              + Arrays.toString(header.extents())
              + " is more than "
              + LARGEST_ARRAY
              + " bytes",
          null);
    }
  }

  private Header readHeader(InputStream in) throws IOException {
    int headerLength = 4 + 4 * (magic & 0xff);
    byte[] header = in.readNBytes(headerLength);
    if (header.length == 0) {
      throw malformed("empty file", null);
    }
    if (header.length >= 4) {
      checkMagic(intAt(header, 0));
    }
    if (header.length < headerLength) {
      throw malformed(
          "truncated: an IDX "
              + item
              + " file has a header of "
              + headerLength
              + " bytes, found "
              + header.length,
          null);
    }
    int[] extents = new int[magic & 0xff];
    long size = 1;
    for (int i = 0; i < extents.length; i++) {
      extents[i] = intAt(header, 4 + 4 * i);
      if (extents[i] < 1) {
        throw malformed(
            "bad header: extents must be 1 to 2147483647, found "
                + Integer.toUnsignedString(extents[i]),
            null);
      }
      size = size > Long.MAX_VALUE / extents[i] ? Long.MAX_VALUE : size * extents[i];
    }
    return new Header(headerLength, extents, size);
  }

  private void checkMagic(int found) {
    if (found == magic) {
      return;
    }
    String hint =
        switch (found) {
          case IMAGES -> " (this is an image file)";
          case LABELS -> " (this is a label file)";
          default -> "";
        };
    throw malformed(
        "not an IDX %s file: magic 0x%08x, expected 0x%08x%s".formatted(item, found, magic, hint),
        null);
  }

  private byte[] readBody(InputStream in, Header header) throws IOException {
    int size = (int) header.size();
    byte[] bytes = new byte[Math.min(size, FIRST_BUFFER)];
    int filled = 0;
    while (true) {
      filled += in.readNBytes(bytes, filled, bytes.length - filled);
      if (filled == size) {
        return bytes;
      }
      if (filled < bytes.length) {
        throw truncated(header, filled);
      }
      bytes = Arrays.copyOf(bytes, (int) Math.min(size, 2L * bytes.length));
    }
  }

  /** Reading to the very end also makes gzip compare its checksum. */
  private void checkEnd(InputStream in) throws IOException {
    byte[] buffer = new byte[1 << 13];
    long surplus = 0;
    int n;
    while (surplus < MOST_SURPLUS_COUNTED && (n = in.read(buffer)) > 0) {
      surplus += n;
    }
    if (surplus > 0) {
      throw surplus(surplus < MOST_SURPLUS_COUNTED ? "" : "at least ", surplus);
    }
  }

  private MalformedFileException truncated(Header header, long found) {
    long length = header.length();
    return malformed(
        "truncated: header promises %s bytes, found %d"
            .formatted(
                header.size() == Long.MAX_VALUE ? "more than 2^63" : length + header.size(),
                length + found),
        null);
  }

  private MalformedFileException surplus(String atLeast, long surplus) {
    return malformed(
        atLeast
            + surplus
            + (surplus == 1 ? " byte" : " bytes")
            + " too many after the last "
            + item,
        null);
  }

  private MalformedFileException malformed(String problem, Throwable cause) {
    return new MalformedFileException(source.name(), problem, cause);
  }

  private static int intAt(byte[] bytes, int at) {
    return (bytes[at] & 0xff) << 24
        | (bytes[at + 1] & 0xff) << 16
        | (bytes[at + 2] & 0xff) << 8
        | (bytes[at + 3] & 0xff);
  }
}
