package io.strategystreams.replay;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;

/**
 * An hourly bar, prices in quote units.
 *
 * @param open when it begins; it is known at {@link #knownAt()}
 */
record Bar(Instant open, BigDecimal high, BigDecimal low, BigDecimal close) {
  static final Duration LENGTH = Duration.ofHours(1);

  Instant knownAt() {
    return open.plus(LENGTH);
  }
}
