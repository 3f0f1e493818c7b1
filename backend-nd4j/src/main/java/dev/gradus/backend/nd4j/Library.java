package dev.gradus.backend.nd4j;

import dev.gradus.backend.Device;

/** ND4J's two native libraries, by name only: nothing here loads a class of ND4J. */
enum Library {
  CPU(
      Device.CPU,
      "org.nd4j.linalg.cpu.nativecpu.CpuBackend",
      "no CPU backend on the class path; add org.nd4j:nd4j-native:1.0.0-M2.1,"
          + " build with mvn without -Pcuda, or choose --device cuda",
      "delete ~/.javacpp/cache if a download or disk was cut short, or choose --backend vector"),
  CUDA(
      Device.CUDA,
      "org.nd4j.linalg.jcublas.JCublasBackend",
      "no CUDA backend on the class path; build with mvn -Pcuda, or choose --device cpu",
      "check with nvidia-smi that a device and its driver are there and that CUDA 11.6 is"
          + " installed, or build with mvn without -Pcuda and choose --device cpu");

  private final Device device;
  private final String backendClass;
  private final String whenMissing;
  private final String whenBroken;

  Library(Device device, String backendClass, String whenMissing, String whenBroken) {
    this.device = device;
    this.backendClass = backendClass;
    this.whenMissing = whenMissing;
    this.whenBroken = whenBroken;
  }

  Device device() {
    return device;
  }

  String backendClass() {
    return backendClass;
  }

  /** Reason and remedy where the class path lacks it. */
  String whenMissing() {
    return whenMissing;
  }

  /** The remedy where it is there and doesn't load. */
  String whenBroken() {
    return whenBroken;
  }

  /** Where the jar of the processor's library keeps its binding for a platform. */
  static String bindings(String platform) {
    String file =
        platform.startsWith("windows")
            ? "jnind4jcpu.dll"
            : platform.startsWith("macosx") ? "libjnind4jcpu.dylib" : "libjnind4jcpu.so";
    return "org/nd4j/linalg/cpu/nativecpu/bindings/" + platform + "/" + file;
  }
}
