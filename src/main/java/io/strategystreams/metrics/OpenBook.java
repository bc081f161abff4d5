package io.strategystreams.metrics;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;

/**
 * A neutral book that lies unhedged. Immutable.
 *
 * @param asset unit of {@code open}
 * @param open what it is long more than it is short (negative: less)
 * @param since event time of the first exposure that showed it so, of those this process read
 * @param at event time of the last
 */
public record OpenBook(
    String strategyId, String mode, String asset, BigDecimal open, Instant since, Instant at) {

  /** As an exposure shows it. */
  public static OpenBook of(
      String strategyId, String mode, String asset, BigDecimal open, Instant at) {
    return new OpenBook(strategyId, mode, asset, open, at, at);
  }

  /** The same book as it was shown after. */
  OpenBook then(OpenBook later) {
    return new OpenBook(strategyId, later.mode, later.asset, later.open, since, later.at);
  }

  /** For how long exposures have shown it so. */
  Duration lasted() {
    return Duration.between(since, at);
  }
}
