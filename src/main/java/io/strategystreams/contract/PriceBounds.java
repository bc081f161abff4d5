package io.strategystreams.contract;

import io.strategystreams.core.market.Market;
import io.strategystreams.core.market.Venue;
import io.strategystreams.core.money.Token;
import java.math.BigDecimal;

/**
 * Between what a market's prices are plausible. What lies outside comes of a wrong unit or a wrong
 * source, and every value that is computed from it would be as wrong.
 */
record PriceBounds(BigDecimal least, BigDecimal most) {
  private static final PriceBounds EXCHANGE = of("0.000000001", "1000000000");

  /** A liquid staking token in WETH, by its protocol or on the DEX. */
  private static final PriceBounds STAKED = of("0.01", "100");

  /** An index of interest, 1 where a loan began. */
  private static final PriceBounds INDEX = of("0.01", "10000");

  /** ETH for a unit of gas: from a millionth of a gwei to a million gwei. */
  private static final PriceBounds GAS = of("0.000000000000001", "0.001");

  private static PriceBounds of(String least, String most) {
    return new PriceBounds(new BigDecimal(least), new BigDecimal(most));
  }

  static PriceBounds of(Market market) {
    return switch (market.kind()) {
      case PERP -> EXCHANGE;
      case SPOT -> market.symbol().endsWith("/" + Token.WETH) ? STAKED : EXCHANGE;
      case RATE ->
          market.venue().equals(Venue.WALLET)
              ? GAS
              : market.venue().equals(Venue.AAVE) ? INDEX : STAKED;
    };
  }

  boolean contain(BigDecimal price) {
    return price.compareTo(least) >= 0 && price.compareTo(most) <= 0;
  }
}
