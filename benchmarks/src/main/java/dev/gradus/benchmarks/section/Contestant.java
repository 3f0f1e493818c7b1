package dev.gradus.benchmarks.section;

import java.util.ArrayList;
import java.util.List;

/**
 * Who runs a workload.
 *
 * @param name as the tables show it
 * @param script the name that the scripts of the other libraries have for it; a backend's name for
 *     Gradus itself
 * @param gradus whether it is Gradus
 * @param workload W1 to W5
 * @param threads how many it may use
 * @param everyRound false if it is so slow that once must do
 */
record Contestant(
    String name, String script, boolean gradus, String workload, int threads, boolean everyRound) {
  private static final String DL4J = "dl4j:linux-x86_64";
  private static final String NUMPY = "numpy:f32";
  private static final String EAGER = "pytorch:eager";

  private static Contestant gradus(String backend, String workload, int threads) {
    return new Contestant("Gradus " + backend, backend, true, workload, threads, true);
  }

  private static Contestant peer(String name, String script, String workload, int threads) {
    return new Contestant(name, script, false, workload, threads, true);
  }

  private static Contestant slow(String name, String script, String workload) {
    return new Contestant(name, script, false, workload, 1, false);
  }

  /** Those of a workload, in the order of running. */
  static List<Contestant> of(String workload, int threads) {
    List<Contestant> all = new ArrayList<>();
    all.add(gradus("vector", workload, 1));
    switch (workload) {
      case "W1" -> {
        if (threads > 1) {
          all.add(gradus("vector", workload, threads));
        }
        all.add(peer("NumPy", NUMPY, workload, 1));
        all.add(peer("PyTorch eager", EAGER, workload, 1));
        all.add(peer("DJL", "djl", workload, 1));
        all.add(gradus("nd4j", workload, 1));
        all.add(peer("DL4J", DL4J, workload, 1));
        all.add(new Contestant("Gradus ejml", "ejml", true, workload, 1, false));
        all.add(slow("EJML by hand", "ejml", workload));
      }
      case "W2" -> {
        all.add(peer("PyTorch eager", EAGER, workload, 1));
        if (threads > 1) {
          all.add(gradus("vector", workload, threads));
          all.add(peer("PyTorch eager", EAGER, workload, threads));
          all.add(peer("PyTorch compile", "pytorch:compile", workload, threads));
        }
      }
      case "W3" -> {
        all.add(peer("NumPy", NUMPY, workload, 1));
        all.add(peer("PyTorch eager", EAGER, workload, 1));
      }
      case "W4" -> {
        all.add(peer("ONNX Runtime", "onnxruntime", workload, 1));
        all.add(peer("PyTorch eager", EAGER, workload, 1));
      }
      default -> {
        all.add(peer("OpenBLAS in NumPy", NUMPY, workload, 1));
        all.add(peer("PyTorch", EAGER, workload, 1));
        all.add(peer("ND4J", DL4J, workload, 1));
        all.add(slow("EJML", "ejml", workload));
      }
    }
    return all;
  }
}
