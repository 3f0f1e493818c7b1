package dev.gradus.nn.train;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.gradus.nn.data.LabelledDataset;
import dev.gradus.nn.init.Initializer;
import dev.gradus.nn.layer.Affine;
import dev.gradus.nn.layer.Layer;
import dev.gradus.nn.loss.Objective;
import dev.gradus.nn.loss.SoftmaxCrossEntropy;
import dev.gradus.nn.optim.Sgd;
import dev.gradus.nn.random.RandomSource;
import dev.gradus.tensor.Precision;
import dev.gradus.tensor.TensorOps;
import dev.gradus.tensor.reference.ReferenceOps;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.slf4j.Logger;

class FailingListenersTest {
  private final TensorOps ops = new ReferenceOps(Precision.F64);
  private final RandomSource random = RandomSource.ofSeed(1);
  private final LabelledDataset clouds = Clouds.of(30, random);

  /** Writes down what it hears, and fails at the news that begins as told. */
  private static final class Failing implements TrainingListener {
    private final List<String> heard = new ArrayList<>();
    private final String fatal;

    Failing(String fatal) {
      this.fatal = fatal;
    }

    private void hear(String news) {
      heard.add(news);
      if (news.startsWith(fatal)) {
        throw new IllegalStateException("planted");
      }
    }

    @Override
    public void started(long iterations) {
      hear("started");
    }

    @Override
    public void stepped(long iteration, double loss) {
      hear("stepped " + iteration);
    }

    @Override
    public void measured(Measurement measurement) {
      hear("measured");
    }

    @Override
    public void finished(History history) {
      hear("finished");
    }
  }

  private double[] weightsAfterTraining(TrainingListener... listeners) {
    Layer network = Affine.of(ops, 2, 3, Initializer.xavier(), random);
    Trainer trainer =
        Trainer.of(new Objective(ops, network, new SoftmaxCrossEntropy(ops)), new Sgd(0.1))
            .iterations(3)
            .measuring("train", clouds);
    for (TrainingListener listener : listeners) {
      trainer.listener(listener);
    }
    trainer.train(clouds);
    return ops.doubles(network.parameters().get("weight").value());
  }

  @Test
  void aFailingListenerChangesNoBitAndHearsNoMore() {
    double[] expected = weightsAfterTraining();
    for (String fatal : List.of("started", "stepped 2", "measured", "finished")) {
      Failing failing = new Failing(fatal);
      Failing other = new Failing("nothing");
      assertArrayEquals(expected, weightsAfterTraining(failing, other), fatal);
      assertEquals(8, other.heard.size(), "the next one hears all: " + other.heard);
      assertEquals(other.heard.indexOf(fatal) + 1, failing.heard.size(), failing.heard.toString());
    }
  }

  @Test
  void aFailureIsLoggedOnceByTheNameOfTheListener() {
    List<String> logged = new ArrayList<>();
    Logger log =
        (Logger)
            Proxy.newProxyInstance(
                Logger.class.getClassLoader(),
                new Class<?>[] {Logger.class},
                (proxy, method, arguments) -> {
                  logged.add(method.getName() + " " + arguments[1] + " " + arguments[2]);
                  return null;
                });
    Listeners listeners =
        new Listeners(List.of(new Failing("stepped"), new Failing("nothing")), log);
    for (long iteration = 1; iteration < 4; iteration++) {
      long now = iteration;
      listeners.tell(listener -> listener.stepped(now, 1));
    }
    assertEquals(
        List.of("warn " + Failing.class.getName() + " java.lang.IllegalStateException: planted"),
        logged);
  }

  @Test
  void whenMemoryIsOutNobodyGoesOn() {
    TrainingListener greedy =
        new TrainingListener() {
          @Override
          public void stepped(long iteration, double loss) {
            throw new OutOfMemoryError("planted");
          }
        };
    assertThrows(OutOfMemoryError.class, () -> weightsAfterTraining(greedy));
  }
}
