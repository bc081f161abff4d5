package io.strategystreams.topology;

import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;

/**
 * Whether wall clocks count. Live, the fan-out makes a tick every {@code tickInterval}, and a
 * record from the future is refused. In a replay all time comes from records.
 */
public final class ClockPolicy {
  private final Duration tickInterval;
  private final Duration maxSkew;

  private ClockPolicy(Duration tickInterval, Duration maxSkew) {
    this.tickInterval = tickInterval;
    this.maxSkew = maxSkew;
  }

  /**
   * @param maxSkew how far ahead of the clock a record may be stamped
   */
  public static ClockPolicy live(Duration tickInterval, Duration maxSkew) {
    return new ClockPolicy(
        Objects.requireNonNull(tickInterval, "tickInterval"),
        Objects.requireNonNull(maxSkew, "maxSkew"));
  }

  public static ClockPolicy replay() {
    return new ClockPolicy(null, null);
  }

  /** How often the fan-out makes a tick; empty where ticks come from the topic {@code clock}. */
  Optional<Duration> tickInterval() {
    return Optional.ofNullable(tickInterval);
  }

  /** Whether a time is further ahead of the clock than is allowed. */
  boolean isAhead(long timestamp, long clock) {
    return maxSkew != null && timestamp - clock > maxSkew.toMillis();
  }

  /** What is wrong with a time that is ahead. */
  String said(long timestamp, long clock) {
    return "must be at most "
        + maxSkew
        + " ahead of the clock "
        + Instant.ofEpochMilli(clock)
        + " (max_clock_skew), was "
        + Instant.ofEpochMilli(timestamp);
  }
}
