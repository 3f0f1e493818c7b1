package dev.gradus.nn.check;

import dev.gradus.nn.layer.Gradients;
import dev.gradus.nn.layer.Parameter;
import dev.gradus.nn.loss.Loss;
import dev.gradus.nn.loss.Target;
import dev.gradus.tensor.LossAndGradient;
import dev.gradus.tensor.Shape;
import dev.gradus.tensor.Tensor;
import dev.gradus.tensor.TensorOps;
import java.util.LinkedHashMap;
import java.util.Map;

/** A loss by its prediction. */
record LossSubject(TensorOps ops, Loss loss, Parameter prediction, Target target)
    implements Subject {
  static LossSubject of(TensorOps ops, Loss loss, Tensor prediction, Target target) {
    Tensor moved = ops.tensor(prediction.shape(), ops.doubles(prediction));
    return new LossSubject(ops, loss, Parameter.weight(moved), target);
  }

  @Override
  public String name() {
    return Subject.nameOf(loss, "a loss");
  }

  @Override
  public String methods() {
    return "value and evaluate";
  }

  @Override
  public Map<String, Integer> divisors() {
    Shape shape = prediction.value().shape();
    Map<String, Integer> divisors = new LinkedHashMap<>();
    divisors.put("the number of rows", shape.rows());
    divisors.put("the number of columns", shape.columns());
    divisors.put("the number of elements", shape.size());
    return divisors;
  }

  @Override
  public Map<String, Parameter> parameters() {
    return Map.of("prediction", prediction);
  }

  @Override
  public double value() {
    return loss.value(prediction.value(), target);
  }

  @Override
  public Evaluation evaluate() {
    Gradients gradients = new Gradients(ops, parameters());
    LossAndGradient result = loss.evaluate(prediction.value(), target);
    gradients.add(prediction, result.gradient());
    return new Evaluation(result.loss(), gradients);
  }

  @Override
  public long pattern() {
    return loss.kinkPattern(prediction.value(), target);
  }
}
