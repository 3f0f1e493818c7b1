package dev.gradus.formats;

import dev.gradus.nn.layer.Layer;
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
 *     "Scale",
 *     Scale.class,
 *     layer -> Map.of("factor", layer.factor()),
 *     arguments -> new Scale(arguments.ops(), arguments.number("factor")));
 * }</pre>
 */
public final class LayerTypes {
  /** The containers, whose layers stand in the file themselves. */
  static final String SEQUENTIAL = "Sequential";

  static final String RESIDUAL = "Residual";
  private static final Set<String> CONTAINERS = Set.of(SEQUENTIAL, RESIDUAL);

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
   * All layers of Gradus: Affine, BatchNorm1d, Dropout, ELU, Embedding, Flatten, GELU, LayerNorm,
   * LeakyReLU, LogSoftmax, ReLU, Sigmoid, SiLU, Softmax, Softplus, Tanh; and Sequential and
   * Residual, which need no registration.
   *
   * @return the layers of Gradus
   */
  public static LayerTypes standard() {
    return StandardLayers.addTo(new LayerTypes(Map.of()));
  }

  /** These types and one more, without arguments and parameters. */
  <L extends Layer> LayerTypes withPlain(
      String type, Class<L> layerClass, Function<TensorOps, L> constructor) {
    return with(
        type, layerClass, layer -> Map.of(), arguments -> constructor.apply(arguments.ops()));
  }

  /**
   * These types and one more.
   *
   * @param type the name in files; not yet taken
   * @param layerClass the class, exactly; parameters and state are saved by the names it gives them
   * @param writer the arguments to save: texts, numbers and booleans by name, none named {@code
   *     type}
   * @param reader makes the layer again; it must ask for every argument, parameter and state
   * @param <L> the layer
   * @return a new registry
   * @throws IllegalArgumentException if the name or the class is already registered
   */
  public <L extends Layer> LayerTypes with(
      String type,
      Class<L> layerClass,
      Function<L, Map<String, ?>> writer,
      Function<LayerArguments, ? extends Layer> reader) {
    if (types.containsKey(type) || CONTAINERS.contains(type)) {
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
    names.addAll(CONTAINERS);
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
