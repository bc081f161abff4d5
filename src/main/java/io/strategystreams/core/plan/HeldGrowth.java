package io.strategystreams.core.plan;

import java.time.Instant;
import java.util.Objects;

/**
 * How long a strategy must not grow because what became of an order is in doubt. Immutable.
 *
 * @param until when the order can do nothing more and its effect shows
 * @param why which order, and what was reported of it
 */
public record HeldGrowth(Instant until, String why) {
  public HeldGrowth {
    Objects.requireNonNull(until, "until");
    Objects.requireNonNull(why, "why");
  }

  /** The one that lasts longer. */
  public static HeldGrowth longer(HeldGrowth one, HeldGrowth other) {
    return one == null || other.until.isAfter(one.until) ? other : one;
  }

  public boolean isOn(Instant now) {
    return now.isBefore(until);
  }
}
