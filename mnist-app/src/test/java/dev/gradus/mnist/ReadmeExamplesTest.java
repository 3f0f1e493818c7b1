package dev.gradus.mnist;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;

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
import java.util.List;
import org.junit.jupiter.api.Test;

/** The README's Java, as it stands there. */
class ReadmeExamplesTest {
  @Test
  void anEmbeddedNetworkLearnsXor() {
    RandomSource random = RandomSource.ofSeed(1);
    LabelledDataset xor =
        LabelledArrays.of(
            new double[][] {{0, 0}, {0, 1}, {1, 0}, {1, 1}}, new int[] {0, 1, 1, 0}, 2);
    try (TensorOps ops = Backends.open(BackendConfig.resolve())) {
      Sequential network =
          Sequential.perceptron(
              ops, List.of(2, 8, 2), Activation.TANH, Initializer.xavier(), random);
      Trainer.of(new Objective(ops, network, new SoftmaxCrossEntropy(ops)), new Sgd(ops, 0.5))
          .sampler(Sampler.shuffled(4, 4, random))
          .iterations(500)
          .train(xor);
      Tensor scores = network.predict(ops.tensor(Shape.of(1, 2), new double[] {1, 0}));
      assertEquals(1, ops.rowArgMax(scores)[0]);
      Tensor all = ops.tensor(Shape.of(4, 2), new double[] {0, 0, 0, 1, 1, 0, 1, 1});
      assertEquals(
          List.of(0, 1, 1, 0),
          java.util.Arrays.stream(ops.rowArgMax(network.predict(all))).boxed().toList());
    }
  }

  @Test
  void guiceGivesTheConfiguredBackend() {
    Injector injector = Guice.createInjector(new BackendModule());
    TensorOps ops = injector.getInstance(TensorOps.class);
    assertSame(ops, injector.getInstance(TensorOps.class));
    ops.close();
  }
}
