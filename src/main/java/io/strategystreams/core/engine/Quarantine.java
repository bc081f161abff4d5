package io.strategystreams.core.engine;

import io.strategystreams.core.strategy.GrowthHold;
import io.strategystreams.core.strategy.Reason;
import java.time.Instant;
import java.util.Objects;

/**
 * The engine failed on a strategy: growth waits until an operator has looked and resumes it.
 *
 * @param since the strategy's time when it failed
 * @param cause what failed
 */
public record Quarantine(Instant since, String cause) {
  /** Kept in every state record of the strategy, so short. */
  private static final int MAX_CAUSE = 500;

  public Quarantine {
    Objects.requireNonNull(since, "since");
    Objects.requireNonNull(cause, "cause");
    cause = cause.length() <= MAX_CAUSE ? cause : cause.substring(0, MAX_CAUSE);
  }

  GrowthHold hold() {
    return new GrowthHold(
        Reason.QUARANTINED,
        "since " + since + ": " + cause + "; look at it, then: strategies resume");
  }
}
