package dev.gradus.formats;

import dev.gradus.tensor.Shape;
import dev.gradus.tensor.Tensor;
import dev.gradus.tensor.TensorOps;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * What a saved layer is rebuilt from: its arguments, and its parameters' numbers. An argument or
 * tensor that the reader does not ask for is an error. Confined to one thread.
 */
public final class LayerArguments {
  private final TensorOps ops;
  private final Map<String, Object> values;
  private final Map<String, StoredTensor> tensors;
  private final Set<String> usedTensors;
  private final String path;
  private final Set<String> used = new HashSet<>();

  /** The path ends in a dot, as in {@code 0.}, and starts every tensor's full name. */
  LayerArguments(
      TensorOps ops,
      Map<String, Object> values,
      Map<String, StoredTensor> tensors,
      Set<String> usedTensors,
      String path) {
    this.ops = ops;
    this.values = values;
    this.tensors = tensors;
    this.usedTensors = usedTensors;
    this.path = path;
  }

  /**
   * What the layer will compute with.
   *
   * @return the operations
   */
  public TensorOps ops() {
    return ops;
  }

  /**
   * An integer argument.
   *
   * @param name its name
   * @return its value
   * @throws IllegalArgumentException if it is missing or no {@code int}
   */
  public int integer(String name) {
    Object value = value(name);
    if (value instanceof Long number && number == number.intValue()) {
      return number.intValue();
    }
    throw wrong(name, "an integer", value);
  }

  /**
   * A number.
   *
   * @param name its name
   * @return its value
   * @throws IllegalArgumentException if it is missing or no number
   */
  public double number(String name) {
    Object value = value(name);
    if (value instanceof Number number) {
      return number.doubleValue();
    }
    throw wrong(name, "a number", value);
  }

  /**
   * A truth value.
   *
   * @param name its name
   * @return its value
   * @throws IllegalArgumentException if it is missing or neither true nor false
   */
  public boolean flag(String name) {
    Object value = value(name);
    if (value instanceof Boolean flag) {
      return flag;
    }
    throw wrong(name, "true or false", value);
  }

  /**
   * A text.
   *
   * @param name its name
   * @return its value
   * @throws IllegalArgumentException if it is missing or no text
   */
  public String text(String name) {
    Object value = value(name);
    if (value instanceof String text) {
      return text;
    }
    throw wrong(name, "a text", value);
  }

  /**
   * A parameter's numbers as a new tensor; the shape is compared before anything is allocated.
   *
   * @param name the parameter's name within the layer, such as {@code weight}
   * @param extents the shape that the arguments ask for
   * @return the tensor, of {@link #ops()}
   * @throws IllegalArgumentException if there is no such tensor or it has another shape
   */
  public Tensor tensor(String name, int... extents) {
    Shape expected = Shape.of(extents);
    StoredTensor stored = tensors.get(path + name);
    if (stored == null) {
      throw new IllegalArgumentException(
          "tensor '%s' is missing, expected %s; there are %s"
              .formatted(path + name, expected, tensors.keySet()));
    }
    if (!stored.shape().equals(expected)) {
      throw new IllegalArgumentException(
          "tensor '%s': expected %s, found %s".formatted(path + name, expected, stored.shape()));
    }
    usedTensors.add(path + name);
    return stored.toTensor(ops);
  }

  Object value(String name) {
    used.add(name);
    return values.get(name);
  }

  void checkAllUsed() {
    Set<String> unknown = new TreeSet<>(values.keySet());
    unknown.removeAll(used);
    if (!unknown.isEmpty()) {
      throw new IllegalArgumentException("unknown arguments " + unknown);
    }
  }

  private static IllegalArgumentException wrong(String name, String expected, Object found) {
    return new IllegalArgumentException(
        "argument '%s': expected %s, found %s".formatted(name, expected, found));
  }
}
