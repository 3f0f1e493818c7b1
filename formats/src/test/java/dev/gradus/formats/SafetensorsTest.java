package dev.gradus.formats;

import static dev.gradus.formats.Messages.assertMalformed;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.gradus.tensor.Precision;
import dev.gradus.tensor.Shape;
import dev.gradus.tensor.TensorOps;
import dev.gradus.tensor.reference.ReferenceOps;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SafetensorsTest {
  @TempDir Path folder;
  private Path file;

  @BeforeEach
  void nameFile() {
    file = folder.resolve("file.safetensors");
  }

  private static byte[] bytes(String header, int... data) {
    byte[] json = header.getBytes(StandardCharsets.UTF_8);
    ByteBuffer out = ByteBuffer.allocate(8 + json.length + data.length);
    out.order(ByteOrder.LITTLE_ENDIAN).putLong(json.length).put(json);
    for (int value : data) {
      out.put((byte) value);
    }
    return out.array();
  }

  private void assertRefused(String problem, byte[] bytes) throws IOException {
    Files.write(file, bytes);
    assertMalformed(file + ": " + problem, () -> Safetensors.read(file));
  }

  @Test
  void keepsEveryBit() {
    float[] floats = {0.1f, -0.0f, Float.MIN_VALUE, Float.NaN, Float.NEGATIVE_INFINITY, 3};
    double[] doubles = new double[20_000];
    Arrays.setAll(doubles, i -> Math.sin(i) * Math.pow(10, i % 300));
    Map<String, StoredTensor> tensors = new LinkedHashMap<>();
    tensors.put("0.weight", StoredTensor.of(Shape.of(2, 3), floats));
    tensors.put("é", StoredTensor.of(Shape.of(20_000), doubles));
    tensors.put("one", StoredTensor.of(Shape.scalar(), new float[] {7}));
    new Safetensors(tensors, Map.of("by", "test")).write(file);

    Safetensors read = Safetensors.read(file);
    assertEquals(Map.of("by", "test"), read.metadata());
    assertEquals(tensors.keySet(), read.tensors().keySet());
    TensorOps f32 = new ReferenceOps(Precision.F32);
    TensorOps f64 = new ReferenceOps(Precision.F64);
    assertArrayEquals(floats, f32.floats(read.tensors().get("0.weight").toTensor(f32)));
    assertArrayEquals(doubles, f64.doubles(read.tensors().get("é").toTensor(f64)));
    assertEquals((double) 0.1f, read.tensors().get("0.weight").doubles()[0]);
    assertEquals(Shape.scalar(), read.tensors().get("one").shape());
  }

  @Test
  void writesTheFormatThatOthersRead() throws IOException {
    new Safetensors(Map.of("a", StoredTensor.of(Shape.of(2), new float[] {1, -2})), Map.of())
        .write(file);
    String header = "{\"a\":{\"dtype\":\"F32\",\"shape\":[2],\"data_offsets\":[0,8]}}";
    String padded = header + " ".repeat((8 - header.length() % 8) % 8);
    assertArrayEquals(bytes(padded, 0, 0, 0x80, 0x3f, 0, 0, 0, 0xc0), Files.readAllBytes(file));
  }

  @Test
  void widensHalfPrecisionExactly() throws IOException {
    String header =
        "{\"h\":{\"dtype\":\"F16\",\"shape\":[4],\"data_offsets\":[0,8]},"
            + "\"b\":{\"dtype\":\"BF16\",\"shape\":[1],\"data_offsets\":[8,10]}}";
    Files.write(file, bytes(header, 0, 0x3c, 0xff, 0xfb, 1, 0, 0, 0xfc, 0x49, 0x40));
    Safetensors read = Safetensors.read(file);
    assertArrayEquals(
        new double[] {1, -65504, 0x1p-24, Double.NEGATIVE_INFINITY},
        read.tensors().get("h").doubles());
    assertArrayEquals(new double[] {3.140625}, read.tensors().get("b").doubles());
  }

  @Test
  void namesWhatIsWrong() throws IOException {
    assertMalformed(file + ": no such file", () -> Safetensors.read(file));
    assertRefused("truncated: expected a header length of 8 bytes, found 0", new byte[0]);
    assertRefused(
        "not a safetensors file: header of 18446744073709551615 bytes in a file of 9 bytes",
        new byte[] {-1, -1, -1, -1, -1, -1, -1, -1, '{'});
    assertRefused("bad safetensors header: duplicate name 'a'", bytes("{\"a\":1,\"a\":2}"));
    assertRefused("'a': expected an object, found 1", bytes("{\"a\":1}"));
    assertRefused(
        "'__metadata__': expected texts only, found 1", bytes("{\"__metadata__\":{\"k\":1}}"));
    assertRefused(
        "tensor 'a': expected dtype F64, F32, F16 or BF16, found I64",
        bytes(one("I64", "[1]", "[0,8]")));
    assertRefused("tensor 'a': cannot have shape [0]", bytes(one("F32", "[0]", "[0,0]")));
    assertRefused(
        "tensor 'a': cannot have shape [65536, 65536]",
        bytes(one("F32", "[65536,65536]", "[0,0]")));
    assertRefused(
        "tensor 'a': expected a shape of at most 4 dimensions, found [1, 1, 1, 1, 1]",
        bytes(one("F32", "[1,1,1,1,1]", "[0,4]")));
    assertRefused(
        "tensor 'a': expected data_offsets [begin, end], found [4, 0]",
        bytes(one("F32", "[1]", "[4,0]")));
    assertRefused(
        "tensor 'a': F32 [2] needs 8 bytes, data_offsets give 4",
        bytes(one("F32", "[2]", "[0,4]")));
    assertRefused(
        "tensor 'a': data begin at byte 4, expected 0, without hole or overlap",
        bytes(one("F32", "[1]", "[4,8]"), 0, 0, 0, 0, 0, 0, 0, 0));
    assertRefused(
        "truncated: header promises 4000000 bytes of data, found 1",
        bytes(one("F32", "[1000000]", "[0,4000000]"), 0));
    assertRefused(
        "1 bytes too many after the last tensor", bytes(one("F32", "[1]", "[0,4]"), 0, 0, 0, 0, 0));
  }

  private static String one(String type, String shape, String offsets) {
    return "{\"a\":{\"dtype\":\"%s\",\"shape\":%s,\"data_offsets\":%s}}"
        .formatted(type, shape, offsets);
  }

  @Test
  void refusesEveryTruncationAndSurvivesDamage() throws IOException {
    new Safetensors(Map.of("a", StoredTensor.of(Shape.of(2), new float[] {1, 2})), Map.of("k", "v"))
        .write(file);
    byte[] good = Files.readAllBytes(file);
    for (int length = 0; length < good.length; length++) {
      Files.write(file, Arrays.copyOf(good, length));
      assertThrows(MalformedFileException.class, () -> Safetensors.read(file));
    }
    int refused =
        Messages.countRefused(
            good,
            2000,
            bytes -> {
              AtomicFiles.write(file, bytes);
              Safetensors.read(file);
            });
    assertTrue(refused > 1000, "refused " + refused);
  }
}
