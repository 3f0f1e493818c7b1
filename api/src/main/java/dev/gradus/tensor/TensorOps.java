package dev.gradus.tensor;

/**
 * Everything that layers, losses and optimizers compute with: the one interface between networks
 * and backends.
 *
 * <p>The abstract methods are primitives. The others are fused forms with a definition over the
 * primitives; a backend overrides those that it computes faster.
 *
 * <p><b>Shapes.</b> Tensors are row-major, of rank 0 to 4. In the binary operations {@code b}
 * broadcasts onto {@code a}: an equal shape as it is, {@code []} as an element, {@code [n]} as a
 * row along the last axis, and a shape that equals {@code a}'s but for a last extent of 1 (such as
 * {@code [m, 1]}) as a column. The result has the shape of {@code a}.
 *
 * <p><b>Values.</b> No operation changes its operands, except those whose name ends in {@code
 * InPlace}, and none draws random numbers.
 *
 * <p><b>Errors.</b> Every operation throws {@link IllegalArgumentException} for shapes that do not
 * fit and for tensors of another {@code TensorOps}, and {@link IllegalStateException} for tensors
 * whose scope has closed and after {@link #close()}.
 *
 * <p><b>Threads.</b> Calls from many threads are safe.
 *
 * <pre>{@code
 * try (TensorOps ops = Backends.open(BackendConfig.resolve())) {
 *   Tensor x = ops.tensor(Shape.of(2, 2), new double[] {1, 2, 3, 4});
 *   double[] product = ops.doubles(ops.matmul(x, x)); // 7, 10, 15, 22
 * }
 * }</pre>
 */
public interface TensorOps extends AutoCloseable {
  /**
   * The name of the backend that computes.
   *
   * @return as in configuration: {@code vector}, {@code ejml}, …
   */
  String backend();

  /**
   * The format of all tensors of this instance.
   *
   * @return the precision
   */
  Precision precision();

  /**
   * The most threads that one operation uses.
   *
   * @return at least 1
   */
  int threads();

  // ---- the host boundary ----

  /**
   * A tensor of the given numbers.
   *
   * @param shape the shape
   * @param values row-major, {@code shape.size()} of them; copied
   * @return a new tensor
   */
  Tensor tensor(Shape shape, float[] values);

  /**
   * A tensor of the given numbers, rounded to {@link #precision()}.
   *
   * @param shape the shape
   * @param values row-major, {@code shape.size()} of them; copied
   * @return a new tensor
   */
  Tensor tensor(Shape shape, double[] values);

  /**
   * A tensor whose elements are all the same.
   *
   * @param shape the shape
   * @param value every element
   * @return a new tensor
   */
  Tensor full(Shape shape, double value);

  /**
   * The numbers of a tensor, rounded to {@code float}.
   *
   * @param t any tensor; not modified
   * @return a new array, row-major
   */
  float[] floats(Tensor t);

  /**
   * The numbers of a tensor.
   *
   * @param t any tensor; not modified
   * @return a new array, row-major
   */
  double[] doubles(Tensor t);

  /**
   * The same numbers under another shape. The result is a view: it shares its storage with {@code
   * t}, and sees later in-place updates of it.
   *
   * @param t any tensor; not modified
   * @param shape of the same size
   * @return a view of {@code t}
   */
  Tensor reshape(Tensor t, Shape shape);

  // ---- products ----

  /**
   * The matrix product C = A·B.
   *
   * @param a {@code [m, k]}; not modified
   * @param b {@code [k, n]}; not modified
   * @return {@code [m, n]}
   */
  Tensor matmul(Tensor a, Tensor b);

  /**
   * The matrix product C = Aᵀ·B.
   *
   * @param a {@code [k, m]}; not modified
   * @param b {@code [k, n]}; not modified
   * @return {@code [m, n]}
   */
  Tensor matmulTransA(Tensor a, Tensor b);

  /**
   * The matrix product C = A·Bᵀ.
   *
   * @param a {@code [m, k]}; not modified
   * @param b {@code [n, k]}; not modified
   * @return {@code [m, n]}
   */
  Tensor matmulTransB(Tensor a, Tensor b);

  // ---- element by element ----

