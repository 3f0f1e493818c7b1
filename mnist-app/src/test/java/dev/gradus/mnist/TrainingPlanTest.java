package dev.gradus.mnist;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.gradus.formats.Json;
import dev.gradus.nn.init.Initializer;
import dev.gradus.nn.layer.Activation;
import dev.gradus.nn.layer.Affine;
import dev.gradus.nn.layer.Layer;
import dev.gradus.nn.layer.Sequential;
import dev.gradus.nn.random.RandomSource;
import dev.gradus.tensor.Precision;
import dev.gradus.tensor.TensorOps;
import dev.gradus.tensor.reference.ReferenceOps;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine;

class TrainingPlanTest {
  private static final int INPUTS = 6;
  private static final TensorOps OPS = new ReferenceOps(Precision.F64);

  /** Each setting with a value that is not its default, except for its rivals. */
  private static final Map<String, Object> UNUSUAL =
      Map.ofEntries(
          Map.entry("hidden", List.of(5, 4)),
          Map.entry("activation", "gelu-tanh"),
          Map.entry("init", "truncated-normal"),
          Map.entry("init-scale", 0.3),
          Map.entry("batch-norm", true),
          Map.entry("dropout", List.of(0.5, 0.25)),
          Map.entry("dropout-input", 0.1),
          Map.entry("batch", 7),
          Map.entry("shuffle", true),
          Map.entry("accumulate", 3),
          Map.entry("epochs", 2),
          Map.entry("patience", 4),
          Map.entry("min-change", 0.001),
          Map.entry("time-limit", "1.5h"),
          Map.entry("seed", -3),
          Map.entry("optimizer", "nadam"),
          Map.entry("lr", 0.004),
          Map.entry("schedule", "warmup(5) then cosine"),
          Map.entry("beta1", 0.8),
          Map.entry("beta2", 0.99),
          Map.entry("epsilon", 1e-7),
          Map.entry("momentum-decay", 0.01),
          Map.entry("weight-decay", 0.02),
          Map.entry("weight-decay-form", "decoupled"),
          Map.entry("clip-norm", 2.0),
          Map.entry("label-smoothing", 0.1),
          Map.entry("class-weights", "balanced"),
          Map.entry("l1", 1e-5),
          Map.entry("l2", 1e-4),
          Map.entry("train-images", 200),
          Map.entry("validation", 0.2),
          Map.entry("normalize", "pixel"),
          Map.entry("augment-shift", 2.0),
          Map.entry("augment-rotate", 15.0),
          Map.entry("augment-elastic", 34.0),
          Map.entry("augment-smoothness", 5.0));

  private static Sequential network(Map<String, ?> settings) {
    return TrainingPlan.of(settings).network().build(OPS, INPUTS, RandomSource.ofSeed(1));
  }

  private static double[] firstWeights(Sequential network) {
    return network.layers().stream()
        .filter(Affine.class::isInstance)
        .map(affine -> OPS.doubles(affine.parameters().get("weight").value()))
        .findFirst()
        .orElseThrow();
  }

  private static String layers(Map<String, ?> settings) {
    return network(settings).layers().stream()
        .map(Layer::toString)
        .collect(Collectors.joining(", "));
  }

  @Test
  void theSettingsOfAPlanMakeThePlan() {
    TrainingPlan plain = TrainingPlan.of(Map.of());
    TrainingPlan unusual = TrainingPlan.of(UNUSUAL);
    assertEquals(plain, TrainingPlan.of(plain.settings()));
    assertEquals(unusual, TrainingPlan.of(unusual.settings()));
    assertNotEquals(plain, unusual);
    UNUSUAL
        .keySet()
        .forEach(
            name ->
                assertNotEquals(plain.settings().get(name), unusual.settings().get(name), name));
  }

  @Test
  void everyOptionIsAmongTheSettings() {
    Set<String> options =
        new CommandLine(new TrainingOptions())
            .getCommandSpec().options().stream()
                .map(option -> option.longestName().substring(2))
                .collect(Collectors.toCollection(TreeSet::new));
    assertTrue(options.size() > 35, () -> "options: " + options);
    for (OptimizerPlan.Rule rule : OptimizerPlan.Rule.values()) {
      options.removeAll(
          TrainingPlan.of(Map.of("optimizer", Choices.word(rule))).settings().keySet());
    }
    options.removeAll(UNUSUAL.keySet());
    assertEquals(Set.of(), options);
  }

