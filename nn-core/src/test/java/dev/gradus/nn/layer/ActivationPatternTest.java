package dev.gradus.nn.layer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.gradus.nn.graph.Graph;
import dev.gradus.nn.graph.Node;
import dev.gradus.tensor.Precision;
import dev.gradus.tensor.Shape;
import dev.gradus.tensor.Tensor;
import dev.gradus.tensor.TensorOps;
import dev.gradus.tensor.reference.ReferenceOps;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** A pattern must differ wherever a ReLU switches: a gradient check finds kinks by it. */
class ActivationPatternTest {
  private final TensorOps ops = new ReferenceOps(Precision.F64);
  private final Relu relu = new Relu(ops);

  private Tensor row(double... values) {
    return ops.tensor(Shape.of(1, values.length), values);
  }

  /** Two ReLUs one behind the other, of which the second switches at 1. */
  private Sequential twoRelus() {
    Parameter one = Parameter.weight(ops.full(Shape.of(1, 1), 1));
    Parameter minusOne = Parameter.bias(ops.full(Shape.of(1), -1));
    return Sequential.of(relu, Affine.of(ops, one, minusOne), new Relu(ops));
  }

  private Graph asGraph() {
    return Graph.of(ops, twoRelus());
  }

  @Test
  void everyCombinationOfSignsHasItsOwnPattern() {
    Set<Long> patterns = new HashSet<>();
    for (int signs = 0; signs < 8; signs++) {
      patterns.add(
          relu.activationPattern(row((signs & 1) * 2 - 1, (signs & 2) - 1, (signs & 4) / 2.0 - 1)));
    }
    assertEquals(8, patterns.size());
  }

  @Test
  void sizesDoNotMatterAndZeroCountsAsOff() {
    assertEquals(
        relu.activationPattern(row(1, -2, 0)), relu.activationPattern(row(1e-300, -1e300, -1)));
    assertEquals(0, new Tanh(ops).activationPattern(row(1, 2)), "nothing switches");
  }

  @Test
  void aNetworksPatternTellsWhichOfItsLayersSwitched() {
    for (Layer network : List.of(twoRelus(), asGraph())) {
      Set<Long> patterns = new HashSet<>();
      for (double x : new double[] {-1, 0.5, 2}) {
        assertTrue(patterns.add(network.activationPattern(row(x))), network + " at " + x);
        assertEquals(network.activationPattern(row(x)), network.activationPattern(row(x * 1.01)));
      }
    }
  }

  @Test
  void whatIsOffAndOnInTwoBranchesIsNotWhatIsOnAndOff() {
    Graph.Builder builder = Graph.builder(ops);
    Node x = builder.input("x");
    Parameter minus = Parameter.weight(ops.full(Shape.of(1, 1), -1));
    Node plus = builder.layer("plus", relu, x);
    Node turned = builder.layer("turned", Affine.withoutBias(ops, minus), x);
    Graph graph = builder.build(builder.add("|x|", plus, builder.layer("minus", relu, turned)));
    Set<Long> patterns = new HashSet<>();
    for (double value : new double[] {-1, 0, 1}) {
      patterns.add(graph.activationPattern(row(value)));
    }
    assertEquals(3, patterns.size());
  }
}
