package io.strategystreams.core.guard;

import io.strategystreams.core.exposure.Positions;
import io.strategystreams.core.market.Market;
import io.strategystreams.core.market.MarketCatalogue;
import io.strategystreams.core.market.MarketRules;
import io.strategystreams.core.market.MarketView;
import io.strategystreams.core.mode.StrategyParameters;
import io.strategystreams.core.money.Decimals;
import java.math.BigDecimal;
import java.util.Optional;

/**
 * Whether a neutral book lies unhedged: its long and its perps differ by more than {@code
 * max_delta_drift} of the larger, and by at least a lot of the largest-lotted perp it may use.
 */
public record HedgeCheck(
    StrategyParameters parameters, MarketCatalogue catalogue, MarketView market) {

  /**
   * What is unhedged, in the asset (negative: short too much); empty if the mode holds no hedged
   * book, if it is hedged, or if an LST in it has no rate.
   */
  public Optional<BigDecimal> unhedged(Positions positions) {
    if (!parameters.mode().isNeutral()) {
      return Optional.empty();
    }
    BookValue book = new BookValue(parameters, market);
    BigDecimal perps = book.perps(positions);
    return book.netLong(positions)
        .filter(net -> isTooMuch(net, perps))
        .map(net -> Decimals.down(net.add(perps)));
  }

  /** An amount of the asset with its notional, such as {@code 2.5 ETH (10000 USDT)}. */
  public String said(BigDecimal open) {
    String amount = Decimals.plain(open) + " " + parameters.asset();
    return new BookValue(parameters, market)
        .inUsdt(open.abs(), parameters.asset())
        .map(notional -> amount + " (" + Decimals.plain(Decimals.down(notional)) + " USDT)")
        .orElse(amount + " (no price)");
  }

  private boolean isTooMuch(BigDecimal net, BigDecimal perps) {
    BigDecimal open = net.add(perps).abs();
    BigDecimal larger = net.abs().max(perps.abs());
    return open.compareTo(larger.multiply(parameters.hedge().maxDeltaDrift())) > 0
        && open.compareTo(lot()) >= 0;
  }

  private BigDecimal lot() {
    return parameters.hedge().allocation().keySet().stream()
        .flatMap(venue -> catalogue.find(Market.perp(venue, parameters.asset())).stream())
        .map(MarketRules::lot)
        .max(BigDecimal::compareTo)
        .orElse(Decimals.ATOM);
  }
}
