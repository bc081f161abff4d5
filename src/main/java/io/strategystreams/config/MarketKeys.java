package io.strategystreams.config;

import java.math.BigDecimal;
import java.util.List;

/** The keys of each market in {@code configs/markets.yaml}. */
public final class MarketKeys {
  /** What a market must be called. */
  public static final TextType NAME =
      TextType.matching(
          "[a-z0-9_]+:(?:Spot:[A-Za-z0-9]+/[A-Za-z0-9]+|Perp:[A-Za-z0-9]+)",
          "a market: venue:Spot:BASE/QUOTE or venue:Perp:BASEQUOTE");

  public static final Key.Single<BigDecimal> LOT =
      Key.required(
          "lot",
          DecimalType.aboveUpTo("0", "1000000"),
          "Smallest step of an order's quantity, in units of the base asset.");

  public static final Key.Single<BigDecimal> MIN_NOTIONAL =
      Key.required(
          "min_notional",
          DecimalType.within("0", "1000000"),
          "Smallest order the venue accepts, in units of the quote asset.");

  public static final Key.Single<BigDecimal> TAKER_FEE =
      Key.required(
          "taker_fee",
          DecimalType.fromBelow("0", "1"),
          "Fee of an order that trades at once, as a fraction of its notional.");

  private static final List<Key<?>> ALL = List.of(LOT, MIN_NOTIONAL, TAKER_FEE);

  private MarketKeys() {}

  public static List<Key<?>> all() {
    return ALL;
  }
}
