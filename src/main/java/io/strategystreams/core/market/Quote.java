package io.strategystreams.core.market;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;

/**
 * The last price of a market.
 *
 * @param price quote units per base unit, positive
 * @param bid quote units per base unit, null where unknown; only checked, never traded on
 * @param ask as {@code bid}
 * @param fundingRate fraction of notional per 8 hours, null but for perps; positive: longs pay
 *     shorts
 * @param eventTime when the price was known
 */
public record Quote(
    Market market,
    BigDecimal price,
    BigDecimal bid,
    BigDecimal ask,
    Double fundingRate,
    Instant eventTime) {
  public Quote {
    Objects.requireNonNull(market, "market");
    Objects.requireNonNull(eventTime, "eventTime");
    if (price == null || price.signum() <= 0) {
      throw new IllegalArgumentException(
          "the price of " + market + " must be positive, was " + price);
    }
  }

  public static Quote of(Market market, BigDecimal price, Instant eventTime) {
    return new Quote(market, price, null, null, null, eventTime);
  }

  /** Whether bid and ask are both known (not null) and the bid is above the ask. */
  public static boolean areCrossed(BigDecimal bid, BigDecimal ask) {
    return bid != null && ask != null && bid.compareTo(ask) > 0;
  }

  /** As {@link #areCrossed}. */
  public boolean isCrossed() {
    return areCrossed(bid, ask);
  }

  public Optional<Double> funding() {
    return Optional.ofNullable(fundingRate);
  }

  /** The same at another time. */
  public Quote at(Instant other) {
    return new Quote(market, price, bid, ask, fundingRate, other);
  }
}
