package io.strategystreams.paper.ledger;

import java.time.Duration;
import java.time.Instant;
import java.util.Objects;

/**
 * When the monitor publishes, by ticks alone. Time is cut into instants of one valuation interval.
 * The first tick within a new instant publishes risk; the next later tick publishes exposures.
 *
 * <p>So a replay that sends two ticks an instant gets risk on the first and exposures on the
 * second, with a rest between them; live, with a tick each second, exposures follow risk by a
 * second.
 *
 * @param valuation number of the latest instant, null before the first
 * @param riskAt the tick that published risk while exposures are owed, null if none are
 */
public record ValuationClock(Long valuation, Instant riskAt) {
  /** Before the first tick. */
  public static final ValuationClock START = new ValuationClock(null, null);

  /** What a tick publishes. */
  public enum Due {
    NOTHING,
    RISK,
    EXPOSURES
  }

  /** What the tick publishes, and this after it. */
  public record Step(Due due, ValuationClock next) {
    public Step {
      Objects.requireNonNull(due, "due");
      Objects.requireNonNull(next, "next");
    }
  }

  /** The beginning of the instant that a time lies in. */
  public static Instant beginning(Instant time, Duration interval) {
    long millis = interval.toMillis();
    return Instant.ofEpochMilli(Math.floorDiv(time.toEpochMilli(), millis) * millis);
  }

  public Step tick(Instant tick, Duration interval) {
    if (riskAt != null) {
      return tick.isAfter(riskAt)
          ? new Step(Due.EXPOSURES, new ValuationClock(valuation, null))
          : new Step(Due.NOTHING, this);
    }
    long instant = Math.floorDiv(tick.toEpochMilli(), interval.toMillis());
    return valuation == null || instant > valuation
        ? new Step(Due.RISK, new ValuationClock(instant, tick))
        : new Step(Due.NOTHING, this);
  }
}
