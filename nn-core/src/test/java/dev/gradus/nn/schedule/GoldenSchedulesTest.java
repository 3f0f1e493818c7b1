package dev.gradus.nn.schedule;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** The learning rates of every schedule, as PyTorch has them. */
class GoldenSchedulesTest {
  private record Golden(String name, Map<String, double[]> numbers) {
    double number(String key) {
      return numbers.get(key)[0];
    }

    long count(String key) {
      return (long) number(key);
    }
  }

  @TestFactory
  Stream<DynamicTest> learningRatesAreThoseOfPyTorch() throws IOException {
    List<Golden> cases = cases();
    assertEquals(6, cases.size());
    return cases.stream().map(golden -> DynamicTest.dynamicTest(golden.name, () -> run(golden)));
  }

  private static void run(Golden golden) {
    Schedule schedule = schedule(golden);
    double base = golden.number(golden.name.equals("one_cycle") ? "max_lr" : "lr");
    double[] rates = golden.numbers.get("learningRates");
    double[] losses = golden.numbers.get("metric");
    for (int step = 0; step < rates.length; step++) {
      double allowed = Math.max(1e-12, 1e-10 * rates[step]);
      assertEquals(rates[step], base * schedule.factor(step), allowed, "step " + step);
      if (losses != null) {
        double loss = losses[step];
        schedule.plateaus().forEach(plateau -> plateau.observe(loss));
      }
    }
  }

  private static Schedule schedule(Golden g) {
    return switch (g.name) {
      case "step" -> new StepDecay(g.count("step_size"), g.number("gamma"));
      case "exponential" -> new ExponentialDecay(g.number("gamma"));
      case "cosine" -> new CosineDecay(g.count("t_max"), g.number("eta_min") / g.number("lr"));
      case "linear_warmup" -> new LinearWarmup(g.count("total_iters"), g.number("start_factor"));
      case "one_cycle" ->
          new OneCycle(
              g.count("total_steps"),
              g.number("pct_start"),
              g.number("div_factor"),
              g.number("final_div_factor"));
      case "reduce_on_plateau" -> new ReduceOnPlateau(g.number("factor"), g.count("patience"));
      default -> throw new IllegalStateException("no schedule is known for " + g.name);
    };
  }

  private static List<Golden> cases() throws IOException {
    List<Golden> cases = new ArrayList<>();
    try (BufferedReader reader =
        new BufferedReader(
            new InputStreamReader(
                GoldenSchedulesTest.class.getResourceAsStream("golden-schedules.txt"), UTF_8))) {
      for (String line = reader.readLine(); line != null; line = reader.readLine()) {
        String[] words = line.split(" ");
        if (words[0].equals("case")) {
          cases.add(new Golden(words[1], new LinkedHashMap<>()));
        } else if (!words[0].equals("#")) {
          double[] numbers =
              Arrays.stream(words).skip(1).mapToDouble(Double::parseDouble).toArray();
          cases.get(cases.size() - 1).numbers.put(words[0], numbers);
        }
      }
    }
    return cases;
  }
}
