package io.strategystreams.operate;

import io.strategystreams.events.StrategyConfig;
import java.time.Instant;
import java.util.List;

/**
 * What applying does to one strategy.
 *
 * @param from the version before, 0 for none or where it is not known
 * @param to the version after
 * @param keys what changes, in the order of the file; empty for a strategy that is new
 */
public record ConfigChange(
    Kind kind,
    String strategyId,
    String mode,
    long from,
    long to,
    long incarnation,
    String yaml,
    List<KeyChange> keys) {
  public ConfigChange {
    keys = List.copyOf(keys);
  }

  /** How a strategy's configuration relates to the one published. */
  public enum Kind {
    /** The strategy had none. */
    NEW,
    /** It differs. */
    CHANGED,
    /** It says the same and is not published again. */
    UNCHANGED,
    /** A tombstone retired it, and it comes back. */
    REVIVED
  }

  /**
   * A key's values before and after.
   *
   * @param before null where the key was not written
   * @param after null where the key is no longer written
   */
  public record KeyChange(String key, String before, String after) {
    @Override
    public String toString() {
      return key
          + ": "
          + (before == null ? "(not set)" : before)
          + " → "
          + (after == null ? "(not set)" : after);
    }
  }

  /** Whether there is anything to publish. */
  public boolean isPublished() {
    return kind != Kind.UNCHANGED;
  }

  /** The event that carries it. */
  public StrategyConfig event(Instant at) {
    return StrategyConfig.newBuilder()
        .setStrategyId(strategyId)
        .setMode(mode)
        .setVersion(to)
        .setIncarnation(incarnation)
        .setYaml(yaml)
        .setEventTime(at)
        .build();
  }
}
