package dev.gradus.benchmarks.jmh;

import dev.gradus.tensor.Tensor;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** Operands of one shape. */
@State(Scope.Benchmark)
public class Matrices {
  private static final int CLASSES = 10;

  /** Rows and columns. */
  @Param({"128x512", "1024x1024"})
  public String shape;

  Tensor a;
  Tensor b;
  Tensor row;
  Tensor logits;
  int[] labels;

  /**
   * Makes them.
   *
   * @param session the backend
   */
  @Setup
  public void create(Session session) {
    String[] extents = shape.split("x");
    int rows = Integer.parseInt(extents[0]);
    int columns = Integer.parseInt(extents[1]);
    a = session.uniform(rows, columns);
    b = session.uniform(rows, columns);
    row = session.uniform(columns);
    logits = session.uniform(rows, CLASSES);
    labels = new int[rows];
    for (int i = 0; i < rows; i++) {
      labels[i] = i % CLASSES;
    }
  }
}
