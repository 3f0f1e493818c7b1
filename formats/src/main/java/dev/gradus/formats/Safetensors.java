package dev.gradus.formats;

import dev.gradus.tensor.Precision;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Named tensors in a file of the safetensors format, as PyTorch and others read and write it: the
 * length of a JSON header (8 bytes, little-endian), the header with each tensor's dtype, shape and
 * place, then the numbers. Reads F32, F64, and F16 and BF16 (widened to f32, exactly); writes F32
 * and F64. Immutable.
 *
 * <pre>{@code
 * Safetensors weights = Safetensors.read(Path.of("model.safetensors"));
 * Tensor weight = weights.tensors().get("0.weight").toTensor(ops);
 * }</pre>
 *
 * <p>Source: huggingface/safetensors, README, "Format".
 *
 * @param tensors by name, in the order of their data
 * @param metadata free text by name; may be empty
 */
public record Safetensors(Map<String, StoredTensor> tensors, Map<String, String> metadata) {
  static final String METADATA = "__metadata__";

  /**
   * Tensors with metadata; both maps are copied.
   *
   * @param tensors by name, in the order of their data
   * @param metadata free text by name; may be empty
   */
  public Safetensors {
    if (tensors.containsKey(METADATA)) {
      throw new IllegalArgumentException(
          "safetensors: no tensor may have the name " + METADATA + "; rename it");
    }
    tensors = Collections.unmodifiableMap(new LinkedHashMap<>(tensors));
    metadata = Collections.unmodifiableMap(new LinkedHashMap<>(metadata));
  }

  /**
   * Reads a file.
   *
   * @param file the file
   * @return its tensors
   * @throws MalformedFileException if it is missing, damaged, or holds tensors that Gradus has not
   *     (other dtypes, more than four dimensions, no elements)
   * @throws UncheckedIOException if it cannot be read
   */
  public static Safetensors read(Path file) {
    try (InputStream in = new BufferedInputStream(Source.of(file).open(), 1 << 16)) {
      return read(in, Files.size(file), file.toString());
    } catch (IOException e) {
      throw IoErrors.cannot("read", file, e);
    }
  }

  static Safetensors read(InputStream in, long length, String name) throws IOException {
    return new SafetensorsReader(in, length, name).read();
  }

  /**
   * Writes this file, atomically.
   *
   * @param file replaced if it exists
   * @throws UncheckedIOException if it cannot be written
   */
  public void write(Path file) {
    AtomicFiles.write(file, this::writeTo);
  }

  void writeTo(OutputStream out) throws IOException {
    // Wide numbers first, so that all lie at multiples of their own size.
    List<Map.Entry<String, StoredTensor>> order = new ArrayList<>(tensors.entrySet());
    order.sort(Comparator.comparing(entry -> -entry.getValue().precision().bytes()));

    Map<String, Object> header = new LinkedHashMap<>();
    if (!metadata.isEmpty()) {
      header.put(METADATA, metadata);
    }
    long offset = 0;
    for (Map.Entry<String, StoredTensor> entry : order) {
      StoredTensor tensor = entry.getValue();
      long end = offset + (long) tensor.shape().size() * tensor.precision().bytes();
      Map<String, Object> description = new LinkedHashMap<>();
      description.put("dtype", tensor.precision().name());
      description.put("shape", Arrays.stream(tensor.shape().extents()).boxed().toList());
      description.put("data_offsets", List.of(offset, end));
      header.put(entry.getKey(), description);
      offset = end;
    }
    byte[] json = JsonText.write(header, false).getBytes(StandardCharsets.UTF_8);
    byte[] padded = Arrays.copyOf(json, (json.length + 7) / 8 * 8);
    Arrays.fill(padded, json.length, padded.length, (byte) ' ');

    byte[] bytes = new byte[1 << 16];
    ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).putLong(padded.length);
    out.write(bytes, 0, Long.BYTES);
    out.write(padded);
    for (Map.Entry<String, StoredTensor> entry : order) {
      writeNumbers(entry.getValue(), bytes, out);
    }
  }

  private static void writeNumbers(StoredTensor tensor, byte[] bytes, OutputStream out)
      throws IOException {
    ByteBuffer buffer = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    for (int i = 0; i < tensor.shape().size(); i++) {
      if (buffer.remaining() < Double.BYTES) {
        out.write(bytes, 0, buffer.position());
        buffer.clear();
      }
      if (tensor.precision() == Precision.F32) {
        buffer.putFloat(tensor.floatAt(i));
      } else {
        buffer.putDouble(tensor.doubleAt(i));
      }
    }
    out.write(bytes, 0, buffer.position());
  }
}
