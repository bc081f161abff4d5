package io.strategystreams.operate;

import io.strategystreams.events.StrategyConfig;
import java.util.Objects;

/**
 * What the topic {@code strategy-configs} says of a strategy.
 *
 * @param config the configuration in force, or the last one known before the tombstone; null where
 *     the topic no longer tells it
 * @param retired whether a tombstone came after it
 * @param place {@code topic-partition@offset} of the record that says so
 */
public record PublishedConfig(
    String strategyId, StrategyConfig config, boolean retired, String place) {
  public PublishedConfig {
    Objects.requireNonNull(strategyId, "strategyId");
    Objects.requireNonNull(place, "place");
  }

  /** Whether a strategy runs under it, halted or not. */
  public boolean isInForce() {
    return config != null && !retired;
  }
}