  /**
   * a + b.
   *
   * @param a any shape; not modified
   * @param b broadcasts onto {@code a}; not modified
   * @return of {@code a}'s shape
   */
  Tensor add(Tensor a, Tensor b);

  /**
   * a − b.
   *
   * @param a any shape; not modified
   * @param b broadcasts onto {@code a}; not modified
   * @return of {@code a}'s shape
   */
  Tensor sub(Tensor a, Tensor b);

  /**
   * a · b, element by element.
   *
   * @param a any shape; not modified
   * @param b broadcasts onto {@code a}; not modified
   * @return of {@code a}'s shape
   */
  Tensor mul(Tensor a, Tensor b);

  /**
   * a / b, element by element.
   *
   * @param a any shape; not modified
   * @param b broadcasts onto {@code a}; not modified
   * @return of {@code a}'s shape
   */
  Tensor div(Tensor a, Tensor b);

  /**
   * a + c.
   *
   * @param a any shape; not modified
   * @param c added to every element, rounded to {@link #precision()} first
   * @return of {@code a}'s shape
   */
  Tensor addScalar(Tensor a, double c);

  /**
   * c · a.
   *
   * @param a any shape; not modified
   * @param c the factor of every element, rounded to {@link #precision()} first
   * @return of {@code a}'s shape
   */
  Tensor scale(Tensor a, double c);

  /**
   * The larger of each element and a floor; NaN stays NaN.
   *
   * @param a any shape; not modified
   * @param floor the least value of the result, rounded to {@link #precision()} first
   * @return of {@code a}'s shape
   */
  Tensor max(Tensor a, double floor);

  /**
   * a where c &gt; 0, else b. It selects and never multiplies, so an element that is not chosen
   * leaves no trace, be it infinite or NaN. Where c is NaN, b is chosen.
   *
   * @param c the condition, of {@code a}'s shape; not modified
   * @param a any shape; not modified
   * @param b broadcasts onto {@code a}; not modified
   * @return of {@code a}'s shape
   */
  Tensor select(Tensor c, Tensor a, Tensor b);

  /**
   * eᵃ.
   *
   * @param a any shape; not modified
   * @return of {@code a}'s shape
   */
  Tensor exp(Tensor a);

  /**
   * The natural logarithm; −∞ at 0, NaN below.
   *
   * @param a any shape; not modified
   * @return of {@code a}'s shape
   */
  Tensor log(Tensor a);

  /**
   * The square root; NaN below 0.
   *
   * @param a any shape; not modified
   * @return of {@code a}'s shape
   */
  Tensor sqrt(Tensor a);

  /**
   * The hyperbolic tangent.
   *
   * @param a any shape; not modified
   * @return of {@code a}'s shape
   */
  Tensor tanh(Tensor a);

  /**
   * eᵃ − 1, exact near 0.
   *
   * @param a any shape; not modified
   * @return of {@code a}'s shape
   */
  Tensor expm1(Tensor a);

  /**
   * ln(1 + a), exact near 0.
   *
   * @param a any shape; not modified
   * @return of {@code a}'s shape
   */
  Tensor log1p(Tensor a);

  /**
   * The error function 2/√π · ∫₀ᵃ e^(−t²) dt.
   *
   * @param a any shape; not modified
   * @return of {@code a}'s shape
   */
  Tensor erf(Tensor a);

  // ---- reductions ----

  /**
   * The sum of each column.
   *
   * @param a {@code [m, n]}; not modified
   * @return {@code [n]}
   */
  Tensor columnSums(Tensor a);

  /**
   * The sum of each row.
   *
   * @param a {@code [m, n]}; not modified
   * @return {@code [m, 1]}
   */
  Tensor rowSums(Tensor a);

  /**
   * The largest element of each row; NaN where the row holds one.
   *
   * @param a {@code [m, n]}; not modified
   * @return {@code [m, 1]}
   */
  Tensor rowMaxima(Tensor a);

  /**
   * Where the largest element of each row stands. Of equal ones the lowest index; the first NaN
   * wins over every number.
   *
   * @param a {@code [m, n]}; not modified
   * @return m column indices
   */
  int[] rowArgMax(Tensor a);

