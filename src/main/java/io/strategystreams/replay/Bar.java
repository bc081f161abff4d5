package io.strategystreams.replay;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.time.Instant;

/**
 * An hourly bar, prices in quote units.
 *
 * @param begins when; it is known at {@link #knownAt()}
 */
record Bar(Instant begins, BigDecimal open, BigDecimal high, BigDecimal low, BigDecimal close) {
  static final Duration LENGTH = Duration.ofHours(1);

  Instant knownAt() {
    return begins.plus(LENGTH);
  }

  /** The same in other units: every price times {@code factor}, rounded. */
  Bar times(BigDecimal factor, int decimals) {
    return new Bar(
        begins,
        rounded(open.multiply(factor), decimals),
        rounded(high.multiply(factor), decimals),
        rounded(low.multiply(factor), decimals),
        rounded(close.multiply(factor), decimals));
  }

  private static BigDecimal rounded(BigDecimal value, int decimals) {
    return value.setScale(decimals, RoundingMode.HALF_EVEN);
  }
}
