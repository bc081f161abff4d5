package io.strategystreams.backtest;

import io.strategystreams.core.market.Market;
import io.strategystreams.core.money.Decimals;
import io.strategystreams.core.money.Token;
import io.strategystreams.paper.ledger.Prices;
import io.strategystreams.paper.ledger.Valuation;
import io.strategystreams.replay.MarketInstant;
import java.math.BigDecimal;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** The last price of each market of a replay. */
final class PriceBook implements Prices {
  private final Map<Market, BigDecimal> last = new HashMap<>();

  void take(MarketInstant instant) {
    instant.prices().forEach(one -> last.put(one.quote().market(), one.quote().price()));
  }

  @Override
  public Optional<BigDecimal> find(Market market) {
    return Optional.ofNullable(last.get(market));
  }

  /**
   * An amount of a token in another one, by binance's spot prices.
   *
   * @throws io.strategystreams.paper.ledger.UnpricedMarketException if one never had a price
   */
  BigDecimal converted(BigDecimal amount, Token from, Token to) {
    if (from.equals(to) || amount.signum() == 0) {
      return amount;
    }
    return Decimals.divide(
        amount.multiply(Valuation.usdtPrice(from, this)), Valuation.usdtPrice(to, this));
  }
}
