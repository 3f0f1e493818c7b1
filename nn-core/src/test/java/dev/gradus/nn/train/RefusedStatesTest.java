package dev.gradus.nn.train;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.gradus.nn.data.LabelledDataset;
import dev.gradus.nn.init.Initializer;
import dev.gradus.nn.layer.Affine;
import dev.gradus.nn.layer.BatchNorm1d;
import dev.gradus.nn.layer.Layer;
import dev.gradus.nn.layer.Sequential;
import dev.gradus.nn.loss.Objective;
import dev.gradus.nn.loss.SoftmaxCrossEntropy;
import dev.gradus.nn.optim.Adam;
import dev.gradus.nn.optim.Optimizer;
import dev.gradus.nn.optim.OptimizerState;
import dev.gradus.nn.optim.Sgd;
import dev.gradus.nn.optim.UpdateRule;
import dev.gradus.nn.random.RandomSource;
import dev.gradus.tensor.Precision;
import dev.gradus.tensor.Scope;
import dev.gradus.tensor.Tensor;
import dev.gradus.tensor.TensorOps;
import dev.gradus.tensor.reference.ReferenceOps;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** A state that does not fit is refused by what does not, and nothing is changed. */
class RefusedStatesTest {
  private final TensorOps ops = new ReferenceOps(Precision.F64);
  private final RandomSource random = RandomSource.ofSeed(1);
  private final LabelledDataset clouds = Clouds.of(30, random);
  private final SavedStates saved = new SavedStates(ops);

  private Sequential network(int hidden) {
    return Sequential.of(
        Affine.of(ops, 2, hidden, Initializer.xavier(), random.at(0)),
        BatchNorm1d.of(ops, hidden),
        Affine.of(ops, hidden, 3, Initializer.xavier(), random.at(2)));
  }

  private Trainer trainer(Layer network, Optimizer optimizer) {
    return Trainer.of(new Objective(ops, network, new SoftmaxCrossEntropy(ops)), optimizer)
        .iterations(3)
        .measuring("train", clouds)
        .measuring("validation", clouds)
        .checkpointing(saved, 1);
  }

  private Trainer trainer(Layer network, UpdateRule rule) {
    return trainer(network, Optimizer.of(ops, network.parameters(), rule));
  }

  /** The refusal of the last saved state. */
  private String refusal(Layer network, Optimizer optimizer, Optional<EarlyStopping> rule) {
    Trainer trainer = trainer(network, optimizer).resuming(saved.last());
    rule.ifPresent(trainer::earlyStopping);
    Map<String, String> before = SavedStates.bits(ops, NetworkTensors.parameters(network));
    Map<String, String> state = SavedStates.bits(ops, network.state());
    String message =
        assertThrows(IllegalArgumentException.class, () -> trainer.train(clouds)).getMessage();
    assertEquals(before, SavedStates.bits(ops, NetworkTensors.parameters(network)));
    assertEquals(state, SavedStates.bits(ops, network.state()));
    assertEquals(0, optimizer.steps());
    return message;
  }

  private String refusal(Layer network, UpdateRule rule) {
    return refusal(network, Optimizer.of(ops, network.parameters(), rule), Optional.empty());
  }

  @Test
  void anotherNetworkIsRefusedByTheNamesOfItsTensors() {
    trainer(network(4), new Sgd(0.1)).train(clouds);
    assertEquals(
        "resuming: expected 0.weight of shape [5, 2] among the parameters, got [4, 2]; make the"
            + " network as the one that was saved",
        refusal(network(5), new Sgd(0.1)));
    Sequential smaller =
        Sequential.of(
            Affine.of(ops, 2, 4, Initializer.xavier(), random),
            Affine.of(ops, 4, 3, Initializer.xavier(), random));
    assertEquals(
        "resuming: expected the parameters [0.weight, 0.bias, 1.weight, 1.bias], got ones without []"
            + " and with [2.bias, 2.weight] besides; make the network as the one that was saved",
        refusal(smaller, new Sgd(0.1)));
  }

  @Test
  void layerStateThatDoesNotFitIsRefused() {
    trainer(network(4), new Sgd(0.1)).train(clouds);
    TrainingState whole = saved.last();
    saved.keep(with(whole, Map.of(), whole.optimizer(), whole.best()));
    assertEquals(
        "resuming: expected the layer state [1.running_mean, 1.running_var], got ones without"
            + " [1.running_mean, 1.running_var] and with [] besides; make the network as the one"
            + " that was saved",
        refusal(network(4), new Sgd(0.1)));
  }

  @Test
  void anotherOptimizerIsRefusedBeforeTheNetworkChanges() {
    trainer(network(4), new Sgd(0.1)).train(clouds);
    String message = refusal(network(4), new Adam(0.1));
    assertEquals("optimizer state: expected the tensors", message.substring(0, 37));
  }

