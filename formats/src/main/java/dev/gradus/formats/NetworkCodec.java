package dev.gradus.formats;

import dev.gradus.nn.layer.Layer;
import dev.gradus.nn.layer.Residual;
import dev.gradus.nn.layer.Sequential;
import dev.gradus.tensor.TensorOps;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** Networks to and from lists of layer descriptions. */
final class NetworkCodec {
  static final String LAYERS = "layers";

  private final LayerTypes types;

  NetworkCodec(LayerTypes types) {
    this.types = types;
  }

  List<Map<String, Object>> write(List<Layer> layers) {
    List<Map<String, Object>> descriptions = new ArrayList<>();
    for (Layer layer : layers) {
      if (layer instanceof Sequential inner) {
        descriptions.add(container(LayerTypes.SEQUENTIAL, inner.layers()));
      } else if (layer instanceof Residual residual) {
        descriptions.add(container(LayerTypes.RESIDUAL, residual.layers()));
      } else {
        descriptions.add(types.write(layer));
      }
    }
    return descriptions;
  }

  private Map<String, Object> container(String type, List<Layer> layers) {
    Map<String, Object> description = new LinkedHashMap<>();
    description.put(LayerTypes.TYPE, type);
    description.put(LAYERS, write(layers));
    return description;
  }

  /** Throws an IllegalArgumentException that says which layer is wrong. */
  Sequential read(TensorOps ops, Object layers, Map<String, StoredTensor> tensors) {
    Set<String> used = new HashSet<>();
    Sequential network = Sequential.of(new Reader(ops, tensors, used).layers(layers, ""));
    Set<String> surplus = new TreeSet<>(tensors.keySet());
    surplus.removeAll(used);
    if (!surplus.isEmpty()) {
      throw new IllegalArgumentException("tensors that no layer asks for: " + surplus);
    }
    return network;
  }

  private final class Reader {
    private final TensorOps ops;
    private final Map<String, StoredTensor> tensors;
    private final Set<String> used;

    Reader(TensorOps ops, Map<String, StoredTensor> tensors, Set<String> used) {
      this.ops = ops;
      this.tensors = tensors;
      this.used = used;
    }

    List<Layer> layers(Object layers, String path) {
      if (!(layers instanceof List<?> list) || list.isEmpty()) {
        throw new IllegalArgumentException(
            "'"
                + path.replace('.', '/')
                + LAYERS
                + "': expected a list of layers, found "
                + layers);
      }
      List<Layer> read = new ArrayList<>();
      for (Object description : list) {
        read.add(layer(description, path + read.size()));
      }
      return read;
    }

    private Layer layer(Object description, String path) {
      if (!(description instanceof Map<?, ?> map)
          || !(map.get(LayerTypes.TYPE) instanceof String type)) {
        throw new IllegalArgumentException(
            "layer " + path + ": expected an object with a type, found " + description);
      }
      Map<String, Object> values = new LinkedHashMap<>();
      map.forEach((key, value) -> values.put((String) key, value));
      values.remove(LayerTypes.TYPE);
      LayerArguments arguments = new LayerArguments(ops, values, tensors, used, path + ".");
      if (type.equals(LayerTypes.SEQUENTIAL) || type.equals(LayerTypes.RESIDUAL)) {
        List<Layer> inner = layers(arguments.value(LAYERS), path + ".");
        checkArguments(arguments, type, path);
        return type.equals(LayerTypes.RESIDUAL) ? new Residual(ops, inner) : Sequential.of(inner);
      }
      try {
        return types.read(type, arguments);
      } catch (IllegalArgumentException e) {
        throw new IllegalArgumentException(
            "layer " + path + " (" + type + "): " + e.getMessage(), e);
      }
    }

    private static void checkArguments(LayerArguments arguments, String type, String path) {
      try {
        arguments.checkAllUsed();
      } catch (IllegalArgumentException e) {
        throw new IllegalArgumentException(
            "layer " + path + " (" + type + "): " + e.getMessage(), e);
      }
    }
  }
}
