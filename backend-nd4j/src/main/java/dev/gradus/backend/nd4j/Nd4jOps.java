package dev.gradus.backend.nd4j;

import dev.gradus.backend.Device;
import dev.gradus.tensor.IndexMap;
import dev.gradus.tensor.KernelOps;
import dev.gradus.tensor.LossAndGradient;
import dev.gradus.tensor.Precision;
import dev.gradus.tensor.Shapes;
import dev.gradus.tensor.Shapes.Broadcast;
import dev.gradus.tensor.Tensor;
import java.lang.ref.Reference;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * The kernels on ND4J. Each tensor is one flat array outside of the Java heap; its memory is given
 * back when its scope closes, and by ND4J's own reference queue where there is none.
 *
 * <p>Products, exponentials, logarithms and error functions are ND4J's, and so is arithmetic on
 * large arrays. The rest are {@link HostLoops}. On CUDA, arithmetic of every size stays on the
 * device, and a kernel that is a loop copies its arrays to the host and back.
 */
final class Nd4jOps extends KernelOps<INDArray> {
  /** From this size on, ND4J's threads gain more than a call into it costs. */
  private static final int LARGE = 1 << 17;

  private final DataType type;
  private final int threads;
  private final int loopLimit;
  private final HostLoops loops;
  private final NativeKernels natives = new NativeKernels();

  Nd4jOps(Precision precision, int threads, Device device) {
    this(precision, threads, device == Device.CPU, device == Device.CPU ? LARGE : 0);
  }

  /**
   * For tests of both ways.
   *
   * @param direct whether the processor reads the arrays' memory
   * @param loopLimit the size from which arithmetic is ND4J's
   */
  Nd4jOps(Precision precision, int threads, boolean direct, int loopLimit) {
    super("nd4j", precision);
    this.threads = threads;
    this.loopLimit = loopLimit;
    this.type = precision == Precision.F32 ? DataType.FLOAT : DataType.DOUBLE;
    this.loops = precision == Precision.F32 ? new FloatLoops(direct) : new DoubleLoops(direct);
  }

  @Override
  public int threads() {
    return threads;
  }

  /** The memory behind a tensor, for tests of its lifetime. */
  INDArray array(Tensor t) {
    return storage("array", t);
  }

  // ---- storage ----

  @Override
  protected INDArray allocate(int size) {
    return Nd4j.createUninitializedDetached(type, 'c', size);
  }

  @Override
  protected void recycle(INDArray storage) {
    storage.close();
  }

  @Override
  protected void store(float[] values, INDArray out) {
    loops.store(values, out);
  }

  @Override
  protected void store(double[] values, INDArray out) {
    loops.store(values, out);
  }

  @Override
  protected void load(INDArray a, float[] out) {
    loops.load(a, out);
    keepAlive(a);
  }

  @Override
  protected void load(INDArray a, double[] out) {
    loops.load(a, out);
    keepAlive(a);
  }

  @Override
  protected void fill(INDArray out, double value, int size) {
    loops.fill(out, value, size);
  }

  // ---- arithmetic ----

  @Override
  protected void matmul(
      INDArray a, boolean transA, INDArray b, boolean transB, INDArray out, int m, int n, int k) {
    natives.matmul(a, transA, b, transB, out, m, n, k);
    keepAlive(a, b, out);
  }

  @Override
  protected void unary(Unary function, double c, INDArray a, INDArray out, int size) {
    boolean loop =
        switch (function) {
          case ADD_SCALAR, SCALE, MAX, SQRT -> size < loopLimit;
          case EXP, LOG, ERF -> false;
          case TANH, EXPM1, LOG1P -> true;
        };
    if (loop) {
      loops.unary(function, c, a, out, size);
    } else {
      natives.unary(function, c, a, out);
    }
    keepAlive(a, out);
  }

  @Override
  protected void binary(
      Binary function,
      INDArray a,
      INDArray b,
      Broadcast broadcast,
      INDArray out,
      int rows,
      int columns) {
    if (rows * columns < loopLimit) {
      loops.binary(function, a, b, broadcast, out, rows, columns);
    } else {
      natives.binary(function, a, b, broadcast, out, rows, columns);
    }
    keepAlive(a, b, out);
  }

  @Override
  protected void select(
      INDArray c,
      INDArray a,
      INDArray b,
      Broadcast broadcast,
      INDArray out,
      int rows,
      int columns) {
    loops.select(c, a, b, broadcast, out, rows, columns);
    keepAlive(c, a, b, out);
  }

  @Override
  protected void columnSums(INDArray a, INDArray out, int rows, int columns) {
    loops.columnSums(a, out, rows, columns);
    keepAlive(a, out);
  }

  @Override
  protected void rowSums(INDArray a, INDArray out, int rows, int columns) {
    loops.rowSums(a, out, rows, columns);
    keepAlive(a, out);
  }

  @Override
  protected void rowMaxima(INDArray a, INDArray out, int rows, int columns) {
    loops.rowMaxima(a, out, rows, columns);
    keepAlive(a, out);
  }

  @Override
  protected void rowArgMax(INDArray a, int[] out, int rows, int columns) {
    loops.rowArgMax(a, out, rows, columns);
    keepAlive(a);
  }

  @Override
  protected void gatherRows(INDArray a, int[] rows, INDArray out, int columns) {
    loops.gatherRows(a, rows, out, columns);
    keepAlive(a, out);
  }

  @Override
  protected void scatterAddRows(INDArray a, int[] rows, INDArray out, int rowCount, int columns) {
    loops.scatterAddRows(a, rows, out, rowCount, columns);
    keepAlive(a, out);
  }

  @Override
  protected void gatherColumns(INDArray a, IndexMap map, INDArray out, int rows) {
    loops.gatherColumns(a, map, out, rows);
    keepAlive(a, out);
  }

  @Override
  protected void scatterAddColumns(INDArray a, IndexMap map, INDArray out, int rows) {
    loops.scatterAddColumns(a, map, out, rows);
    keepAlive(a, out);
  }

  @Override
  protected void update(INDArray target, double keep, double factor, INDArray delta, int size) {
    loops.update(target, keep, factor, delta, size);
    keepAlive(target, delta);
  }

  /**
   * A loop or a native call holds addresses, which don't keep the memory of an unscoped tensor from
   * being freed; this call after it does. None is needed where it throws: then nothing reads on.
   */
  @SuppressWarnings("ReachabilityFenceUsage")
  private static void keepAlive(INDArray... arrays) {
    Reference.reachabilityFence(arrays);
  }

  // ---- fused forms ----

  /** One pass instead of ten calls, each of which would allocate. */
  @Override
  public LossAndGradient softmaxCrossEntropy(Tensor logits, int[] labels) {
    INDArray x = storage("softmaxCrossEntropy", logits);
    Shapes.labels("softmaxCrossEntropy", logits.shape(), labels);
    int rows = logits.shape().rows();
    int columns = logits.shape().columns();
    INDArray gradient = allocate(logits.shape().size());
    double loss = loops.softmaxCrossEntropy(x, labels, gradient, rows, columns);
    keepAlive(x, gradient);
    return new LossAndGradient(loss, result(logits.shape(), gradient));
  }
}