  @Test
  void aPlanWithOtherSettingsIsAnotherPlan() {
    TrainingPlan plan = TrainingPlan.of(UNUSUAL);
    TrainingPlan longer = plan.with(Map.of("iterations", 9, "lr", 0.5));
    assertEquals(9, longer.course().iterations(1_000));
    assertEquals(0.5, longer.optimizer().learningRate());
    Map<String, Object> endless = new LinkedHashMap<>();
    endless.put("patience", null);
    endless.put("min-change", 0);
    assertEquals(0, plan.with(endless).course().patience());
    assertEquals(4, plan.course().patience());
  }

  @Test
  void withoutOptionsTheNetworkIsThatOfTheBook() {
    Sequential expected =
        Sequential.perceptron(
            OPS,
            List.of(INPUTS, 50, 10),
            Activation.RELU,
            Initializer.normal(0.01),
            RandomSource.ofSeed(1).at("network"));
    assertArrayEquals(firstWeights(expected), firstWeights(network(Map.of())));
    assertEquals(expected.toString(), network(Map.of()).toString());
  }

  @Test
  void layersStandInTheOrderOfTheField() {
    assertEquals(
        "Dropout 0.1, Affine 6→5, BatchNorm1d 5, GELU by tanh, Dropout 0.5, Affine 5→4,"
            + " BatchNorm1d 4, GELU by tanh, Dropout 0.25, Affine 4→10",
        layers(UNUSUAL));
    assertEquals(
        "Affine 6→3, LayerNorm 3, Softplus, Dropout 0.5, Affine 3→2, LayerNorm 2, Softplus,"
            + " Dropout 0.5, Affine 2→10",
        layers(
            Map.of(
                "hidden",
                List.of(3, 2),
                "layer-norm",
                true,
                "activation",
                "softplus",
                "dropout",
                0.5)));
    assertEquals("Affine 6→10", layers(Map.of("hidden", List.of())));
  }

  @ParameterizedTest
  @CsvSource({
    "relu, ReLU",
    "leaky-relu, LeakyReLU",
    "elu, ELU",
    "gelu, GELU",
    "gelu-tanh, GELU by tanh",
    "silu, SiLU",
    "softplus, Softplus",
    "tanh, Tanh",
    "sigmoid, Sigmoid"
  })
  void everyActivationHasAWord(String word, String layer) {
    String second = network(Map.of("activation", word)).layers().get(1).toString();
    assertTrue(second.startsWith(layer), second);
  }

  @ParameterizedTest
  @CsvSource({
    "normal, 0.01",
    "truncated-normal, 0.0088",
    "xavier, 0.183",
    "he, 0.577",
    "orthogonal, 0.14"
  })
  void everyInitialiserHasAWordAndAScale(String word, double deviation) {
    assertEquals(deviation, deviation(network(Map.of("init", word))), deviation / 3);
    if (!word.equals("xavier") && !word.equals("he")) {
      double scale = word.equals("orthogonal") ? 3 : 0.03;
      double scaled = deviation(network(Map.of("init", word, "init-scale", scale)));
      assertEquals(3 * deviation(network(Map.of("init", word))), scaled, 1e-12);
    }
  }

