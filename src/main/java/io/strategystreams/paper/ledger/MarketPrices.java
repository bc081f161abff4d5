package io.strategystreams.paper.ledger;

import io.strategystreams.core.market.Market;
import java.math.BigDecimal;
import java.util.Optional;

/** Prices with the bar each of them ends. */
@FunctionalInterface
public interface MarketPrices extends Prices {
  /** Empty where the market never had a price. */
  Optional<LastBar> bar(Market market);

  @Override
  default Optional<BigDecimal> find(Market market) {
    return bar(market).map(LastBar::price);
  }

  /** These prices, but for perps and spot at the highest or lowest of their last bars. */
  default Prices at(Extreme extreme) {
    return market -> bar(market).map(extreme::of);
  }

  /** An end of a bar. */
  enum Extreme {
    HIGH,
    LOW;

    /** The bar's price there. */
    public BigDecimal of(LastBar bar) {
      return this == HIGH ? bar.high() : bar.low();
    }

    /** The other end. */
    public Extreme opposite() {
      return this == HIGH ? LOW : HIGH;
    }
  }
}
