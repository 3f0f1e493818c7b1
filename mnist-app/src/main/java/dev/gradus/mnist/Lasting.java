package dev.gradus.mnist;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Options whose value is a time, such as {@code 90s}, {@code 10m} or {@code 1.5h}. */
final class Lasting implements ITypeConverter<Duration> {
  private static final Pattern FORM = Pattern.compile("(\\d{1,9}(?:\\.\\d{1,9})?)(ms|s|m|h)");
  private static final Map<String, Long> MILLIS =
      Map.of("ms", 1L, "s", 1_000L, "m", 60_000L, "h", 3_600_000L);

  @Override
  public Duration convert(String text) {
    Matcher matcher = FORM.matcher(text.strip());
    if (matcher.matches()) {
      long millis =
          new BigDecimal(matcher.group(1))
              .multiply(BigDecimal.valueOf(MILLIS.get(matcher.group(2))))
              .longValue();
      if (millis > 0) {
        return Duration.ofMillis(millis);
      }
    }
    throw new TypeConversionException(
        "expected a time such as 90s, 10m or 1.5h, got '" + text + "'");
  }

  /** A time in the form that {@link #convert} reads. */
  static String text(Duration time) {
    return time.toMillis() % 1_000 == 0 ? time.toSeconds() + "s" : time.toMillis() + "ms";
  }
}
