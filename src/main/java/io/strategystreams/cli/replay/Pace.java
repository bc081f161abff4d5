package io.strategystreams.cli.replay;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * How fast market time passes.
 *
 * @param lockStep whether each instant waits until all that follows from the one before has
 *     happened
 * @param speed market time over wall clock time; empty for as fast as brokers take it
 */
public record Pace(boolean lockStep, Optional<BigDecimal> speed) {
  private static final Pattern SPEED = Pattern.compile("([0-9]{1,9}(?:\\.[0-9]{1,6})?)x");

  /** The same orders on every run. */
  public static Pace inLockStep() {
    return new Pace(true, Optional.empty());
  }

  /**
   * In lock-step, but no faster than that.
   *
   * @param text such as {@code 1800x}
   * @throws IllegalArgumentException if it is not of that form
   */
  public static Pace inLockStepAtMost(String text) {
    return new Pace(true, Optional.of(times(text, "--at-most must be such as 1800x")));
  }

  /**
   * {@code 1000x} or {@code max}.
   *
   * @throws IllegalArgumentException if it is neither
   */
  public static Pace atSpeed(String text) {
    if (text.equals("max")) {
      return new Pace(false, Optional.empty());
    }
    return new Pace(false, Optional.of(times(text, "--speed must be max or such as 1000x")));
  }

  private static BigDecimal times(String text, String rule) {
    Matcher speed = SPEED.matcher(text);
    if (!speed.matches() || new BigDecimal(speed.group(1)).signum() == 0) {
      throw new IllegalArgumentException(rule + ", was " + text);
    }
    return new BigDecimal(speed.group(1));
  }

  /** How long after the first instant another one is due. */
  Duration due(Instant first, Instant instant) {
    return speed
        .map(
            times ->
                Duration.ofMillis(
                    BigDecimal.valueOf(Duration.between(first, instant).toMillis())
                        .divide(times, 0, RoundingMode.DOWN)
                        .longValueExact()))
        .orElse(Duration.ZERO);
  }
}
