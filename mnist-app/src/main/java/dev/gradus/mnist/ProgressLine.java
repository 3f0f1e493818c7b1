package dev.gradus.mnist;

import java.io.PrintStream;
import me.tongfei.progressbar.ProgressBarConsumer;

/**
 * A terminal whose last line shows progress, while lines of text scroll by above it. Thread-safe:
 * the progress bar draws on a thread of its own.
 */
final class ProgressLine implements ProgressBarConsumer {
  private static final String ERASE = "\r\u001b[K";

  private final PrintStream out;
  private final int columns;
  private String shown = "";

  ProgressLine(PrintStream out, int columns) {
    this.out = out;
    this.columns = columns;
  }

  @Override
  public int getMaxRenderedLength() {
    return columns - 1; // a line that fills the last column would wrap
  }

  @Override
  public synchronized void accept(String bar) {
    shown = bar.stripLeading();
    out.print(ERASE + shown);
    out.flush();
  }

  /** Adds a line of text above the progress. */
  synchronized void print(String line) {
    out.print(ERASE + line + System.lineSeparator() + shown);
    out.flush();
  }

  @Override
  public synchronized void clear() {
    shown = "";
    out.print(ERASE);
    out.flush();
  }

  @Override
  public void close() {
    clear();
  }
}
