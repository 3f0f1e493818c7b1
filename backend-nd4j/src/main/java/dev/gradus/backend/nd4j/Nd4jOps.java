package dev.gradus.backend.nd4j;

import dev.gradus.backend.Device;
import dev.gradus.backend.Workers;
import dev.gradus.backend.nd4j.OpenBlas.Matrix;
import dev.gradus.tensor.IndexMap;
import dev.gradus.tensor.KernelOps;
import dev.gradus.tensor.LossAndGradient;
import dev.gradus.tensor.Precision;
import dev.gradus.tensor.Shape;
import dev.gradus.tensor.Shapes;
import dev.gradus.tensor.Shapes.Broadcast;
import dev.gradus.tensor.Tensor;
import java.lang.ref.Reference;
import java.nio.Buffer;
import java.nio.DoubleBuffer;
import java.nio.FloatBuffer;

/**
 * The kernels on ND4J. Each tensor is one flat array outside of the Java heap; when its scope
 * closes, the next tensor of its size gets the memory. Where there is no scope, ND4J's own
 * reference queue gives it back.
 *
 * <p>Products, exponentials, logarithms and error functions are ND4J's, and so is arithmetic on
 * large arrays. The rest are {@link HostLoops}. On CUDA, arithmetic of every size stays on the
 * device, and a kernel that is a loop copies its arrays to the host and back.
 */
final class Nd4jOps extends KernelOps<NativeArray> {
  /** From this size on, ND4J's threads gain more than a call into it costs. */
  private static final int LARGE = 1 << 17;

  /** The most bytes of arrays kept to be used again. */
  private static final long STORE_BYTES = 64L << 20;