  // ---- gathers and their transposes ----

  /**
   * Picks slices along the first axis, in the given order: mini-batches, embeddings.
   *
   * @param a {@code [n, …]}, rank at least 1; not modified
   * @param rows indices below n, repeats allowed; not modified
   * @return {@code [rows.length, …]}
   */
  Tensor gatherRows(Tensor a, int[] rows);

  /**
   * The transpose of {@link #gatherRows}: slice i of {@code a} is added to slice {@code rows[i]} of
   * a result that starts as zeros, in the order of i.
   *
   * @param a {@code [rows.length, …]}, rank at least 1; not modified
   * @param rows indices below {@code rowCount}, repeats add up; not modified
   * @param rowCount the first extent of the result
   * @return {@code [rowCount, …]}
   */
  Tensor scatterAddRows(Tensor a, int[] rows, int rowCount);

  /**
   * Picks the same columns of every row; 0 where the map says absent.
   *
   * @param a {@code [m, map.sourceColumns()]}; not modified
   * @param map the source of every result column
   * @return {@code [m, map.length()]}
   */
  Tensor gatherColumns(Tensor a, IndexMap map);

  /**
   * The transpose of {@link #gatherColumns}: column j of {@code a} is added to column {@code
   * map.source(j)} of a result that starts as zeros, in the order of j; absent ones go nowhere.
   *
   * @param a {@code [m, map.length()]}; not modified
   * @param map where every column of {@code a} goes
   * @return {@code [m, map.sourceColumns()]}
   */
  Tensor scatterAddColumns(Tensor a, IndexMap map);

  // ---- the one primitive that changes a tensor ----

  /**
   * target ← keep·target + factor·delta: every update of a parameter or of an optimizer's state.
   * With {@code keep = 0} the old value is forgotten, be it NaN.
   *
   * @param target modified; not a view
   * @param keep the factor of the old value
   * @param factor the factor of {@code delta}
   * @param delta of {@code target}'s shape; not modified
   * @throws IllegalArgumentException if {@code target} is a view, besides the usual reasons
   */
  void updateInPlace(Tensor target, double keep, double factor, Tensor delta);

  // ---- lifetime ----

  /**
   * Opens a scope on the current thread: tensors made from now on die when it closes.
   *
   * @return the scope, to be closed by the same thread
   */
  Scope scope();

  /**
   * Frees what this instance holds (threads, recycled memory). Its tensors cannot be used any more.
   * Closing twice does nothing. An instance that is never closed is freed by the garbage collector;
   * its idle threads end by themselves.
   */
  @Override
  void close();

  // ---- fused forms ----

  /**
   * Picks rows of bytes, in the given order, and makes numbers of them: mini-batches of pixels.
   *
   * @param bytes rows one after another, each byte a number from 0 to 255; not modified
   * @param row the shape of one row, of rank 3 at most
   * @param rows indices of rows, repeats allowed; not modified
   * @param divisor of every byte, rounded to {@link #precision()} first
   * @return {@code [rows.length, …]}, byte / divisor, rounded once
   */
  default Tensor gatherBytes(byte[] bytes, Shape row, int[] rows, double divisor) {
    Shape shape = Shapes.gatherBytes(bytes.length, row, rows);
    boolean single = precision() == Precision.F32;
    double[] quotients = new double[1 << Byte.SIZE];
    for (int level = 0; level < quotients.length; level++) {
      quotients[level] = single ? level / (float) divisor : level / divisor;
    }
    int length = row.size();
    double[] values = new double[shape.size()];
    for (int i = 0; i < rows.length; i++) {
      int from = rows[i] * length;
      int to = i * length;
      for (int j = 0; j < length; j++) {
        values[to + j] = quotients[Byte.toUnsignedInt(bytes[from + j])];
      }
    }
    return tensor(shape, values);
  }

  /**
   * The affine map y = x·Wᵀ + b.
   *
   * @param x {@code [m, in]}; not modified
   * @param w {@code [out, in]}; not modified
   * @param b {@code [out]}; not modified
   * @return {@code [m, out]}
   */
  default Tensor affine(Tensor x, Tensor w, Tensor b) {
    Shapes.affine(x.shape(), w.shape(), b.shape());
    return add(matmulTransB(x, w), b);
  }

