package io.strategystreams.core.guard;

import io.strategystreams.core.exposure.Exposure;
import io.strategystreams.core.exposure.Positions;
import io.strategystreams.core.market.MarketView;
import io.strategystreams.core.mode.StrategyParameters;
import java.math.BigDecimal;
import java.util.Optional;

/** What can be told of a book to whoever watches it; nothing is decided by it. */
public record BookSight(StrategyParameters parameters, MarketView market) {

  /**
   * What the book is long of the strategy's asset, its perps included, debt deducted, in the asset
   * (negative: short); gas in the wallet left out. Empty where an LST in it has no rate.
   */
  public Optional<BigDecimal> delta(Positions positions) {
    BookValue book = new BookValue(parameters, market);
    return book.netLong(positions).map(net -> net.add(book.perps(positions)));
  }

  /** Equity in USDT; empty where it is in another share class, or that has no price. */
  public Optional<BigDecimal> worth(Exposure exposure) {
    return exposure.shareClass().equals(parameters.shareClass())
        ? new BookValue(parameters, market).inUsdt(exposure.equity(), exposure.shareClass())
        : Optional.empty();
  }
}
