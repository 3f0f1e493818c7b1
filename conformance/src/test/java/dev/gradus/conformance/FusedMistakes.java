package dev.gradus.conformance;

import dev.gradus.tensor.AdamStep;
import dev.gradus.tensor.LossAndGradient;
import dev.gradus.tensor.Shape;
import dev.gradus.tensor.Tensor;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** What goes wrong in fused forms, and so in layers, losses and trainings. */
final class FusedMistakes {
  private FusedMistakes() {}

  static List<Mistake> all() {
    return List.of(
        Mistake.of(
            "a bias for each sample instead of each output",
            "op_affine_01",
            "the bias of each column",
            p ->
                new PlainOps(p) {
                  @Override
                  public Tensor affine(Tensor x, Tensor w, Tensor b) {
                    Tensor product = super.affine(x, w, full(b.shape(), 0));
                    int m = x.shape().rows();
                    double[] bias = Arrays.copyOf(doubles(b), m);
                    return add(product, tensor(Shape.of(m, 1), bias));
                  }
                }),
        Mistake.of(
            "a rectifier before the bias",
            "op_affineRelu_01",
            "the bias of each column",
            p ->
                new PlainOps(p) {
                  @Override
                  public Tensor affineRelu(Tensor x, Tensor w, Tensor b) {
                    return add(relu(matmulTransB(x, w)), b);
                  }
                }),
        Mistake.of(
            "bytes taken as signed",
            "op_gatherBytes_01",
            "bytes taken as signed",
            p ->
                new PlainOps(p) {
                  @Override
                  public Tensor gatherBytes(byte[] bytes, Shape row, int[] rows, double divisor) {
                    Tensor a = super.gatherBytes(bytes, row, rows, divisor);
                    Tensor half = full(Shape.scalar(), 127.5 / divisor);
                    return select(sub(a, half), sub(a, full(Shape.scalar(), 256 / divisor)), a);
                  }
                }),
        Mistake.of(
            "a rectified layer whose gradient ignores the rectifier",
            "gradient_Sequential_with_Relu_02",
            "the gradient's own operation",
            p ->
                new PlainOps(p) {
                  @Override
                  public Tensor reluGrad(Tensor y, Tensor dy) {
                    return scale(dy, 1);
                  }
                }),
        Mistake.of(
            "a ReLU gradient that multiplies",
            "op_reluGrad_02",
            "which 0·∞ turns into NaN",
            p ->
                new PlainOps(p) {
                  @Override
                  public Tensor reluGrad(Tensor y, Tensor dy) {
                    return mul(super.reluGrad(y, full(y.shape(), 1)), dy);
                  }
                }),
        Mistake.of(
            "a sigmoid subtracted from 1",
            "op_sigmoid_01",
            "a subtraction from 1",
            p ->
                new PlainOps(p) {
                  @Override
                  public Tensor sigmoid(Tensor x) {
                    return addScalar(scale(super.sigmoid(scale(x, -1)), -1), 1);
                  }
                }),
        Mistake.of(
            "a sigmoid whose exponential overflows on both sides",
            "op_sigmoid_02",
            "sigmoid far out",
            p ->
                new PlainOps(p) {
                  @Override
                  public Tensor sigmoid(Tensor x) {
                    Tensor e = exp(x);
                    return div(e, addScalar(e, 1));
                  }
                }),
        Mistake.of(
            "a sigmoid gradient without 1 − y",
            "gradient_Sigmoid_02",
            "the gradient's own operation",
            p ->
                new PlainOps(p) {
                  @Override
                  public Tensor sigmoidGrad(Tensor y, Tensor dy) {
                    return mul(super.sigmoidGrad(full(y.shape(), 0.5), scale(dy, 4)), y);
                  }
                }),
        Mistake.of(
            "a tanh gradient of y instead of y²",
            "golden_layer_tanh_01",
            "inputGradient",
            p ->
                new PlainOps(p) {
                  @Override
                  public Tensor tanhGrad(Tensor y, Tensor dy) {
                    return sub(dy, mul(dy, y));
                  }
                }),
        Mistake.of(
            "a softmax gradient that drops one term of thousands",
            "op_softmaxGrad_01",
            "softmaxGrad [2, 4098]",
            p ->
                new PlainOps(p) {
                  @Override
                  public Tensor softmaxGrad(Tensor y, Tensor dy) {
                    int n = y.shape().columns();
                    if (n < 4000) {
                      return super.softmaxGrad(y, dy);
                    }
                    double[] terms = doubles(mul(y, dy));
                    for (int last = n - 1; last < terms.length; last += n) {
                      terms[last] = 0;
                    }
                    return mul(y, sub(dy, rowSums(tensor(y.shape(), terms))));
                  }
                }),
        Mistake.of(
            "softmax without the shift",
            "op_softmax_02",
            "softmax without the shift",
            p ->
                new PlainOps(p) {
                  @Override
                  public Tensor softmax(Tensor x) {
                    Tensor e = exp(x);
                    return div(e, rowSums(e));
                  }
                }),
        Mistake.of(
            "a logarithm of the softmax",
            "op_logSoftmax_02",
            "log(softmax(x)) instead of the difference",
            p ->
                new PlainOps(p) {
                  @Override
                  public Tensor logSoftmax(Tensor x) {
                    return log(softmax(x));
                  }
                }),
        Mistake.of(
            "a softmax gradient summed over the column",
            "op_softmaxGrad_01",
            "the sum over the row, not over the column",
            p ->
                new PlainOps(p) {
                  @Override
                  public Tensor softmaxGrad(Tensor y, Tensor dy) {
                    return mul(sub(dy, columnSums(mul(dy, y))), y);
                  }
                }),
        Mistake.of(
            "labels off by one",
            "op_softmaxCrossEntropy_int_01",
            "labels off by one",
            p ->
                new PlainOps(p) {
                  @Override
                  public LossAndGradient softmaxCrossEntropy(Tensor logits, int[] labels) {
                    int n = logits.shape().columns();
                    return super.softmaxCrossEntropy(
                        logits, Arrays.stream(labels).map(label -> (label + 1) % n).toArray());
                  }
                }),
        Mistake.of(
            "a gradient not divided by the batch",
            "gradient_SoftmaxCrossEntropy_02",
            "gradient 0 of SoftmaxCrossEntropy",
            p ->
                new PlainOps(p) {
                  @Override
                  public LossAndGradient softmaxCrossEntropy(Tensor logits, int[] labels) {
                    LossAndGradient mean = super.softmaxCrossEntropy(logits, labels);
                    return new LossAndGradient(
                        mean.loss(), scale(mean.gradient(), logits.shape().rows()));
                  }
                }),
        Mistake.of(
            "a loss not divided by the batch",
            "book_cross_entropy_03",
            "gradient_ of what the example computes",
            p ->
                new PlainOps(p) {
                  @Override
                  public double sum(Tensor a) {
                    Shape shape = a.shape();
                    return super.sum(a) * (shape.rank() == 2 ? shape.rows() : 1);
                  }
                }),
        Mistake.of(
            "a momentum step along the old velocity",
            "op_momentumInPlace_01",
            "the new velocity instead of the old one",
            p ->
                new PlainOps(p) {
                  @Override
                  public void momentumInPlace(
                      Tensor target, Tensor velocity, Tensor gradient, double momentum, double r) {
                    updateInPlace(target, 1, -r, velocity);
                    updateInPlace(velocity, momentum, 1, gradient);
                  }
                }),
        Mistake.of(
            "an ε inside Adam's root",
            "op_adamInPlace_02",
            "ε inside the root",
            p ->
                new PlainOps(p) {
                  @Override
                  public void adamInPlace(
                      Tensor target, Tensor mean, Tensor square, Tensor gradient, AdamStep s) {
                    Tensor old = scale(target, s.keep());
                    super.adamInPlace(target, mean, square, gradient, s);
                    Tensor root = sqrt(addScalar(scale(square, s.rootScale()), s.epsilon()));
                    updateInPlace(target, 0, 1, sub(old, scale(div(mean, root), s.rate())));
                  }
                }),
        Mistake.of(
            "an Adam that forgets how many steps there were",
            "golden_optimizer_adam_01",
            "step 1",
            p ->
                new PlainOps(p) {
                  @Override
                  public void adamInPlace(
                      Tensor target, Tensor mean, Tensor square, Tensor gradient, AdamStep s) {
                    AdamStep first =
                        new AdamStep(
                            s.beta1(), s.beta2(), s.keep(), 0.01 / 0.1, s.rootScale(), s.epsilon());
                    super.adamInPlace(target, mean, square, gradient, first);
                  }
                }),
        Mistake.of(
            "weights packed once, and never again after an update",
            "training_perceptron_relu_01",
            "then updateInPlace and scopes",
            p ->
                new PlainOps(p) {
                  private final Map<Tensor, double[]> packed = new ConcurrentHashMap<>();

                  @Override
                  public Tensor affine(Tensor x, Tensor w, Tensor b) {
                    double[] first = packed.computeIfAbsent(w, this::doubles);
                    return super.affine(x, tensor(w.shape(), first), b);
                  }
                }));
  }
}
