package dev.gradus.formats;

import dev.gradus.nn.layer.Affine;
import dev.gradus.nn.layer.Flatten;
import dev.gradus.nn.layer.Layer;
import dev.gradus.nn.layer.Parameter;
import dev.gradus.nn.layer.Relu;
import dev.gradus.nn.layer.Sigmoid;
import dev.gradus.nn.layer.Softmax;
import dev.gradus.nn.layer.Tanh;
import dev.gradus.tensor.TensorOps;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;

/**
 * The layers that model files can name. A file says {@code Affine}, never a class, so that it loads
 * wherever that name is known, and loading runs no code but what is registered here. Immutable.
 *
 * <pre>{@code
 * LayerTypes types = LayerTypes.standard().with(
 *     "LeakyReLU",
 *     LeakyRelu.class,
 *     layer -> Map.of("slope", layer.slope()),
 *     arguments -> new LeakyRelu(arguments.ops(), arguments.number("slope")));
 * }</pre>
 */
public final class LayerTypes {
  static final String SEQUENTIAL = "Sequential";
  static final String TYPE = "type";

  private final Map<String, LayerType<?>> types;

  private LayerTypes(Map<String, LayerType<?>> types) {
    this.types = Collections.unmodifiableMap(types);
  }

  private record LayerType<L extends Layer>(
      Class<L> layerClass,
      Function<L, Map<String, ?>> writer,
      Function<LayerArguments, ? extends Layer> reader) {
    Map<String, ?> write(Layer layer) {
      return writer.apply(layerClass.cast(layer));
    }
  }

  /**
   * Affine, ReLU, Sigmoid, Tanh, Softmax, Flatten; and Sequential, which needs no registration.
   *
   * @return the layers of Gradus
   */
  public static LayerTypes standard() {
    return new LayerTypes(Map.of())
        .with("Affine", Affine.class, LayerTypes::describe, LayerTypes::affine)
        .withPlain("ReLU", Relu.class, Relu::new)
        .withPlain("Sigmoid", Sigmoid.class, Sigmoid::new)
        .withPlain("Tanh", Tanh.class, Tanh::new)
        .withPlain("Softmax", Softmax.class, Softmax::new)
        .withPlain("Flatten", Flatten.class, Flatten::new);
  }

  private static Map<String, ?> describe(Affine affine) {
    Map<String, Object> arguments = new LinkedHashMap<>();
    arguments.put("in", affine.in());
    arguments.put("out", affine.out());
    arguments.put("bias", affine.hasBias());
    return arguments;
  }

  private static Affine affine(LayerArguments arguments) {
    int in = arguments.integer("in");
    int out = arguments.integer("out");
    boolean bias = arguments.flag("bias");
    Parameter weight = Parameter.weight(arguments.tensor("weight", out, in));
    return bias
        ? Affine.of(arguments.ops(), weight, Parameter.bias(arguments.tensor("bias", out)))
        : Affine.withoutBias(arguments.ops(), weight);
  }

  private <L extends Layer> LayerTypes withPlain(
      String type, Class<L> layerClass, Function<TensorOps, L> constructor) {
    return with(
        type, layerClass, layer -> Map.of(), arguments -> constructor.apply(arguments.ops()));
  }

  /**
   * These types and one more.
   *
   * @param type the name in files; not yet taken
   * @param layerClass the class, exactly; parameters are saved by the names it gives them
   * @param writer the arguments to save: texts, numbers and booleans by name, none named {@code
   *     type}
   * @param reader makes the layer again; it must ask for every argument and parameter
   * @param <L> the layer
   * @return a new registry
   * @throws IllegalArgumentException if the name or the class is already registered
   */
  public <L extends Layer> LayerTypes with(
      String type,
      Class<L> layerClass,
      Function<L, Map<String, ?>> writer,
      Function<LayerArguments, ? extends Layer> reader) {
    if (types.containsKey(type) || type.equals(SEQUENTIAL)) {
      throw new IllegalArgumentException(
          "layer types: '" + type + "' is already registered; choose another name");
    }
    if (types.values().stream().anyMatch(known -> known.layerClass().equals(layerClass))) {
      throw new IllegalArgumentException(
          "layer types: " + layerClass.getName() + " is already registered under another name");
    }
    Map<String, LayerType<?>> more = new LinkedHashMap<>(types);
    more.put(type, new LayerType<>(layerClass, writer, reader));
    return new LayerTypes(more);
  }

  /**
   * The names that files may use.
   *
   * @return in alphabetical order
   */
  public Set<String> names() {
    Set<String> names = new TreeSet<>(types.keySet());
    names.add(SEQUENTIAL);
    return names;
  }

  /** The layer's type and arguments, as they stand in the file. */
  Map<String, Object> write(Layer layer) {
    for (Map.Entry<String, LayerType<?>> entry : types.entrySet()) {
      if (entry.getValue().layerClass().equals(layer.getClass())) {
        Map<String, Object> description = new LinkedHashMap<>();
        description.put(TYPE, entry.getKey());
        description.putAll(entry.getValue().write(layer));
        if (!entry.getKey().equals(description.get(TYPE))) {
          throw new IllegalArgumentException(
              "save: an argument of " + entry.getKey() + " is named 'type'; rename it");
        }
        return description;
      }
    }
    throw new IllegalArgumentException(
        "save: %s has no layer type; known are %s; add it with LayerTypes.standard().with(…)"
            .formatted(layer.getClass().getName(), names()));
  }

  Layer read(String type, LayerArguments arguments) {
    LayerType<?> known = types.get(type);
    if (known == null) {
      throw new IllegalArgumentException(
          "unknown layer type '%s'; known are %s; add it with LayerTypes.standard().with(…)"
              .formatted(type, names()));
    }
    Layer layer = known.reader().apply(arguments);
    arguments.checkAllUsed();
    return layer;
  }
}
