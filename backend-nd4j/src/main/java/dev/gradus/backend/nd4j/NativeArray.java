package dev.gradus.backend.nd4j;

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
  static NativeArray allocate(DataType type, int size, boolean direct) {
    INDArray array = Nd4j.createUninitializedDetached(type, 'c', size);
    if (!direct) {
      return new NativeArray(array, size, null, null);
    }
    Pointer address = array.data().pointer();
    return new NativeArray(array, size, address, address.asBuffer());
  }
}
