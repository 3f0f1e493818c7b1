package dev.gradus.nn.train;

import dev.gradus.nn.data.Dataset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Measures the network on the data sets that were registered, and tells the listeners. */
record Measuring(Map<String, Dataset> measured, Evaluator evaluator, Listeners listeners) {
  List<Measurement> after(long iteration) {
    List<Measurement> now = new ArrayList<>();
    measured.forEach(
        (name, data) -> {
          Evaluator.Evaluation evaluation = evaluator.evaluate(data);
          double accuracy = evaluation.confusion().accuracy();
          Measurement m = new Measurement(iteration, name, evaluation.loss(), accuracy);
          now.add(m);
          listeners.tell(listener -> listener.measured(m));
        });
    return now;
  }
}
