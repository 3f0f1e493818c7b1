package dev.gradus.backend.nd4j;

import dev.gradus.tensor.Precision;
import java.nio.Buffer;
import org.bytedeco.javacpp.Pointer;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * The memory of one tensor: a flat array of ND4J's, with its address and a view of its numbers,
 * which would cost a call into native code each time they are asked for.
 *
 * @param array owns the memory
 * @param size elements
 * @param address null where the processor doesn't reach it
 * @param numbers null where the processor doesn't reach them
 */
record NativeArray(INDArray array, int size, Pointer address, Buffer numbers) {
  /**
   * New memory with any content.
   *
   * @param direct whether the processor reaches it
   */
  static NativeArray allocate(Precision precision, int size, boolean direct) {
    DataType type = precision == Precision.F32 ? DataType.FLOAT : DataType.DOUBLE;
    INDArray array = Nd4j.createUninitializedDetached(type, 'c', size);
    if (!direct) {
      return new NativeArray(array, size, null, null);
    }
    Pointer address = array.data().pointer();
    return new NativeArray(array, size, address, address.asBuffer());
  }

  /** Gives the memory back; nothing may use it any more. */
  void free() {
    array.close();
  }

  boolean isFreed() {
    return array.wasClosed();
  }

  /** A copy of the numbers, from wherever they are. */
  float[] floats() {
    return array.data().asFloat();
  }

  /** A copy of the numbers, from wherever they are. */
  double[] doubles() {
    return array.data().asDouble();
  }

  /** Copies numbers to wherever they are. */
  void set(float[] values) {
    array.data().setData(values);
  }

  /** Copies numbers to wherever they are. */
  void set(double[] values) {
    array.data().setData(values);
  }
}
