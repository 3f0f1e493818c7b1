package dev.gradus.benchmarks.section;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** How much memory a process holds, as Linux counts it; elsewhere unknown. */
public final class ProcessMemory {
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
    return megabytes("VmHWM:");
  }

  /**
   * What it holds for itself: heap, code, stacks.
   *
   * @return in MB; 0 where that is unknown
   */
  public double ownMegabytes() {
    return megabytes("RssAnon:");
  }

  /**
   * The pages of files that it holds, which the system drops when it needs room.
   *
   * @return in MB; 0 where that is unknown
   */
  public double fileMegabytes() {
    return megabytes("RssFile:");
  }

  private double megabytes(String key) {
    try {
      for (String line : Files.readAllLines(status)) {
        if (line.startsWith(key)) {
          return Double.parseDouble(line.replaceAll("\\D", "")) / KIBIBYTES_IN_A_MEGABYTE;
        }
      }
    } catch (IOException e) {
      return 0; // it has ended, or this is no Linux
    }
    return 0;
  }
}
