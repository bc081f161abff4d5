package io.strategystreams.core.plan;

import java.time.Duration;
import java.time.Instant;

/**
 * The pause after abandoned plans: it doubles with each until one completes. Immutable.
 *
 * @param abandoned plans abandoned since the last one that completed
 * @param until the pause ends then; null where there is none
 */
public record CoolDown(int abandoned, Instant until) {
  public static final CoolDown NONE = new CoolDown(0, null);

  /** After one more abandoned plan: {@code initial · 2^abandoned}, at most {@code longest}. */
  public CoolDown afterAbandoned(Instant now, Duration initial, Duration longest) {
    Duration pause = initial;
    for (int i = 0; i < abandoned && pause.compareTo(longest) < 0; i++) {
      pause = pause.multipliedBy(2);
    }
    if (pause.compareTo(longest) > 0) {
      pause = longest;
    }
    return new CoolDown(abandoned + 1, now.plus(pause));
  }

  /** Whether the pause still lasts. */
  public boolean isOn(Instant now) {
    return until != null && now.isBefore(until);
  }
}