  private final Workers workers;
  private final SplitProduct products;
  private final int loopLimit;
  private final boolean direct;
  private final ArrayStore store;
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
    this.workers = new Workers("gradus-nd4j", threads);
    this.products = new SplitProduct(workers);
    this.loopLimit = loopLimit;
    this.direct = direct;
    this.store =
        new ArrayStore(
            size -> NativeArray.allocate(precision, size, direct), STORE_BYTES / precision.bytes());
    this.loops = loops(precision);
  }

  @SuppressWarnings("unchecked") // they meet the buffers of this instance alone: of its precision
  private static HostLoops<Buffer> loops(Precision precision) {
    HostLoops<?> loops = precision == Precision.F32 ? new FloatLoops() : new DoubleLoops();
    return (HostLoops<Buffer>) loops;
  }

  @Override
  public int threads() {
    return workers.threads();
  }

  /** The memory behind a tensor, for tests of its lifetime. */
  NativeArray array(Tensor t) {
    return storage("array", t);
  }

  // ---- what the loops see of an array ----

  /** Its memory, or a copy where the processor doesn't reach it. */
  private Buffer read(NativeArray a) {
    if (direct) {
      return a.numbers();
    }
    return precision() == Precision.F32
        ? FloatBuffer.wrap(a.floats())
        : DoubleBuffer.wrap(a.doubles());
  }

  /** A place for all of its numbers, to be handed to {@link #written}. */
  private Buffer blank(NativeArray out) {
    if (direct) {
      return out.numbers();
    }
    return precision() == Precision.F32
        ? FloatBuffer.allocate(out.size())
        : DoubleBuffer.allocate(out.size());
  }

  private void written(Buffer numbers, NativeArray out) {
    if (direct) {
      return;
    }
    if (numbers instanceof FloatBuffer single) {
      out.set(single.array());
    } else if (numbers instanceof DoubleBuffer wide) {
      out.set(wide.array());
    }
  }

  // ---- storage ----

  @Override
  public void close() {
    super.close();
    workers.close();
    store.close();
  }

  @Override
  protected NativeArray allocate(int size) {
    return store.take(size);
  }

  @Override
  protected void recycle(NativeArray storage) {
    store.give(storage);
  }

  @Override
  protected void store(float[] values, NativeArray out) {
    Buffer z = blank(out);
    loops.store(values, z);
    written(z, out);
  }

  @Override
  protected void store(double[] values, NativeArray out) {
    Buffer z = blank(out);
    loops.store(values, z);
    written(z, out);
  }

  @Override
  protected void load(NativeArray a, float[] out) {
    loops.load(read(a), out);
    keepAlive(a);
  }

  @Override
  protected void load(NativeArray a, double[] out) {
    loops.load(read(a), out);
    keepAlive(a);
  }

  @Override
  protected void fill(NativeArray out, double value, int size) {
    Buffer z = blank(out);
    loops.fill(z, value, size);
    written(z, out);
  }

  // ---- arithmetic ----

  @Override
  protected void matmul(
      NativeArray a,
      boolean transA,
      NativeArray b,
      boolean transB,
      NativeArray out,
      int m,
      int n,
      int k) {
    if (direct) {
      Matrix left = new Matrix(a.address(), 0, transA ? m : k, transA);
      Matrix right = new Matrix(b.address(), 0, transB ? k : n, transB);
      products.multiply(left, right, 0, new Matrix(out.address(), 0, n, false), m, n, k);
    } else {
      natives.matmul(a, transA, b, transB, out, m, n, k);
    }
    keepAlive(a, b, out);
  }

  @Override
  protected void unary(Unary function, double c, NativeArray a, NativeArray out, int size) {
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
      NativeArray a,
      NativeArray b,
      Broadcast broadcast,
      NativeArray out,
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
      NativeArray c,
      NativeArray a,
      NativeArray b,
      Broadcast broadcast,
      NativeArray out,
      int rows,
      int columns) {
    Buffer z = blank(out);
    loops.select(read(c), read(a), read(b), broadcast, z, rows, columns);
    written(z, out);
    keepAlive(c, a, b, out);
  }

  @Override
  protected void columnSums(NativeArray a, NativeArray out, int rows, int columns) {
    Buffer z = blank(out);
    loops.columnSums(read(a), z, rows, columns);
    written(z, out);
    keepAlive(a, out);
  }

  @Override
  protected void rowSums(NativeArray a, NativeArray out, int rows, int columns) {
    Buffer z = blank(out);
    loops.rowSums(read(a), z, rows, columns);
    written(z, out);
    keepAlive(a, out);
  }

  @Override
  protected void rowMaxima(NativeArray a, NativeArray out, int rows, int columns) {
    Buffer z = blank(out);
    loops.rowMaxima(read(a), z, rows, columns);
    written(z, out);
    keepAlive(a, out);
  }

  @Override
  protected void rowArgMax(NativeArray a, int[] out, int rows, int columns) {
    loops.rowArgMax(read(a), out, rows, columns);
    keepAlive(a);
  }

  @Override
  protected void gatherRows(NativeArray a, int[] rows, NativeArray out, int columns) {
    Buffer z = blank(out);
    loops.gatherRows(read(a), rows, z, columns);
    written(z, out);
    keepAlive(a, out);
  }

  @Override
  protected void scatterAddRows(
      NativeArray a, int[] rows, NativeArray out, int rowCount, int columns) {
    Buffer z = blank(out);
    loops.scatterAddRows(read(a), rows, z, rowCount, columns);
    written(z, out);
    keepAlive(a, out);
  }

  @Override
  protected void gatherColumns(NativeArray a, IndexMap map, NativeArray out, int rows) {
    Buffer z = blank(out);
    loops.gatherColumns(read(a), map, z, rows);
    written(z, out);
    keepAlive(a, out);
  }

  @Override
  protected void scatterAddColumns(NativeArray a, IndexMap map, NativeArray out, int rows) {
    Buffer z = blank(out);
    loops.scatterAddColumns(read(a), map, z, rows);
    written(z, out);
    keepAlive(a, out);
  }

  @Override
  protected void update(
      NativeArray target, double keep, double factor, NativeArray delta, int size) {
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
  private static void keepAlive(NativeArray... arrays) {
    Reference.reachabilityFence(arrays);
  }

  // ---- fused forms ----

  /** The bias is laid into the result, to which OpenBLAS adds the product. */
  @Override
  public Tensor affine(Tensor x, Tensor w, Tensor b) {
    if (!direct) {
      return super.affine(x, w, b);
    }
    NativeArray in = storage("affine", x);
    NativeArray weights = storage("affine", w);
    NativeArray bias = storage("affine", b);
    Shape shape = Shapes.affine(x.shape(), w.shape(), b.shape());
    int rows = shape.rows();
    int columns = shape.columns();
    NativeArray out = allocate(shape.size());
    loops.gatherRows(bias.numbers(), new int[rows], out.numbers(), columns);
    int inner = x.shape().columns();
    products.multiply(
        new Matrix(in.address(), 0, inner, false),
        new Matrix(weights.address(), 0, inner, true),
        1,
        new Matrix(out.address(), 0, columns, false),
        rows,
        columns,
        inner);
    keepAlive(in, weights, bias, out);
    return result(shape, out);
  }

  /** One pass instead of ten calls, each of which would allocate. */
  @Override
  public LossAndGradient softmaxCrossEntropy(Tensor logits, int[] labels) {
    NativeArray x = storage("softmaxCrossEntropy", logits);
    Shapes.labels("softmaxCrossEntropy", logits.shape(), labels);
    int rows = logits.shape().rows();
    int columns = logits.shape().columns();
    NativeArray gradient = allocate(logits.shape().size());
    Buffer z = blank(gradient);
    double loss = loops.softmaxCrossEntropy(read(x), labels, z, rows, columns);
    written(z, gradient);
    keepAlive(x, gradient);
    return new LossAndGradient(loss, result(logits.shape(), gradient));
  }
}
