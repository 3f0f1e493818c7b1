package dev.gradus.formats;

import static dev.gradus.formats.Messages.assertMalformed;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.gradus.nn.data.Normalization;
import dev.gradus.nn.init.Initializer;
import dev.gradus.nn.layer.Affine;
import dev.gradus.nn.layer.Flatten;
import dev.gradus.nn.layer.Layer;
import dev.gradus.nn.layer.Mode;
import dev.gradus.nn.layer.Parameter;
import dev.gradus.nn.layer.Pass;
import dev.gradus.nn.layer.Relu;
import dev.gradus.nn.layer.Sequential;
import dev.gradus.nn.layer.Sigmoid;
import dev.gradus.nn.layer.Softmax;
import dev.gradus.nn.layer.Tanh;
import dev.gradus.nn.random.RandomSource;
import dev.gradus.tensor.Precision;
import dev.gradus.tensor.Shape;
import dev.gradus.tensor.Tensor;
import dev.gradus.tensor.TensorOps;
import dev.gradus.tensor.reference.ReferenceOps;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ModelFileTest {
  private final TensorOps ops = new ReferenceOps(Precision.F32);
  @TempDir Path folder;
  private Path json;
  private Path weights;

  @BeforeEach
  void nameFiles() {
    json = folder.resolve("model.json");
    weights = folder.resolve("model.safetensors");
  }

  private Sequential network(TensorOps ops) {
    RandomSource random = RandomSource.ofSeed(1);
    Parameter linear =
        Parameter.weight(ops.tensor(Shape.of(2, 3), new double[] {1, 2, 3, 4, 5, 6}));
    return Sequential.of(
        new Flatten(ops),
        Affine.of(ops, 4, 5, Initializer.he(), random.at(1)),
        new Relu(ops),
        Sequential.of(
            Affine.of(ops, 5, 3, Initializer.he(), random.at(2)), new Tanh(ops), new Sigmoid(ops)),
        Affine.withoutBias(ops, linear),
        new Softmax(ops));
  }

  private static double[] predict(TensorOps ops, Layer network) {
    return ops.doubles(network.predict(ops.tensor(Shape.of(1, 4), new double[] {1, -1, 2, 0.5})));
  }

  private void edit(String from, String to) throws IOException {
    String text = Files.readString(json);
    assertTrue(text.contains(from), text);
    Files.writeString(json, text.replace(from, to));
  }

  private void assertRefused(String problem) {
    assertMalformed(json + ": " + problem, () -> ModelFile.load(folder, ops));
  }

  @Test
  void savesAndLoadsTheSameBitsInBothPrecisions() {
    for (Precision precision : Precision.values()) {
      TensorOps ops = new ReferenceOps(precision);
      Sequential network = network(ops);
      ModelInfo info = ModelInfo.of(ModelInput.image(2, 2), Map.of("seed", "1"));
      assertEquals(json, ModelFile.save(folder, ops, network, info));
      for (Path path : List.of(folder, json, weights)) {
        LoadedModel loaded = ModelFile.load(path, ops);
        assertEquals(info, loaded.info());
        assertEquals(precision, loaded.precision());
        assertEquals(network.toString(), loaded.network().toString());
        assertEquals(
            List.copyOf(network.parameters().keySet()),
            List.copyOf(loaded.network().parameters().keySet()));
        assertArrayEquals(predict(ops, network), predict(ops, loaded.network()));
      }
    }
  }

  @Test
  void describesLayersByNameOnly() throws IOException {
    Sequential network = Sequential.of(new Relu(ops));
    ModelFile.save(folder.resolve("other.json"), ops, network, ModelInfo.none());
    String text = Files.readString(folder.resolve("other.json"));
    assertTrue(text.contains("\"file\": \"other.safetensors\""), text);
    assertTrue(text.contains("\"type\": \"ReLU\""), text);
    assertTrue(!text.contains("dev.gradus"), text);
    assertEquals(ModelInfo.none(), ModelFile.load(folder.resolve("other.safetensors"), ops).info());
  }

  @Test
  void namesWhatIsWrongWithTheDescription() throws IOException {
    assertMalformed(folder + ": no model.json in this folder", () -> ModelFile.load(folder, ops));
    assertMalformed(json + ": no such file", () -> ModelFile.load(json, ops));
    Files.writeString(json, "a text");
    assertRefused("not a Gradus model: not JSON (line 1, column 1)");
    Files.writeString(json, "{\n\"format\":");
    assertRefused("not a Gradus model: not JSON (line 2, column 10): End of input");
    Files.writeString(json, "[1]");
    assertRefused("not a Gradus model: not a JSON object");
    Files.writeString(json, "{\"format\":\"zip\"}");
    assertRefused("not a Gradus model: expected format 'gradus-model', found zip");
    Files.writeString(json, "{\"format\":\"gradus-model\",\"version\":2}");
    assertRefused("model version 2, but this Gradus reads version 1");
    ModelFile.save(folder, ops, network(ops), ModelInfo.none());
    edit("\"in\": 4", "\"in\": 784");
    assertRefused("layer 1 (Affine): tensor '1.weight': expected [5, 784], found [5, 4]");
    edit("\"in\": 784", "\"in\": 2000000000");
    assertRefused("layer 1 (Affine): shape: [5, 2000000000] has more than 2147483647 elements");
    edit("\"in\": 2000000000", "\"in\": \"4\"");
    assertRefused("layer 1 (Affine): argument 'in': expected an integer, found 4");
    edit("\"in\": \"4\"", "\"slope\": 1, \"in\": 4");
    assertRefused("layer 1 (Affine): unknown arguments [slope]");
    edit("\"slope\": 1, ", "");
    edit("\"Softmax\"", "\"Magic\"");
    assertRefused(
        "layer 5 (Magic): unknown layer type 'Magic'; known are "
            + LayerTypes.standard().names()
            + "; add it with LayerTypes.standard().with(…)");
    edit("\"Magic\"", "\"Softmax\"");
    edit("\"bias\": false", "\"bias\": true");
    assertRefused(
        "layer 4 (Affine): tensor '4.bias' is missing, expected [2]; there are"
            + " [1.weight, 1.bias, 3.0.weight, 3.0.bias, 4.weight]");
    edit("\"type\": \"Affine\",\n      \"in\": 4", "\"type\": \"ReLU\",\n      \"in\": 4");
    assertRefused("layer 1 (ReLU): unknown arguments [bias, in, out]");
  }

  @Test
  void namesWhatIsWrongWithTheWeights() throws IOException {
    ModelFile.save(folder, ops, Sequential.of(network(ops), new Relu(ops)), ModelInfo.none());
    edit("\"Softmax\"", "\"Softmax\"");
    Files.delete(weights);
    assertMalformed(weights + ": no such file", () -> ModelFile.load(folder, ops));
    ModelFile.save(folder, ops, network(ops), ModelInfo.none());
    byte[] bytes = Files.readAllBytes(weights);
    bytes[bytes.length - 1] ^= 1;
    Files.write(weights, bytes);
    String message =
        assertThrows(MalformedFileException.class, () -> ModelFile.load(folder, ops)).getMessage();
    assertTrue(
        message.startsWith(weights + ": not the weights that " + json + " was saved with: sha256 "),
        message);
    edit("\"model.safetensors\"", "\"../model.safetensors\"");
    assertRefused(
        "weights: expected the plain name of a file in the same folder, found"
            + " '../model.safetensors'");
    Files.delete(json);
    assertMalformed(
        weights + ": weights alone are no model: no model.json beside them",
        () -> ModelFile.load(weights, ops));
  }

  @Test
  void namesTensorsThatNoLayerAsksFor() throws IOException {
    ModelFile.save(folder, ops, network(ops), ModelInfo.none());
    edit("\"bias\": true", "\"bias\": false");
    assertRefused("tensors that no layer asks for: [1.bias, 3.0.bias]");
  }

  @Test
  void aFailedSaveLeavesTheOldModel() throws IOException {
    Sequential network = network(ops);
    ModelFile.save(folder, ops, network, ModelInfo.none());
    Sequential unknown = Sequential.of(new Scale(ops, 2));
    assertEquals(
        "save: "
            + Scale.class.getName()
            + " has no layer type; known are "
            + LayerTypes.standard().names()
            + "; add it with LayerTypes.standard().with(…)",
        assertThrows(
                IllegalArgumentException.class,
                () -> ModelFile.save(folder, ops, unknown, ModelInfo.none()))
            .getMessage());
    assertArrayEquals(predict(ops, network), predict(ops, ModelFile.load(folder, ops).network()));
    Path blocked = folder.resolve("blocked");
    Files.writeString(blocked, "");
    assertThrows(
        UncheckedIOException.class, () -> ModelFile.save(blocked, ops, network, ModelInfo.none()));
    try (var files = Files.list(folder)) {
      assertEquals(3, files.count(), "no temporary file is left");
    }
  }

  @Test
  void usersRegisterTheirOwnLayers() {
    LayerTypes types =
        LayerTypes.standard()
            .with(
                "Scale",
                Scale.class,
                layer -> Map.of("factor", layer.factor),
                arguments -> new Scale(arguments.ops(), arguments.number("factor")));
    ModelFile.save(folder, ops, Sequential.of(new Scale(ops, 2.5)), ModelInfo.none(), types);
    assertArrayEquals(
        new double[] {2.5, -2.5, 5, 1.25},
        predict(ops, ModelFile.load(folder, ops, types).network()));
    assertThrows(
        IllegalArgumentException.class,
        () -> types.with("Scale", Scale.class, layer -> Map.of(), arguments -> null));
  }

  private static final class Scale implements Layer {
    private final TensorOps ops;
    private final double factor;

    Scale(TensorOps ops, double factor) {
      this.ops = ops;
      this.factor = factor;
    }

    @Override
    public Pass forward(Tensor x, Mode mode) {
      return new Pass(
          ops.scale(x, factor), (dy, gradients, wantDx) -> wantDx ? ops.scale(dy, factor) : null);
    }
  }

  @Test
  void theNormalizationOfTheInputComesBackToTheBit() throws IOException {
    TensorOps ops = new ReferenceOps(Precision.F64);
    Normalization fitted =
        new Normalization(List.of(0.1, 1e-300, -2.0, 0.0), List.of(1 / 3.0, 1.0, 7.0, 2.0));
    ModelInput input = ModelInput.image(2, 2).normalizedBy(fitted);
    ModelFile.save(folder, ops, network(ops), ModelInfo.of(input, Map.of()));
    assertEquals(input, ModelFile.load(folder, ops).info().input().orElseThrow());

    String text = Files.readString(json);
    Files.writeString(json, text.replace("1.0E-300", "\"x\""));
    String message =
        assertThrows(MalformedFileException.class, () -> ModelFile.load(folder, ops)).getMessage();
    assertTrue(message.contains("'offsets': expected a list of numbers"), message);
    Normalization three = new Normalization(List.of(1.0, 1.0, 1.0), List.of(1.0, 1.0, 1.0));
    assertThrows(IllegalArgumentException.class, () -> ModelInput.image(2, 2).normalizedBy(three));
  }

  @Test
  void survivesRandomDamage() throws IOException {
    ModelFile.save(folder, ops, network(ops), ModelInfo.of(ModelInput.image(2, 2), Map.of()));
    int refused =
        Messages.countRefused(
            Files.readAllBytes(json),
            2000,
            bytes -> {
              Messages.overwrite(json, bytes);
              ModelFile.load(folder, ops);
            });
    assertTrue(refused > 1500, "refused " + refused);
  }
}