  @Test
  void earlyStoppingMustBeThatOfTheSavedTraining() {
    EarlyStopping rule = EarlyStopping.of(2).on("validation");
    trainer(network(4), new Sgd(0.1)).earlyStopping(rule).train(clouds);
    Layer network = network(4);
    assertEquals(
        "resuming: the saved training stops early, this one does not; give it the rule by"
            + " earlyStopping(…)",
        refusal(network, new Sgd(0.1)));
    Optimizer optimizer = Optimizer.of(ops, network.parameters(), new Sgd(0.1));
    String other = refusal(network, optimizer, Optional.of(rule.byAccuracy()));
    assertEquals("resuming: expected the best ACCURACY", other.substring(0, 36));
  }

  @Test
  void tensorsOfOtherOperationsAreRefused() {
    TensorOps others = new ReferenceOps(Precision.F64);
    Layer network = Affine.of(others, 2, 3, Initializer.xavier(), random);
    SavedStates elsewhere = new SavedStates(others);
    Trainer.of(new Objective(others, network, new SoftmaxCrossEntropy(others)), new Sgd(0.1))
        .checkpointing(elsewhere, 1)
        .train(clouds);
    saved.keep(elsewhere.last());
    String message = refusal(Affine.of(ops, 2, 3, Initializer.xavier(), random), new Sgd(0.1));
    assertTrue(message.contains("came to another instance"), message);
  }

  @Test
  void anOptimizersTensorsOfOtherOperationsAreRefusedToo() {
    trainer(network(4), new Adam(0.1)).train(clouds);
    TrainingState whole = saved.last();
    TensorOps others = new ReferenceOps(Precision.F64);
    Map<String, Tensor> foreign = new LinkedHashMap<>();
    whole
        .optimizer()
        .tensors()
        .forEach((name, t) -> foreign.put(name, others.tensor(t.shape(), ops.doubles(t))));
    OptimizerState optimizer =
        new OptimizerState(
            whole.optimizer().steps(), whole.optimizer().stepsOf(), List.of(), foreign);
    saved.keep(with(whole, whole.layerState(), optimizer, whole.best()));
    String message = refusal(network(4), new Adam(0.1));
    assertTrue(message.startsWith("sum: ") && message.contains("another instance"), message);
  }

  private static TrainingState with(
      TrainingState whole,
      Map<String, Tensor> layerState,
      OptimizerState optimizer,
      Optional<EarlyStopping.State> best) {
    return new TrainingState(
        whole.iteration(),
        whole.samples(),
        whole.timeInSteps(),
        whole.losses(),
        whole.measurements(),
        whole.parameters(),
        layerState,
        optimizer,
        best);
  }

  @Test
  void aBestMomentStillToComeIsRefused() {
    trainer(network(4), new Sgd(0.1)).train(clouds);
    TrainingState whole = saved.last();
    EarlyStopping.State later = new EarlyStopping.State(0.5, 4, 0, Map.of(), Map.of());
    assertEquals(
        "training state: expected a best moment after 0 to 3 steps, got one after 4",
        assertThrows(
                IllegalArgumentException.class,
                () -> with(whole, whole.layerState(), whole.optimizer(), Optional.of(later)))
            .getMessage());
  }

  @Test
  void closedTensorsAreRefused() {
    Layer network = network(4);
    Trainer trainer = trainer(network, new Sgd(0.1));
    try (Scope scope = ops.scope()) {
      trainer(network(4), new Sgd(0.1)).train(clouds);
    }
    Map<String, String> before = SavedStates.bits(ops, NetworkTensors.parameters(network));
    assertThrows(IllegalStateException.class, () -> trainer.resuming(saved.last()).train(clouds));
    assertEquals(before, SavedStates.bits(ops, NetworkTensors.parameters(network)));
  }

  @Test
  void aTrainingThatIsLongerAlreadyIsRefused() {
    trainer(network(4), new Sgd(0.1)).iterations(8).train(clouds);
    assertEquals(
        "resuming: expected a training of at most 3 steps, got one of 8; train for more",
        refusal(network(4), new Sgd(0.1)));
  }

  @Test
  void aStateThatContradictsItselfCannotBeMade() {
    trainer(network(4), new Sgd(0.1)).train(clouds);
    TrainingState whole = saved.last();
    assertEquals(
        "training state: expected a loss for each of 4 steps, got 3",
        contradiction(whole, 4, whole.measurements()));
    assertEquals(
        "training state: expected a measurement of train after 0 to 3 steps, got one after 9",
        contradiction(whole, 3, List.of(new Measurement(9, "train", 1, 1))));
    assertEquals(
        "training state: expected counts and times from 0, got iteration -1, 90 samples and PT0S",
        contradiction(whole, -1, List.of()));
  }

  private static String contradiction(
      TrainingState whole, long iteration, List<Measurement> measurements) {
    return assertThrows(
            IllegalArgumentException.class,
            () ->
                new TrainingState(
                    iteration,
                    whole.samples(),
                    Duration.ZERO,
                    whole.losses(),
                    measurements,
                    whole.parameters(),
                    whole.layerState(),
                    whole.optimizer(),
                    whole.best()))
        .getMessage();
  }
}
