package dev.gradus.mnist;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.inject.Guice;
import com.google.inject.Injector;
import dev.gradus.backend.BackendConfig;
import dev.gradus.backend.Backends;
import dev.gradus.guice.BackendModule;
import dev.gradus.nn.data.LabelledArrays;
import dev.gradus.nn.data.LabelledDataset;
import dev.gradus.nn.data.Sampler;
import dev.gradus.nn.init.Initializer;
import dev.gradus.nn.layer.Activation;
import dev.gradus.nn.layer.Sequential;
import dev.gradus.nn.loss.Objective;
import dev.gradus.nn.loss.SoftmaxCrossEntropy;
import dev.gradus.nn.optim.Sgd;
import dev.gradus.nn.random.RandomSource;
import dev.gradus.nn.train.Trainer;
import dev.gradus.tensor.Shape;
import dev.gradus.tensor.Tensor;
import dev.gradus.tensor.TensorOps;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The README's Java, as it stands there: the texts are compared, this class is what runs. */
class ReadmeExamplesTest {
  @Test
  void anEmbeddedNetworkLearnsXor() {
    ByteArrayOutputStream printed = new ByteArrayOutputStream();
    PrintStream console = System.out;
    System.setOut(new PrintStream(printed, true, UTF_8));
    try {
      embed();
    } finally {
      System.setOut(console);
    }
    assertEquals("1", printed.toString(UTF_8).strip());
  }

  private static void embed() {
    // README
    RandomSource random = RandomSource.ofSeed(1);
    LabelledDataset xor =
        LabelledArrays.of(
            new double[][] {{0, 0}, {0, 1}, {1, 0}, {1, 1}}, new int[] {0, 1, 1, 0}, 2);
    try (TensorOps ops = Backends.open(BackendConfig.resolve())) {
      Sequential network =
          Sequential.perceptron(
              ops, List.of(2, 8, 2), Activation.TANH, Initializer.xavier(), random);
      Trainer.of(new Objective(ops, network, new SoftmaxCrossEntropy(ops)), new Sgd(0.5))
          .sampler(Sampler.shuffled(4, 4, random))
          .iterations(500)
          .train(xor);
      Tensor scores = network.predict(ops.tensor(Shape.of(1, 2), new double[] {1, 0}));
      System.out.println(ops.rowArgMax(scores)[0]); // 1
    }
    // end
  }

  @Test
  void guiceGivesTheConfiguredBackend() {
    // README
    Injector injector = Guice.createInjector(new BackendModule());
    try (TensorOps ops = injector.getInstance(TensorOps.class)) {
      System.out.println(ops.backend());
    }
    // end
    assertSame(
        injector.getInstance(TensorOps.class),
        injector.getInstance(TensorOps.class),
        "one for all");
  }

  @Test
  void theReadmeShowsWhatRunsHere() throws IOException {
    Path app = Path.of(System.getProperty("gradus.app.dir", "")).toAbsolutePath();
    String readme = withoutSpace(Files.readString(app.resolveSibling("README.md"), UTF_8));
    Path source = app.resolve("src/test/java/dev/gradus/mnist/ReadmeExamplesTest.java");
    String[] parts = Files.readString(source, UTF_8).split(" // README\n", -1);
    assertEquals(3, parts.length);
    for (int i = 1; i < parts.length; i++) {
      String example = withoutSpace(parts[i].substring(0, parts[i].indexOf(" // end\n")));
      assertTrue(readme.contains(example), "README.md does not show: " + parts[i]);
    }
  }

  private static String withoutSpace(String text) {
    return text.replaceAll("\\s+", "");
  }

  @Test
  void theReadmesLinksLeadSomewhere() throws IOException {
    Path app = Path.of(System.getProperty("gradus.app.dir", "")).toAbsolutePath();
    Path root = app.getParent();
    Matcher links =
        Pattern.compile("\\]\\((?!http)([^)]+)\\)")
            .matcher(Files.readString(root.resolve("README.md"), UTF_8));
    int found = 0;
    for (; links.find(); found++) {
      assertTrue(Files.exists(root.resolve(links.group(1))), links.group(1));
    }
    assertTrue(found >= 5, "links found: " + found);
  }
}
