package io.strategystreams.core.market;

import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The length of a prediction's bar as written in the contract: {@code 5min}, {@code 1h}, {@code
 * 1d}.
 */
public final class Granularity {
  private static final Pattern FORM = Pattern.compile("([1-9][0-9]{0,5})(s|min|h|d)");

  private Granularity() {}

  /**
   * @throws IllegalArgumentException if the text is no number followed by s, min, h or d
   */
  public static Duration parse(String text) {
    Matcher form = FORM.matcher(text);
    if (!form.matches()) {
      throw new IllegalArgumentException(
          "a granularity is a number and s, min, h or d, was " + text);
    }
    long count = Long.parseLong(form.group(1));
    return switch (form.group(2)) {
      case "s" -> Duration.ofSeconds(count);
      case "min" -> Duration.ofMinutes(count);
      case "h" -> Duration.ofHours(count);
      default -> Duration.ofDays(count);
    };
  }

  /** Whether the text parses. */
  public static boolean isValid(String text) {
    return FORM.matcher(text).matches();
  }
}
