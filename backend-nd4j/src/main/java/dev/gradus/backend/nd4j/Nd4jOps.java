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
import java.nio.Buffer;
import java.nio.DoubleBuffer;
import java.nio.FloatBuffer;
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
  private final boolean direct;
  private final HostLoops<Buffer> loops;
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
    this.direct = direct;
    this.loops = loops(precision);
  }

  @SuppressWarnings("unchecked") // they meet the buffers of this instance alone: of its precision
  private static HostLoops<Buffer> loops(Precision precision) {
    HostLoops<?> loops = precision == Precision.F32 ? new FloatLoops() : new DoubleLoops();
    return (HostLoops<Buffer>) loops;
  }

  @Override
  public int threads() {
    return threads;
  }

  /** The memory behind a tensor, for tests of its lifetime. */
  INDArray array(Tensor t) {
    return storage("array", t);
  }

  // ---- what the loops see of an array ----

  /** Its memory, or a copy where the processor doesn't reach it. */
  private Buffer read(INDArray a) {
    if (direct) {
      return a.data().pointer().asBuffer();
    }
    return precision() == Precision.F32
        ? FloatBuffer.wrap(a.data().asFloat())
        : DoubleBuffer.wrap(a.data().asDouble());
  }

  /** A place for all of its numbers, to be handed to {@link #written}. */
  private Buffer blank(INDArray out) {
    if (direct) {
      return out.data().pointer().asBuffer();
    }
    int size = (int) out.length();
    return precision() == Precision.F32 ? FloatBuffer.allocate(size) : DoubleBuffer.allocate(size);
  }

  private void written(Buffer numbers, INDArray out) {
    if (direct) {
      return;
    }
    if (numbers instanceof FloatBuffer single) {
      out.data().setData(single.array());
    } else if (numbers instanceof DoubleBuffer wide) {
      out.data().setData(wide.array());
    }
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
    Buffer z = blank(out);
    loops.store(values, z);
    written(z, out);
  }

  @Override
  protected void store(double[] values, INDArray out) {
    Buffer z = blank(out);
    loops.store(values, z);
    written(z, out);
  }

  @Override
  protected void load(INDArray a, float[] out) {
    loops.load(read(a), out);
    keepAlive(a);
  }

  @Override
  protected void load(INDArray a, double[] out) {
    loops.load(read(a), out);
    keepAlive(a);
  }

  @Override
  protected void fill(INDArray out, double value, int size) {
    Buffer z = blank(out);
    loops.fill(z, value, size);
    written(z, out);
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
      Buffer z = blank(out);
      loops.unary(function, c, read(a), z, size);
      written(z, out);
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
      Buffer z = blank(out);
      loops.binary(function, read(a), read(b), broadcast, z, rows, columns);
      written(z, out);
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
    Buffer z = blank(out);
    loops.select(read(c), read(a), read(b), broadcast, z, rows, columns);
    written(z, out);
    keepAlive(c, a, b, out);
  }

  @Override
  protected void columnSums(INDArray a, INDArray out, int rows, int columns) {
    Buffer z = blank(out);
    loops.columnSums(read(a), z, rows, columns);
    written(z, out);
    keepAlive(a, out);
  }

  @Override
  protected void rowSums(INDArray a, INDArray out, int rows, int columns) {
    Buffer z = blank(out);
    loops.rowSums(read(a), z, rows, columns);
    written(z, out);
    keepAlive(a, out);
  }

  @Override
  protected void rowMaxima(INDArray a, INDArray out, int rows, int columns) {
    Buffer z = blank(out);
    loops.rowMaxima(read(a), z, rows, columns);
    written(z, out);
    keepAlive(a, out);
  }

  @Override
  protected void rowArgMax(INDArray a, int[] out, int rows, int columns) {
    loops.rowArgMax(read(a), out, rows, columns);
    keepAlive(a);
  }

  @Override
  protected void gatherRows(INDArray a, int[] rows, INDArray out, int columns) {
    Buffer z = blank(out);
    loops.gatherRows(read(a), rows, z, columns);
    written(z, out);
    keepAlive(a, out);
  }

  @Override
  protected void scatterAddRows(INDArray a, int[] rows, INDArray out, int rowCount, int columns) {
    Buffer z = blank(out);
    loops.scatterAddRows(read(a), rows, z, rowCount, columns);
    written(z, out);
    keepAlive(a, out);
  }

  @Override
  protected void gatherColumns(INDArray a, IndexMap map, INDArray out, int rows) {
    Buffer z = blank(out);
    loops.gatherColumns(read(a), map, z, rows);
    written(z, out);
    keepAlive(a, out);
  }

  @Override
  protected void scatterAddColumns(INDArray a, IndexMap map, INDArray out, int rows) {
    Buffer z = blank(out);
    loops.scatterAddColumns(read(a), map, z, rows);
    written(z, out);
    keepAlive(a, out);
  }

  @Override
  protected void update(INDArray target, double keep, double factor, INDArray delta, int size) {
    Buffer t = read(target);
    loops.update(t, keep, factor, read(delta), size);
    written(t, target);
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
    Buffer z = blank(gradient);
    double loss = loops.softmaxCrossEntropy(read(x), labels, z, rows, columns);
    written(z, gradient);
    keepAlive(x, gradient);
    return new LossAndGradient(loss, result(logits.shape(), gradient));
  }
}
