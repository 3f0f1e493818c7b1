package dev.gradus.benchmarks.section;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** How much memory a process holds, as Linux counts it; elsewhere unknown. */
public final class ProcessMemory {
  private static final String PEAK = "VmHWM:";
  private static final double KIBIBYTES_IN_A_MEGABYTE = 1e3 * 1e3 / 1024;

  private final Path status;

  private ProcessMemory(Path status) {
    this.status = status;
  }

  static ProcessMemory of(long pid) {
    return new ProcessMemory(Path.of("/proc/" + pid + "/status"));
  }

  /**
   * Of the process that asks.
   *
   * @return its memory
   */
  public static ProcessMemory ofThisProcess() {
    return of(ProcessHandle.current().pid());
  }

  /**
   * The most it has held so far.
   *
   * @return in MB; 0 where that is unknown
   */
  public double peakMegabytes() {
    try {
      for (String line : Files.readAllLines(status)) {
        if (line.startsWith(PEAK)) {
          return Double.parseDouble(line.replaceAll("\\D", "")) / KIBIBYTES_IN_A_MEGABYTE;
        }
      }
    } catch (IOException e) {
      return 0; // it has ended, or this is no Linux
    }
    return 0;
  }
}
