package io.strategystreams.paper.ledger;

import static io.strategystreams.core.money.Decimals.divide;

import io.strategystreams.core.market.Market;
import io.strategystreams.core.money.Token;
import java.math.BigDecimal;
import java.util.Optional;

/** The last price of each market, quote units per base unit. */
@FunctionalInterface
public interface Prices {
  /** Empty where the market never had a price. */
  Optional<BigDecimal> find(Market market);

  /**
   * @throws UnpricedMarketException if the market never had a price
   */
  default BigDecimal of(Market market) {
    return find(market).orElseThrow(() -> new UnpricedMarketException(market));
  }

  /**
   * Price of a pair at binance; a pair without a market of its own (EIGEN/ETH) is priced through
   * USDT.
   *
   * @return quote units per base unit, 60 significant digits
   * @throws UnpricedMarketException if neither way has prices
   */
  default BigDecimal spot(Token base, Token quote) {
    Optional<BigDecimal> own = find(Market.spot(base, quote));
    if (own.isPresent() || quote.equals(Token.USDT)) {
      return of(Market.spot(base, quote));
    }
    return divide(of(Market.spot(base, Token.USDT)), of(Market.spot(quote, Token.USDT)));
  }
}
