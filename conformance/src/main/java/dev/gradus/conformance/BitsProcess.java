package dev.gradus.conformance;

import dev.gradus.conformance.Calls.Call;
import dev.gradus.tensor.Scope;
import dev.gradus.tensor.TensorOps;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.CRC32C;

/** The bits of every operation, as a fresh process tells them. */
final class BitsProcess {
  private BitsProcess() {}

  /**
   * Says the bits of all calls, each called once.
   *
   * @param arguments the backend's class, the precision, and m,n,k of each size
   */
  public static void main(String[] arguments) throws ReflectiveOperationException {
    int[][] sizes = new int[arguments.length - 2][];
    for (int i = 0; i < sizes.length; i++) {
      sizes[i] =
          java.util.Arrays.stream(arguments[i + 2].split(","))
              .mapToInt(Integer::parseInt)
              .toArray();
    }
    try (Subject subject = FreshProcess.open(arguments[0], arguments[1])) {
      bits(subject.ops(), sizes).forEach(FreshProcess::say);
    }
  }

  /** Starts one that computes at these sizes. */
  static FreshProcess start(Trial t, List<String> jvm, int[]... sizes) {
    String[] arguments = new String[sizes.length];
    java.util.Arrays.setAll(
        arguments, i -> "%d,%d,%d".formatted(sizes[i][0], sizes[i][1], sizes[i][2]));
    return FreshProcess.start(t, BitsProcess.class, jvm, arguments);
  }

  /** A line for each operation and size, which two processes can compare. */
  static List<String> bits(TensorOps ops, int[]... sizes) {
    List<String> lines = new ArrayList<>();
    for (int[] size : sizes) {
      for (Call call : Calls.of(size[0], size[1], size[2])) {
        try (Scope scope = ops.scope()) {
          double[] numbers = call.function().apply(ops, call.operands(ops));
          lines.add(
              "%s, m=%d, n=%d, k=%d: bits %s"
                  .formatted(call.name(), size[0], size[1], size[2], digest(numbers)));
        }
      }
    }
    return lines;
  }

  private static String digest(double[] numbers) {
    ByteBuffer bytes = ByteBuffer.allocate(numbers.length * Double.BYTES);
    bytes.asDoubleBuffer().put(numbers);
    CRC32C sum = new CRC32C();
    sum.update(bytes);
    return Long.toHexString(sum.getValue());
  }
}
