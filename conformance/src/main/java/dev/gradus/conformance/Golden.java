package dev.gradus.conformance;

import dev.gradus.tensor.Shape;
import dev.gradus.tensor.Tensor;
import dev.gradus.tensor.TensorOps;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * One case of {@code golden.txt}: named tensors that another framework computed.
 *
 * @param kind {@code layer}, {@code loss}, {@code optimizer} or {@code training}
 * @param name the case's name
 * @param values the tensors by name
 */
record Golden(String kind, String name, Map<String, Trial.Input> values) {
  static List<Golden> read() {
    List<Golden> cases = new ArrayList<>();
    try (BufferedReader reader =
        new BufferedReader(
            new InputStreamReader(
                Golden.class.getResourceAsStream("golden.txt"), StandardCharsets.UTF_8))) {
      for (String line = reader.readLine(); line != null; line = reader.readLine()) {
        String[] words = line.split(" ");
        if (words[0].equals("case")) {
          cases.add(new Golden(words[1], words[2], new LinkedHashMap<>()));
        } else if (!words[0].equals("#")) {
          cases.get(cases.size() - 1).values.put(words[0], input(words));
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read golden.txt: " + e.getMessage(), e);
    }
    return cases;
  }

  private static Trial.Input input(String[] words) {
    int bar = Arrays.asList(words).indexOf("|");
    int[] extents = Arrays.stream(words, 1, bar).mapToInt(Integer::parseInt).toArray();
    double[] numbers =
        Arrays.stream(words, bar + 1, words.length).mapToDouble(Double::parseDouble).toArray();
    return new Trial.Input(Shape.of(extents), numbers);
  }

  boolean has(String key) {
    return values.containsKey(key);
  }

  double[] numbers(String key) {
    return values.get(key).values();
  }

  double number(String key) {
    return numbers(key)[0];
  }

  int[] labels() {
    return Arrays.stream(numbers("labels")).mapToInt(label -> (int) label).toArray();
  }

  Tensor tensor(TensorOps ops, String key) {
    return values.get(key).in(ops);
  }
}