  private static double deviation(Sequential network) {
    double squares = 0;
    double[] weights = firstWeights(network);
    for (double weight : weights) {
      squares += weight * weight;
    }
    return Math.sqrt(squares / weights.length);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "sgd      | Sgd[learningRate=0.1]",
        "momentum | Momentum[learningRate=0.1, momentum=0.9, nesterov=false]",
        "nesterov | Momentum[learningRate=0.1, momentum=0.9, nesterov=true]",
        "adagrad  | AdaGrad[learningRate=0.01, epsilon=1.0E-10]",
        "adadelta | Adadelta[learningRate=1.0, rho=0.9, epsilon=1.0E-6]",
        "rmsprop  | RmsProp[learningRate=0.01, alpha=0.99, momentum=0.0, epsilon=1.0E-8]",
        "adam     | Adam[learningRate=0.001, beta1=0.9, beta2=0.999, epsilon=1.0E-8, amsgrad=false]",
        "amsgrad  | Adam[learningRate=0.001, beta1=0.9, beta2=0.999, epsilon=1.0E-8, amsgrad=true]",
        "adamw    | DecayingRule[rule=Adam[learningRate=0.001, beta1=0.9, beta2=0.999,"
            + " epsilon=1.0E-8, amsgrad=false], lambda=0.01, coupled=false]",
        "nadam    | NAdam[learningRate=0.002, beta1=0.9, beta2=0.999, epsilon=1.0E-8,"
            + " momentumDecay=0.004]",
      })
  void everyOptimizerHasAWordAndItsUsualConstants(String word, String rule) {
    OptimizerPlan plan = TrainingPlan.of(Map.of("optimizer", word)).optimizer();
    assertEquals(rule, plan.updateRule().toString());
  }

  @Test
  void constantsAndDecaysReachTheRule() {
    OptimizerPlan plan =
        TrainingPlan.of(
                Map.of("optimizer", "rmsprop", "momentum", 0.5, "alpha", 0.9, "weight-decay", 0.1))
            .optimizer();
    assertEquals(
        "DecayingRule[rule=RmsProp[learningRate=0.01, alpha=0.9, momentum=0.5, epsilon=1.0E-8],"
            + " lambda=0.1, coupled=true]",
        plan.updateRule().toString());
  }

  @Test
  void anEpochHasFewerStepsWhereEachTakesSeveralBatches() {
    TrainingPlan plan =
        TrainingPlan.of(Map.of("batch", 30, "accumulate", 2, "shuffle", true, "epochs", 3));
    assertEquals(2, plan.course().stepsPerEpoch(100), "4 batches, the last of 10");
    assertEquals(6, plan.course().iterations(100));
    assertEquals(
        0.5, plan.with(Map.of("schedule", "step(3,0.5)")).optimizer().schedule(6).factor(3));
  }

  @Test
  void numbersAtTheirLimitsAreCountedOrRefused() {
    int most = Integer.MAX_VALUE;
    for (boolean shuffled : new boolean[] {false, true}) {
      for (String name : List.of("batch", "accumulate")) {
        Map<String, Object> settings = Map.of("batch", 1, "shuffle", shuffled, "epochs", 2);
        CoursePlan course = TrainingPlan.of(settings).with(Map.of(name, most)).course();
        assertEquals(most, course.imagesPerStep());
        if (name.equals("accumulate")) {
          assertEquals(1, course.stepsPerEpoch(100));
        }
      }
    }
    requireRefusal(
        "--accumulate: expected at most 2,147,483,647 images",
        Map.of("batch", most, "accumulate", 2));
  }

  @Test
  void aPlanWithoutHiddenLayersIsMadeOfItsSettings() {
    TrainingPlan linear = TrainingPlan.of(Map.of("hidden", List.of()));
    assertEquals(linear, TrainingPlan.of(linear.settings()));
  }

  @Test
  void everyConfigurationThatComesWithTheProgramIsAPlan() throws IOException {
    int found = 0;
    try (DirectoryStream<Path> files = Files.newDirectoryStream(Path.of("configs"))) {
      for (Path file : files) {
        Map<String, Object> settings = Json.read(file);
        assertTrue(
            TrainingPlan.of(settings).settings().keySet().containsAll(settings.keySet()),
            file.toString());
        found++;
      }
    }
    assertTrue(found > 0, "configurations");
  }

  @Test
  void rivalsAndHalvesAreRefused() {
    requireRefusal("--beta1: sgd has no such constant; leave it out", Map.of("beta1", 0.5));
    requireRefusal("--patience: expected --validation beside it", Map.of("patience", 3));
    requireRefusal("--min-change: expected --patience beside it", Map.of("min-change", 0.1));
    for (String name : List.of("batch-norm", "layer-norm")) {
      requireRefusal("--" + name + ": expected hidden", Map.of("hidden", List.of(), name, true));
    }
    requireRefusal(
        "--dropout: expected hidden", Map.of("hidden", List.of(), "dropout", List.of(0.5)));
    requireRefusal("--clip-value: expected one", Map.of("clip-norm", 1, "clip-value", 1));
    requireRefusal("--layer-norm: expected one", Map.of("batch-norm", true, "layer-norm", true));
    requireRefusal("--epochs: expected one", Map.of("epochs", 1, "iterations", 1));
    requireRefusal(
        "--dropout: expected one probability, or one for each of 1 hidden layer, got 2",
        Map.of("dropout", List.of(0.5, 0.5)));
    requireRefusal("--init-scale: he takes", Map.of("init", "he", "init-scale", 2));
    requireRefusal(
        "--weight-decay-form: adamw decays decoupled",
        Map.of("optimizer", "adamw", "weight-decay-form", "coupled"));
    requireRefusal(
        "--momentum: adam has no such constant; leave it out, or give one of [beta1, beta2,",
        Map.of("optimizer", "adam", "momentum", 0.5));
  }

  private static void requireRefusal(String beginning, Map<String, ?> settings) {
    String message =
        assertThrows(IllegalArgumentException.class, () -> TrainingPlan.of(settings)).getMessage();
    assertTrue(message.startsWith(beginning), message);
  }
}
