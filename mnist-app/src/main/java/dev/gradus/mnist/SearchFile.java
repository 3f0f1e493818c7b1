package dev.gradus.mnist;

import dev.gradus.formats.Json;
import dev.gradus.formats.MalformedFileException;
import dev.gradus.nn.search.Outcome;
import dev.gradus.nn.search.Point;
import dev.gradus.nn.search.Score;
import dev.gradus.nn.train.Measurement;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * All that a search needs to go on, as JSON.
 *
 * @param settings the options that define it, by name
 * @param outcomes of the trials that have ended, the best first
 */
record SearchFile(Map<String, Object> settings, List<Outcome> outcomes) {
  /** Its name in the folder of a search. */
  static final String NAME = "search.json";

  void write(Path file) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("settings", settings);
    json.put("trials", outcomes.stream().map(SearchFile::json).toList());
    Json.write(file, json);
  }

  private static Map<String, Object> json(Outcome outcome) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("trial", outcome.point().trial());
    json.put("values", outcome.point().values());
    if (outcome instanceof Outcome.Scored scored) {
      json.put("validationAccuracy", number(scored.score().value()));
      json.put("bestIteration", scored.score().iteration());
      json.put("curve", scored.score().curve().stream().map(SearchFile::json).toList());
    } else if (outcome instanceof Outcome.Failed failed) {
      json.put("failure", failed.reason());
    }
    return json;
  }

  private static Map<String, Object> json(Measurement measurement) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("iteration", measurement.iteration());
    json.put("loss", number(measurement.loss()));
    json.put("accuracy", number(measurement.accuracy()));
    return json;
  }

  /** JSON has no infinities and no NaN, but texts. */
  private static Object number(double value) {
    return Double.isFinite(value) ? (Object) value : Double.toString(value);
  }

  /**
   * Reads what a search has left.
   *
   * @throws MalformedFileException if it is something else
   */
  static SearchFile read(Path file) {
    Fields json = new Fields(file, "it", Json.read(file));
    List<Outcome> outcomes = new ArrayList<>();
    for (Fields trial : json.list("trials")) {
      outcomes.add(outcome(trial));
    }
    return new SearchFile(json.map("settings"), outcomes);
  }

  private static Outcome outcome(Fields trial) {
    Map<String, Object> values = trial.map("values");
    values.replaceAll((name, value) -> value instanceof Long whole ? whole.intValue() : value);
    Point point = new Point((int) trial.whole("trial"), values);
    if (trial.has("failure")) {
      return new Outcome.Failed(point, trial.text("failure"));
    }
    List<Measurement> curve = new ArrayList<>();
    for (Fields m : trial.list("curve")) {
      curve.add(
          new Measurement(
              m.whole("iteration"),
              TrainingPlan.VALIDATION,
              m.number("loss"),
              m.number("accuracy")));
    }
    return new Outcome.Scored(
        point, new Score(trial.number("validationAccuracy"), trial.whole("bestIteration"), curve));
  }

  /** An object of the file, whose fields are what they should be or refused. */
  private record Fields(Path file, String place, Map<?, ?> object) {
    boolean has(String name) {
      return object.containsKey(name);
    }

    String text(String name) {
      return field(name, String.class, "a text");
    }

    long whole(String name) {
      return field(name, Long.class, "a whole number");
    }

    double number(String name) {
      Object value = object.get(name);
      if (value instanceof String text && List.of("NaN", "Infinity", "-Infinity").contains(text)) {
        return Double.parseDouble(text);
      }
      return field(name, Number.class, "a number").doubleValue();
    }

    Map<String, Object> map(String name) {
      Map<String, Object> map = new LinkedHashMap<>();
      Map<?, ?> found = field(name, Map.class, "an object");
      found.forEach((key, value) -> map.put((String) key, value));
      return map;
    }

    List<Fields> list(String name) {
      List<Fields> fields = new ArrayList<>();
      List<?> items = field(name, List.class, "a list");
      for (Object item : items) {
        String at = "%s[%d]".formatted(name, fields.size());
        if (!(item instanceof Map<?, ?> map)) {
          throw new MalformedFileException(
              file.toString(), "expected %s to be an object".formatted(at));
        }
        fields.add(new Fields(file, at, map));
      }
      return fields;
    }

    private <T> T field(String name, Class<T> type, String kind) {
      Object value = object.get(name);
      if (!type.isInstance(value)) {
        throw new MalformedFileException(
            file.toString(),
            "expected %s to have %s '%s', got %s; it is no search of mnist"
                .formatted(place, kind, name, value));
      }
      return type.cast(value);
    }
  }
}