  /**
   * The affine map with a rectifier, y = max(x·Wᵀ + b, 0); NaN stays NaN.
   *
   * @param x {@code [m, in]}; not modified
   * @param w {@code [out, in]}; not modified
   * @param b {@code [out]}; not modified
   * @return {@code [m, out]}
   */
  default Tensor affineRelu(Tensor x, Tensor w, Tensor b) {
    return relu(affine(x, w, b));
  }

  /**
   * The rectifier max(x, 0); NaN stays NaN.
   *
   * @param x any shape; not modified
   * @return of {@code x}'s shape
   */
  default Tensor relu(Tensor x) {
    return max(x, 0);
  }

  /**
   * The gradient of {@link #relu}: dy where y &gt; 0, else 0, so 0 at x = 0.
   *
   * @param y the rectifier's output; not modified
   * @param dy ∂loss/∂y, of the same shape; not modified
   * @return ∂loss/∂x
   */
  default Tensor reluGrad(Tensor y, Tensor dy) {
    Shapes.same("reluGrad", y.shape(), dy.shape());
    return select(y, dy, full(Shape.scalar(), 0));
  }

  /**
   * The logistic function σ(x) = 1 / (1 + e⁻ˣ).
   *
   * @param x any shape; not modified
   * @return of {@code x}'s shape
   */
  default Tensor sigmoid(Tensor x) {
    return div(full(x.shape(), 1), addScalar(exp(scale(x, -1)), 1));
  }

  /**
   * The gradient of {@link #sigmoid}: dx = dy·y·(1 − y).
   *
   * @param y σ(x); not modified
   * @param dy ∂loss/∂y, of the same shape; not modified
   * @return ∂loss/∂x
   */
  default Tensor sigmoidGrad(Tensor y, Tensor dy) {
    Shapes.same("sigmoidGrad", y.shape(), dy.shape());
    return mul(mul(dy, y), addScalar(scale(y, -1), 1));
  }

  /**
   * The gradient of {@link #tanh}: dx = dy·(1 − y²).
   *
   * @param y tanh x; not modified
   * @param dy ∂loss/∂y, of the same shape; not modified
   * @return ∂loss/∂x
   */
  default Tensor tanhGrad(Tensor y, Tensor dy) {
    Shapes.same("tanhGrad", y.shape(), dy.shape());
    return mul(dy, addScalar(scale(mul(y, y), -1), 1));
  }

  /**
   * The softmax of each row, e^(xᵢ − max x) / Σ e^(xⱼ − max x): the shift leaves the value and
   * keeps the exponentials finite.
   *
   * @param x {@code [m, n]}; not modified
   * @return {@code [m, n]}, rows that sum to 1
   */
  default Tensor softmax(Tensor x) {
    Shapes.matrix("softmax", x.shape());
    Tensor e = exp(sub(x, rowMaxima(x)));
    return div(e, rowSums(e));
  }

  /**
   * The gradient of {@link #softmax}: dx = y·(dy − Σ over the row of dy·y).
   *
   * @param y the softmax; not modified
   * @param dy ∂loss/∂y, of the same shape; not modified
   * @return ∂loss/∂x
   */
  default Tensor softmaxGrad(Tensor y, Tensor dy) {
    Shapes.same("softmaxGrad", Shapes.matrix("softmaxGrad", y.shape()), dy.shape());
    return mul(sub(dy, rowSums(mul(dy, y))), y);
  }

  /**
   * The logarithm of the softmax of each row, x − max x − ln Σ e^(xⱼ − max x), without the loss of
   * digits of a logarithm taken afterwards.
   *
   * @param x {@code [m, n]}; not modified
   * @return {@code [m, n]}
   */
  default Tensor logSoftmax(Tensor x) {
    Shapes.matrix("logSoftmax", x.shape());
    Tensor shifted = sub(x, rowMaxima(x));
    return sub(shifted, log(rowSums(exp(shifted))));
  }

