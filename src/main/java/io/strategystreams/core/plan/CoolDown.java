package io.strategystreams.core.plan;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

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
    return new CoolDown(abandoned + 1, now.plus(pause(abandoned, initial, longest)));
  }

  private static Duration pause(int before, Duration initial, Duration longest) {
    Duration pause = initial;
    for (int i = 0; i < before && pause.compareTo(longest) < 0; i++) {
      pause = pause.multipliedBy(2);
    }
    return pause.compareTo(longest) > 0 ? longest : pause;
  }

  /**
   * When the last plan was abandoned; empty without a pause. A plan that lowers risk waits for no
   * pause, but for a later instant than this: at the same one it would be answered the same.
   */
  public Optional<Instant> since(Duration initial, Duration longest) {
    return Optional.ofNullable(until)
        .map(end -> end.minus(pause(Math.max(0, abandoned - 1), initial, longest)));
  }

  /** Whether the pause still lasts. */
  public boolean isOn(Instant now) {
    return until != null && now.isBefore(until);
  }
}
