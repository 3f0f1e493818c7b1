package dev.gradus.formats;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.gradus.nn.data.Normalization;
import dev.gradus.nn.layer.Sequential;
import dev.gradus.tensor.Precision;
import dev.gradus.tensor.Shape;
import dev.gradus.tensor.TensorOps;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Saved models: {@code model.json} with the names and arguments of the layers, and beside it {@code
 * model.safetensors} with the parameters and the state, by the names that {@link
 * dev.gradus.nn.layer.Layer#parameters} and {@code state} give them. Thread-safe.
 *
 * <pre>{@code
 * ModelFile.save(folder, ops, network, ModelInfo.of(ModelInput.image(28, 28), Map.of("seed", "1")));
 * Sequential again = ModelFile.load(folder, ops).network();
 * }</pre>
 *
 * <p>Loading gives the same bits back, on any backend of at least the same precision. A parameter
 * that several layers share is saved once for each and no longer shared after loading.
 */
public final class ModelFile {
  private static final String FORMAT = "gradus-model";
  private static final long VERSION = 1;
  private static final String JSON = ".json";
  private static final String WEIGHTS = ".safetensors";

  private ModelFile() {}

  /**
   * Saves a network of the standard layers.
   *
   * @param path a folder, made if it does not exist, or a file name ending in {@code .json}
   * @param ops what the network computes with
   * @param network not modified
   * @param info what else the file says
   * @return the JSON file
   * @throws IllegalArgumentException if a layer has no type
   * @throws UncheckedIOException if a file cannot be written; an older model is then as it was
   */
  public static Path save(Path path, TensorOps ops, Sequential network, ModelInfo info) {
    return save(path, ops, network, info, LayerTypes.standard());
  }

  /**
   * Saves a network. Both files are written in full before either replaces an older one.
   *
   * @param path a folder, made if it does not exist, or a file name ending in {@code .json}
   * @param ops what the network computes with
   * @param network not modified
   * @param info what else the file says
   * @param types names the layers
   * @return the JSON file
   * @throws IllegalArgumentException if a layer has no type
   * @throws UncheckedIOException if a file cannot be written; an older model is then as it was
   */
  public static Path save(
      Path path, TensorOps ops, Sequential network, ModelInfo info, LayerTypes types) {
    List<Map<String, Object>> layers = new NetworkCodec(types).write(network.layers());
    Map<String, StoredTensor> tensors = new LinkedHashMap<>();
    network
        .parameters()
        .forEach((name, parameter) -> tensors.put(name, StoredTensor.of(ops, parameter.value())));
    network.state().forEach((name, tensor) -> tensors.put(name, StoredTensor.of(ops, tensor)));

    Path json = jsonToWrite(path);
    Path weights = sibling(json, WEIGHTS);
    MessageDigest digest = sha256();
    try (AtomicFiles.Staged stagedWeights =
        AtomicFiles.stage(
            weights,
            out -> {
              DigestOutputStream hashed = new DigestOutputStream(out, digest);
              new Safetensors(tensors, Map.of()).writeTo(hashed);
            })) {
      Map<String, Object> description = new LinkedHashMap<>();
      description.put("format", FORMAT);
      description.put("version", VERSION);
      info.input().ifPresent(input -> description.put("input", describe(input)));
      description.put(NetworkCodec.LAYERS, layers);
      description.put("precision", ops.precision().toString());
      Map<String, Object> reference = new LinkedHashMap<>();
      reference.put("file", weights.getFileName().toString());
      reference.put("sha256", HexFormat.of().formatHex(digest.digest()));
      description.put("weights", reference);
      description.put("metadata", info.metadata());
      String text = JsonText.write(description, true);
      try (AtomicFiles.Staged stagedJson =
          AtomicFiles.stage(json, out -> out.write(text.getBytes(UTF_8)))) {
        stagedWeights.commit();
        stagedJson.commit();
      }
    }
    return json;
  }

  /**
   * Loads a network of the standard layers.
   *
   * @param path the folder, the JSON file, or the safetensors file beside it
   * @param ops what the network will compute with; its tensors belong to the caller's open scope
   * @return the model
   * @throws MalformedFileException if a file is missing or wrong, or the two do not fit together
   * @throws UncheckedIOException if a file cannot be read
   */
  public static LoadedModel load(Path path, TensorOps ops) {
    return load(path, ops, LayerTypes.standard());
  }

  /**
   * Loads a network.
   *
   * @param path the folder, the JSON file, or the safetensors file beside it
   * @param ops what the network will compute with; its tensors belong to the caller's open scope
   * @param types makes the layers
   * @return the model
   * @throws MalformedFileException if a file is missing or wrong, or the two do not fit together
   * @throws UncheckedIOException if a file cannot be read
   */
  public static LoadedModel load(Path path, TensorOps ops, LayerTypes types) {
    Path json = jsonToRead(path);
    Map<String, Object> description = description(json);
    try {
      ModelInfo info = info(description);
      Precision precision = Precision.parse(text(description, "precision"));
      Safetensors weights = weights(json, description);
      Sequential network =
          new NetworkCodec(types)
              .read(ops, description.get(NetworkCodec.LAYERS), weights.tensors());
      return new LoadedModel(network, info, precision);
    } catch (IllegalArgumentException e) {
      throw new MalformedFileException(json.toString(), IoErrors.firstLine(e.getMessage()), e);
    }
  }

  private static Map<String, Object> description(Path json) {
    Map<String, Object> description;
    try {
      description = Json.read(json);
    } catch (MalformedFileException e) {
      if (e.getCause() instanceof IllegalArgumentException) {
        throw new MalformedFileException(
            json.toString(), "not a Gradus model: " + e.getCause().getMessage(), e);
      }
      throw e;
    }
    if (!FORMAT.equals(description.get("format"))) {
      throw new MalformedFileException(
          json.toString(),
          "not a Gradus model: expected format '%s', found %s"
              .formatted(FORMAT, description.get("format")));
    }
    if (!Long.valueOf(VERSION).equals(description.get("version"))) {
      throw new MalformedFileException(
          json.toString(),
          "model version %s, but this Gradus reads version %d"
              .formatted(description.get("version"), VERSION));
    }
    return description;
  }

  private static ModelInfo info(Map<String, Object> description) {
    Map<String, String> metadata = new LinkedHashMap<>();
    if (description.get("metadata") != null) {
      Map<String, Object> values = object(description, "metadata");
      values.keySet().forEach(name -> metadata.put(name, text(values, name)));
    }
    if (description.get("input") == null) {
      return new ModelInfo(Optional.empty(), metadata);
    }
    Map<String, Object> input = object(description, "input");
    if (!(input.get("shape") instanceof List<?> extents)) {
      throw new IllegalArgumentException("input: expected a shape, found " + input.get("shape"));
    }
    Shape shape = Shape.of(extents.stream().mapToInt(extent -> integer("shape", extent)).toArray());
    boolean image = input.containsKey("rows") || input.containsKey("columns");
    ModelInput read =
        image
            ? new ModelInput(
                shape, integer("rows", input.get("rows")), integer("columns", input.get("columns")))
            : ModelInput.of(shape);
    if (input.get("normalization") == null) {
      return ModelInfo.of(read, metadata);
    }
    Map<String, Object> normalization = object(input, "normalization");
    Normalization fitted =
        new Normalization(numbers(normalization, "offsets"), numbers(normalization, "scales"));
    return ModelInfo.of(read.normalizedBy(fitted), metadata);
  }

  private static List<Double> numbers(Map<String, Object> parent, String name) {
    if (parent.get(name) instanceof List<?> list
        && list.stream().allMatch(Number.class::isInstance)) {
      return list.stream().map(number -> ((Number) number).doubleValue()).toList();
    }
    throw new IllegalArgumentException(
        "'" + name + "': expected a list of numbers, found " + parent.get(name));
  }

  private static Map<String, Object> describe(ModelInput input) {
    Map<String, Object> description = new LinkedHashMap<>();
    description.put("shape", intsOf(input.shape()));
    if (input.isImage()) {
      description.put("rows", input.rows());
      description.put("columns", input.columns());
    }
    input
        .normalization()
        .ifPresent(
            fitted -> {
              Map<String, Object> lists = new LinkedHashMap<>();
              lists.put("offsets", fitted.offsets());
              lists.put("scales", fitted.scales());
              description.put("normalization", lists);
            });
    return description;
  }

  private static List<Integer> intsOf(Shape shape) {
    return Arrays.stream(shape.extents()).boxed().toList();
  }

  private static Safetensors weights(Path json, Map<String, Object> description) {
    Map<String, Object> reference = object(description, "weights");
    String name = text(reference, "file");
    if (!name.matches("[^/\\\\:\\x00]+") || name.equals("..") || name.equals(".")) {
      throw new IllegalArgumentException(
          "weights: expected the plain name of a file in the same folder, found '" + name + "'");
    }
    Path file = json.resolveSibling(name);
    MessageDigest digest = sha256();
    Safetensors weights;
    try (InputStream in =
        new DigestInputStream(new BufferedInputStream(Source.of(file).open(), 1 << 16), digest)) {
      weights = Safetensors.read(in, Files.size(file), file.toString());
    } catch (IOException e) {
      throw IoErrors.cannot("read", file, e);
    }
    String found = HexFormat.of().formatHex(digest.digest());
    String expected = text(reference, "sha256");
    if (!found.equalsIgnoreCase(expected)) {
      throw new MalformedFileException(
          file.toString(),
          "not the weights that %s was saved with: sha256 %s, expected %s"
              .formatted(json, found, expected));
    }
    return weights;
  }

  private static Path jsonToWrite(Path path) {
    if (path.toString().endsWith(JSON) && !Files.isDirectory(path)) {
      return path;
    }
    try {
      return Files.createDirectories(path).resolve("model" + JSON);
    } catch (IOException e) {
      throw IoErrors.cannot("write", path, e);
    }
  }

  private static Path jsonToRead(Path path) {
    if (Files.isDirectory(path)) {
      Path json = path.resolve("model" + JSON);
      if (!Files.exists(json)) {
        throw new MalformedFileException(path.toString(), "no model.json in this folder");
      }
      return json;
    }
    if (!path.toString().endsWith(WEIGHTS)) {
      return path;
    }
    Path json = sibling(path, JSON);
    if (!Files.exists(json)) {
      throw new MalformedFileException(
          path.toString(), "weights alone are no model: no " + json.getFileName() + " beside them");
    }
    return json;
  }

  private static Path sibling(Path path, String extension) {
    String name = path.getFileName().toString();
    return path.resolveSibling(name.substring(0, name.lastIndexOf('.')) + extension);
  }

  private static Map<String, Object> object(Map<String, Object> parent, String name) {
    if (parent.get(name) instanceof Map<?, ?> map) {
      Map<String, Object> object = new LinkedHashMap<>();
      map.forEach((key, value) -> object.put((String) key, value));
      return object;
    }
    throw new IllegalArgumentException(
        "'" + name + "': expected an object, found " + parent.get(name));
  }

  private static String text(Map<String, Object> parent, String name) {
    if (parent.get(name) instanceof String text) {
      return text;
    }
    throw new IllegalArgumentException(
        "'" + name + "': expected a text, found " + parent.get(name));
  }

  private static int integer(String name, Object value) {
    if (value instanceof Long number && number == number.intValue()) {
      return number.intValue();
    }
    throw new IllegalArgumentException("'" + name + "': expected an integer, found " + value);
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }
}