  /**
   * Softmax and cross-entropy in one: loss = −1/m · Σ over rows of ln softmax(x)[label], with the
   * gradient (softmax(x) − onehot) / m.
   *
   * @param logits {@code [m, n]}; not modified
   * @param labels m classes, each 0 to n − 1; not modified
   * @return the mean loss, and its gradient of the logits' shape
   */
  default LossAndGradient softmaxCrossEntropy(Tensor logits, int[] labels) {
    Shapes.labels("softmaxCrossEntropy", logits.shape(), labels);
    int m = logits.shape().extent(0);
    int n = logits.shape().extent(1);
    int[] chosen = new int[m];
    for (int i = 0; i < m; i++) {
      chosen[i] = i * n + labels[i];
    }
    Tensor logProbabilities = logSoftmax(logits);
    Tensor ofLabels = gatherRows(reshape(logProbabilities, Shape.of(m * n, 1)), chosen);
    Tensor minusOneHot = scatterAddRows(full(Shape.of(m, 1), -1), chosen, m * n);
    Tensor gradient = add(exp(logProbabilities), reshape(minusOneHot, logits.shape()));
    return new LossAndGradient(-sum(ofLabels) / m, scale(gradient, 1.0 / m));
  }

  /**
   * Softmax and cross-entropy against a distribution for every row (one-hot, or smoothed): loss =
   * −1/m · Σ t·ln softmax(x), with the gradient (softmax(x)·Σ over the row of t − t) / m.
   *
   * @param logits {@code [m, n]}; not modified
   * @param targets {@code [m, n]}; not modified
   * @return the mean loss, and its gradient of the logits' shape
   */
  default LossAndGradient softmaxCrossEntropy(Tensor logits, Tensor targets) {
    Shapes.matrix("softmaxCrossEntropy", logits.shape());
    Shapes.same("softmaxCrossEntropy", logits.shape(), targets.shape());
    int m = logits.shape().rows();
    Tensor logProbabilities = logSoftmax(logits);
    Tensor gradient = sub(mul(exp(logProbabilities), rowSums(targets)), targets);
    return new LossAndGradient(-sum(mul(targets, logProbabilities)) / m, scale(gradient, 1.0 / m));
  }

  /**
   * A step of gradient descent with momentum: velocity ← momentum·velocity + gradient, then target
   * ← target − rate·velocity.
   *
   * @param target modified; not a view
   * @param velocity modified; of {@code target}'s shape, not a view
   * @param gradient of {@code target}'s shape; not modified
   * @param momentum the factor of the old velocity
   * @param rate the factor of the new velocity
   * @throws IllegalArgumentException if {@code target} or {@code velocity} is a view, besides the
   *     usual reasons
   */
  default void momentumInPlace(
      Tensor target, Tensor velocity, Tensor gradient, double momentum, double rate) {
    updateInPlace(velocity, momentum, 1, gradient);
    updateInPlace(target, 1, -rate, velocity);
  }

  /**
   * A step of Adam: mean ← β₁·mean + (1 − β₁)·gradient and square ← β₂·square + (1 − β₂)·gradient²,
   * then target ← keep·target − rate·mean / (rootScale·√square + ε).
   *
   * @param target modified; not a view
   * @param mean modified; of {@code target}'s shape, not a view
   * @param square modified; of {@code target}'s shape, not a view
   * @param gradient of {@code target}'s shape; not modified
   * @param step the factors
   * @throws IllegalArgumentException if {@code target}, {@code mean} or {@code square} is a view,
   *     besides the usual reasons
   */
  default void adamInPlace(
      Tensor target, Tensor mean, Tensor square, Tensor gradient, AdamStep step) {
    updateInPlace(mean, step.beta1(), 1 - step.beta1(), gradient);
    updateInPlace(square, step.beta2(), 1 - step.beta2(), mul(gradient, gradient));
    Tensor root = addScalar(scale(sqrt(square), step.rootScale()), step.epsilon());
    updateInPlace(target, step.keep(), -step.rate(), div(mean, root));
  }

  /**
   * The sum of all elements, as a number of the host.
   *
   * @param a any shape; not modified
   * @return Σ a
   */
  default double sum(Tensor a) {
    return doubles(rowSums(reshape(a, Shape.of(1, a.shape().size()))))[0];
  }
}
