package io.strategystreams.topology;

import io.strategystreams.edge.ClockSkew;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;

/**
 * Whether wall clocks count. Live, the fan-out makes a tick every {@code tickInterval}, and a
 * record from the future is refused. In a replay all time comes from records.
 */
public final class ClockPolicy {
  private final Duration tickInterval;
  private final ClockSkew skew;

  private ClockPolicy(Duration tickInterval, ClockSkew skew) {
    this.tickInterval = tickInterval;
    this.skew = skew;
  }

  /**
   * @param maxSkew how far ahead of the clock a record may be stamped
   */
  public static ClockPolicy live(Duration tickInterval, Duration maxSkew) {
    return new ClockPolicy(
        Objects.requireNonNull(tickInterval, "tickInterval"), ClockSkew.atMost(maxSkew));
  }

  public static ClockPolicy replay() {
    return new ClockPolicy(null, ClockSkew.any());
  }

  /** How often the fan-out makes a tick; empty where ticks come from the topic {@code clock}. */
  Optional<Duration> tickInterval() {
    return Optional.ofNullable(tickInterval);
  }

  /** How far ahead of the clock a record may be. */
  ClockSkew skew() {
    return skew;
  }
}
