package dev.gradus.backend.nd4j;

import org.nd4j.common.config.ND4JSystemProperties;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.nativeblas.NativeOpsHolder;
import org.nd4j.nativeblas.Nd4jBlas;

/**
 * What this process has settled with ND4J: the library and its threads.
 *
 * <p>A static, because that is where ND4J itself keeps both ({@code Nd4j}, {@code
 * NativeOpsHolder}): an object per instance could not see that another one had already chosen.
 */
final class Nd4jProcess {
  private static Settled settled;

  private record Settled(Library library, int threads) {
    @Override
    public String toString() {
      return "device "
          + library.device()
          + " with "
          + threads
          + (threads == 1 ? " thread" : " threads");
    }
  }

  private Nd4jProcess() {}

  /**
   * Loads the library with these threads, or checks that it was loaded with the same.
   *
   * @throws IllegalStateException if it runs otherwise already, or does not load
   */
  static synchronized void enter(Library library, int threads) {
    Settled wanted = new Settled(library, threads);
    if (settled == null) {
      load(library);
      setThreads(library, threads);
      settled = wanted;
    } else if (!settled.equals(wanted)) {
      throw new IllegalStateException(
          "nd4j: this process already runs ND4J on %s, so it cannot run it on %s as well;"
                  .formatted(settled, wanted)
              + " ask for the same in every open, or start another process");
    }
  }

  /** What ND4J's arrays hold on the device, by its own count; 0 before the library has loaded. */
  static synchronized long bytes() {
    return settled == null ? 0 : Nd4j.getEnvironment().getDeviceCouner(0); // sic
  }

  private static void load(Library library) {
    if (System.getProperty(ND4JSystemProperties.LOG_INITIALIZATION) == null) {
      System.setProperty(ND4JSystemProperties.LOG_INITIALIZATION, "false");
    }
    String loaded;
    try {
      loaded = Nd4j.getBackend().getClass().getName();
      NativeOpsHolder.getInstance().getDeviceNativeOps();
    } catch (RuntimeException | LinkageError e) {
      throw new IllegalStateException(
          "nd4j: the library for device %s does not load: %s; %s"
              .formatted(library.device(), rootCause(e), library.whenBroken()),
          e);
    }
    if (!loaded.equals(library.backendClass())) {
      throw new IllegalStateException(
          "nd4j: device %s was asked for, but ND4J chose %s; leave only one of its backends on the"
                  .formatted(library.device(), loaded)
              + " class path");
    }
  }

  private static String rootCause(Throwable e) {
    Throwable cause = e;
    while (cause.getCause() != null) {
      cause = cause.getCause();
    }
    return cause.toString();
  }

  private static void setThreads(Library library, int threads) {
    NativeOpsHolder.getInstance().getDeviceNativeOps().setOmpNumThreads(threads);
    Nd4j.getEnvironment().setMaxMasterThreads(threads);
    Nd4j.getEnvironment().setMaxThreads(threads);
    if (Nd4j.factory().blas() instanceof Nd4jBlas blas) {
      blas.setMaxThreads(library == Library.CPU ? 1 : threads); // there SplitProduct splits
    }
  }
}
