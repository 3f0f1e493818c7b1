package dev.gradus.mnist;

import java.time.Duration;
import java.time.Instant;
import me.tongfei.progressbar.ProgressBarRenderer;
import me.tongfei.progressbar.ProgressState;

/**
 * Draws progress in one line: {@code training 45% ██████▌ loss 0.1234 0:12 left}. The bar gets what
 * room the words leave.
 */
final class BarRenderer implements ProgressBarRenderer {
  private static final String EIGHTHS = " ▏▎▍▌▋▊▉";
  private static final int LONGEST_BAR = 40;
  private static final int SECONDS_IN_MINUTE = 60;

  @Override
  public String render(ProgressState progress, int maxLength) {
    double share = progress.getMax() > 0 ? (double) progress.getCurrent() / progress.getMax() : 0;
    String before = Text.format("%s %3.0f%% ", progress.getTaskName(), Math.floor(100 * share));
    String after = "  " + message(progress) + remaining(progress, share);
    int room = Math.min(LONGEST_BAR, maxLength - before.length() - after.length());
    String line = before + (room > 0 ? bar(share, room) : "") + after;
    return line.length() <= maxLength ? line : line.substring(0, maxLength);
  }

  private static String message(ProgressState progress) {
    String message = progress.getExtraMessage();
    return message == null || message.isEmpty() ? "" : message + " ";
  }

  private static String remaining(ProgressState progress, double share) {
    if (share == 0) {
      return "";
    }
    double elapsed = Duration.between(progress.getStartInstant(), Instant.now()).toMillis() * 1e-3;
    long seconds = Math.round(elapsed * (1 - share) / share);
    String time = Text.format("%d:%02d", seconds / SECONDS_IN_MINUTE, seconds % SECONDS_IN_MINUTE);
    return Text.format("%6s left", time);
  }

  /** A bar of characters that are filled by eighths. */
  static String bar(double share, int length) {
    int filled = (int) (Math.min(1, share) * length * EIGHTHS.length());
    int full = filled / EIGHTHS.length();
    String bar = "█".repeat(full);
    return full == length
        ? bar
        : bar + EIGHTHS.charAt(filled % EIGHTHS.length()) + " ".repeat(length - full - 1);
  }
}
