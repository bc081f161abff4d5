package io.strategystreams.core.market;

import java.math.BigDecimal;

/**
 * What a market lets one trade.
 *
 * @param lot smallest step of an order's quantity, in base units, positive
 * @param minNotional smallest order, in quote units, 0 where there is none
 * @param takerFee fraction of the notional
 */
public record MarketRules(BigDecimal lot, BigDecimal minNotional, BigDecimal takerFee) {
  public MarketRules {
    if (lot.signum() <= 0) {
      throw new IllegalArgumentException("lot must be positive, was " + lot.toPlainString());
    }
    if (minNotional.signum() < 0) {
      throw new IllegalArgumentException(
          "min notional must not be negative, was " + minNotional.toPlainString());
    }
    if (takerFee.signum() < 0 || takerFee.compareTo(BigDecimal.ONE) >= 0) {
      throw new IllegalArgumentException(
          "taker fee must be within 0..1, was " + takerFee.toPlainString());
    }
  }
}
