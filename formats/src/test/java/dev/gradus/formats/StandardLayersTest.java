package dev.gradus.formats;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.gradus.nn.init.Initializer;
import dev.gradus.nn.layer.Affine;
import dev.gradus.nn.layer.BatchNorm1d;
import dev.gradus.nn.layer.Dropout;
import dev.gradus.nn.layer.Elu;
import dev.gradus.nn.layer.Embedding;
import dev.gradus.nn.layer.Flatten;
import dev.gradus.nn.layer.Gelu;
import dev.gradus.nn.layer.Layer;
import dev.gradus.nn.layer.LayerNorm;
import dev.gradus.nn.layer.LeakyRelu;
import dev.gradus.nn.layer.LogSoftmax;
import dev.gradus.nn.layer.Mode;
import dev.gradus.nn.layer.Parameter;
import dev.gradus.nn.layer.Relu;
import dev.gradus.nn.layer.Residual;
import dev.gradus.nn.layer.Sequential;
import dev.gradus.nn.layer.Sigmoid;
import dev.gradus.nn.layer.Silu;
import dev.gradus.nn.layer.Softmax;
import dev.gradus.nn.layer.Softplus;
import dev.gradus.nn.layer.Tanh;
import dev.gradus.nn.random.RandomSource;
import dev.gradus.tensor.Precision;
import dev.gradus.tensor.Shape;
import dev.gradus.tensor.Tensor;
import dev.gradus.tensor.TensorOps;
import dev.gradus.tensor.reference.ReferenceOps;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Every layer of Gradus, saved and loaded. */
class StandardLayersTest {
  private final TensorOps ops = new ReferenceOps(Precision.F64);
  private final RandomSource random = RandomSource.ofSeed(3);
  @TempDir private Path folder;

  private Tensor normal(String name, int... extents) {
    Shape shape = Shape.of(extents);
    return ops.tensor(shape, Initializer.normal(1).values(shape, random.at(name)));
  }

  private Affine affine(int in, int out) {
    return Affine.of(ops, in, out, Initializer.he(), random.at(in));
  }

  private BatchNorm1d batchNorm() {
    return BatchNorm1d.of(
        ops,
        Parameter.gain(normal("gain", 4)),
        Parameter.bias(normal("bias", 4)),
        new BatchNorm1d.Statistics(normal("mean", 4), ops.full(Shape.of(4), 0.75)),
        0.25,
        0.125);
  }

  private Sequential ofAll() {
    return Sequential.of(
        Embedding.of(ops, Parameter.weight(normal("table", 7, 2))),
        new Flatten(ops),
        affine(4, 4),
        batchNorm(),
        new LeakyRelu(ops, 0.125),
        LayerNorm.of(
            ops, Parameter.gain(normal("gain 2", 4)), Parameter.bias(normal("bias 2", 4)), 0.5),
        new Elu(ops, 1.5),
        new Residual(ops, affine(4, 3), new Gelu(ops), new Dropout(ops, 0.25), affine(3, 4)),
        Sequential.of(new Gelu(ops, Gelu.Form.TANH), new Silu(ops), new Softplus(ops)),
        new Relu(ops),
        new Sigmoid(ops),
        new Tanh(ops),
        new Softmax(ops),
        new LogSoftmax(ops));
  }

  private static void collect(Layer layer, Set<Class<?>> classes) {
    classes.add(layer.getClass());
    if (layer instanceof Sequential sequential) {
      sequential.layers().forEach(inner -> collect(inner, classes));
    } else if (layer instanceof Residual residual) {
      residual.layers().forEach(inner -> collect(inner, classes));
    }
  }

  @Test
  void theNetworkHasALayerOfEveryType() {
    Set<Class<?>> classes = new HashSet<>();
    collect(ofAll(), classes);
    assertEquals(LayerTypes.standard().names().size(), classes.size());
  }

  @Test
  void allComeBackWithTheirArgumentsParametersAndState() {
    Sequential network = ofAll();
    ModelFile.save(folder, ops, network, ModelInfo.none());
    Sequential loaded = ModelFile.load(folder, ops).network();
    assertEquals(network.toString(), loaded.toString());
    assertEquals(
        List.copyOf(network.parameters().keySet()), List.copyOf(loaded.parameters().keySet()));
    assertEquals(List.of("3.running_mean", "3.running_var"), List.copyOf(loaded.state().keySet()));
    Tensor ids = ops.tensor(Shape.of(3, 2), new double[] {6, 0, 1, 2, 3, 3});
    for (Mode mode : List.of(Mode.inference(), Mode.training(random))) {
      assertArrayEquals(
          ops.doubles(network.forward(ids, mode).output()),
          ops.doubles(loaded.forward(ids, mode).output()));
    }
    network
        .parameters()
        .forEach(
            (name, parameter) ->
                assertEquals(parameter.decays(), loaded.parameters().get(name).decays(), name));
    BatchNorm1d norm = (BatchNorm1d) loaded.layers().get(3);
    assertEquals(0.25, norm.epsilon());
    assertEquals(0.125, norm.momentum());
    assertEquals(0.5, ((LayerNorm) loaded.layers().get(5)).epsilon());
  }

  @Test
  void stateThatIsMissingIsNamed() throws IOException {
    ModelFile.save(folder, ops, Sequential.of(LayerNorm.of(ops, 3)), ModelInfo.none());
    Path json = folder.resolve("model.json");
    String text = Files.readString(json);
    assertTrue(text.contains("\"LayerNorm\""), text);
    Files.writeString(json, text.replace("\"LayerNorm\"", "\"BatchNorm1d\", \"momentum\": 0.1"));
    Messages.assertMalformed(
        json
            + ": layer 0 (BatchNorm1d): tensor '0.running_mean' is missing, expected [3]; there are"
            + " [0.weight, 0.bias]",
        () -> ModelFile.load(folder, ops));
  }

  @Test
  void argumentsOutOfRangeAreNamed() throws IOException {
    ModelFile.save(folder, ops, Sequential.of(new Dropout(ops, 0.25)), ModelInfo.none());
    Path json = folder.resolve("model.json");
    Files.writeString(json, Files.readString(json).replace("0.25", "1.25"));
    Messages.assertMalformed(
        json + ": layer 0 (Dropout): Dropout: expected a probability from 0 to below 1, got 1.25",
        () -> ModelFile.load(folder, ops));
  }
}
