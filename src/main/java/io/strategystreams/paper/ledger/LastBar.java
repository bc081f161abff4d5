package io.strategystreams.paper.ledger;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.Objects;

/**
 * What is known last of a market.
 *
 * @param price quote units per base unit, positive
 * @param open first price since the bar before, null where unknown
 * @param high highest since the bar before, at or above {@code price}
 * @param low lowest since the bar before, at or below {@code price}
 * @param fundingRate fraction of notional per 8 hours, null where unknown; positive: longs pay
 * @param fundingHours from one funding to the next, counted from midnight UTC
 * @param endedAt when it was known
 */
public record LastBar(
    BigDecimal price,
    BigDecimal open,
    BigDecimal high,
    BigDecimal low,
    Double fundingRate,
    int fundingHours,
    Instant endedAt) {
  /** Hours that a funding rate is quoted for, and from one funding to the next by default. */
  public static final int QUOTED_HOURS = 8;

  public LastBar {
    Objects.requireNonNull(price, "price");
    Objects.requireNonNull(high, "high");
    Objects.requireNonNull(low, "low");
    Objects.requireNonNull(endedAt, "endedAt");
  }
}
