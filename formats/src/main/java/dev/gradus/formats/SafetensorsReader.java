package dev.gradus.formats;

import dev.gradus.tensor.Shape;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Reads one stream once, from front to back; nothing is allocated that the length disproves. */
final class SafetensorsReader {
  private static final long LONGEST_HEADER = 100_000_000;

  private final InputStream in;
  private final long length;
  private final String name;
  private final byte[] buffer = new byte[1 << 16];

  SafetensorsReader(InputStream in, long length, String name) {
    this.in = in;
    this.length = length;
    this.name = name;
  }

  private enum DataType {
    F64(8),
    F32(4),
    F16(2),
    BF16(2);

    private final int bytes;

    DataType(int bytes) {
      this.bytes = bytes;
    }
  }

  private record Entry(String name, DataType type, Shape shape, long begin, long end) {}

  Safetensors read() throws IOException {
    if (length < Long.BYTES) {
      throw malformed("truncated: expected a header length of 8 bytes, found " + length);
    }
    long headerLength = bytes(Long.BYTES).getLong();
    if (headerLength < 2 || headerLength > Math.min(LONGEST_HEADER, length - Long.BYTES)) {
      throw malformed(
          "not a safetensors file: header of %s bytes in a file of %d bytes"
              .formatted(Long.toUnsignedString(headerLength), length));
    }
    Map<String, String> metadata = new LinkedHashMap<>();
    List<Entry> entries = entries(header((int) headerLength), metadata);
    checkCoverage(entries, length - Long.BYTES - headerLength);
    Map<String, StoredTensor> tensors = new LinkedHashMap<>();
    for (Entry entry : entries) {
      tensors.put(entry.name(), numbers(entry));
    }
    return new Safetensors(tensors, metadata);
  }

  private Map<String, Object> header(int headerLength) throws IOException {
    byte[] json = in.readNBytes(headerLength);
    if (json.length < headerLength) {
      throw new EOFException("file became shorter while it was read");
    }
    try {
      return JsonText.parseObject(json);
    } catch (IllegalArgumentException e) {
      throw new MalformedFileException(name, "bad safetensors header: " + e.getMessage(), e);
    }
  }

  private List<Entry> entries(Map<String, Object> header, Map<String, String> metadata) {
    List<Entry> entries = new ArrayList<>();
    header.forEach(
        (key, value) -> {
          if (!(value instanceof Map<?, ?> description)) {
            throw malformed("'" + key + "': expected an object, found " + value);
          }
          if (key.equals(Safetensors.METADATA)) {
            description.forEach((k, v) -> metadata.put((String) k, text(key, v)));
          } else {
            entries.add(entry(key, description));
          }
        });
    entries.sort(Comparator.comparingLong(Entry::begin));
    return entries;
  }

  private String text(String key, Object value) {
    if (value instanceof String text) {
      return text;
    }
    throw malformed("'" + key + "': expected texts only, found " + value);
  }

  private Entry entry(String key, Map<?, ?> description) {
    DataType type = type(key, description.get("dtype"));
    Shape shape = shape(key, description.get("shape"));
    long begin = -1;
    long end = -1;
    if (description.get("data_offsets") instanceof List<?> offsets
        && offsets.size() == 2
        && offsets.get(0) instanceof Long from
        && offsets.get(1) instanceof Long to) {
      begin = from;
      end = to;
    }
    if (begin < 0 || end < begin) {
      throw malformed(
          "tensor '%s': expected data_offsets [begin, end], found %s"
              .formatted(key, description.get("data_offsets")));
    }
    long bytes = (long) shape.size() * type.bytes;
    if (end - begin != bytes) {
      throw malformed(
          "tensor '%s': %s %s needs %d bytes, data_offsets give %d"
              .formatted(key, type, shape, bytes, end - begin));
    }
    return new Entry(key, type, shape, begin, end);
  }

  private DataType type(String key, Object dtype) {
    for (DataType type : DataType.values()) {
      if (type.name().equals(dtype)) {
        return type;
      }
    }
    throw malformed(
        "tensor '%s': expected dtype F64, F32, F16 or BF16, found %s".formatted(key, dtype));
  }

  private Shape shape(String key, Object value) {
    if (value instanceof List<?> list && list.size() <= Shape.MAX_RANK) {
      int[] extents = new int[list.size()];
      for (int i = 0; i < extents.length; i++) {
        extents[i] =
            list.get(i) instanceof Long extent && extent <= Integer.MAX_VALUE
                ? (int) Math.max(extent, 0)
                : 0;
      }
      try {
        return Shape.of(extents);
      } catch (IllegalArgumentException e) {
        throw new MalformedFileException(
            name, "tensor '%s': cannot have shape %s".formatted(key, value), e);
      }
    }
    throw malformed(
        "tensor '%s': expected a shape of at most %d dimensions, found %s"
            .formatted(key, Shape.MAX_RANK, value));
  }

  private void checkCoverage(List<Entry> entries, long dataLength) {
    long covered = 0;
    for (Entry entry : entries) {
      if (entry.begin() != covered) {
        throw malformed(
            "tensor '%s': data begin at byte %d, expected %d, without hole or overlap"
                .formatted(entry.name(), entry.begin(), covered));
      }
      covered = entry.end();
    }
    if (covered > dataLength) {
      throw malformed(
          "truncated: header promises %d bytes of data, found %d".formatted(covered, dataLength));
    }
    if (covered < dataLength) {
      throw malformed((dataLength - covered) + " bytes too many after the last tensor");
    }
  }

  private StoredTensor numbers(Entry entry) throws IOException {
    int size = entry.shape().size();
    int perBuffer = buffer.length / entry.type().bytes;
    double[] doubles = entry.type() == DataType.F64 ? new double[size] : null;
    float[] floats = doubles == null ? new float[size] : null;
    int from = 0;
    while (from < size) {
      int count = Math.min(perBuffer, size - from);
      ByteBuffer numbers = bytes(count * entry.type().bytes);
      for (int end = from + count, i = from; i < end; i++) {
        switch (entry.type()) {
          case F64 -> doubles[i] = numbers.getDouble();
          case F32 -> floats[i] = numbers.getFloat();
          case F16 -> floats[i] = half(numbers.getShort());
          case BF16 -> floats[i] = Float.intBitsToFloat(numbers.getShort() << 16);
        }
      }
      from += count;
    }
    return doubles != null
        ? StoredTensor.owning(entry.shape(), doubles)
        : StoredTensor.owning(entry.shape(), floats);
  }

  /** IEEE 754 binary16, widened exactly; {@code Float.float16ToFloat} came after Java 17. */
  static float half(short bits) {
    int exponent = bits >> 10 & 0x1f;
    int fraction = bits & 0x3ff;
    float magnitude =
        switch (exponent) {
          case 0 -> fraction * 0x1p-24f;
          case 0x1f -> Float.intBitsToFloat(0x7f800000 | fraction << 13);
          default -> Float.intBitsToFloat((exponent + 112) << 23 | fraction << 13);
        };
    return bits < 0 ? -magnitude : magnitude;
  }

  private ByteBuffer bytes(int count) throws IOException {
    if (in.readNBytes(buffer, 0, count) < count) {
      throw new EOFException("file became shorter while it was read");
    }
    return ByteBuffer.wrap(buffer, 0, count).order(ByteOrder.LITTLE_ENDIAN);
  }

  private MalformedFileException malformed(String problem) {
    return new MalformedFileException(name, IoErrors.firstLine(problem));
  }
}
