package io.strategystreams.core.strategy;

import io.strategystreams.core.market.Market;
import io.strategystreams.core.market.Quote;
import io.strategystreams.core.mode.StrategyParameters;
import io.strategystreams.core.money.Decimals;
import io.strategystreams.core.money.Token;
import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * Whether the markets that growth relies on agree: each with its own bid and ask, the perps with
 * spot, the LST's price on the DEX with the protocol's rate. What has no fresh counterpart is not
 * judged.
 */
record MarketBounds(Facts facts) {

  /** Why growth that relies on these markets is held back; empty if they agree. */
  Optional<GrowthHold> hold(List<Market> growthMarkets) {
    TreeSet<Market> markets = new TreeSet<>(growthMarkets);
    return Stream.concat(
            markets.stream().flatMap(market -> spread(market).stream()),
            markets.stream().flatMap(market -> counterpart(market).stream()))
        .findFirst();
  }

  private Optional<GrowthHold> counterpart(Market market) {
    return switch (market.kind()) {
      case PERP -> basis(market);
      case RATE -> discount(market);
      case SPOT -> Optional.empty();
    };
  }

  private Optional<GrowthHold> spread(Market market) {
    BigDecimal limit = bounds().spread();
    return facts
        .prices()
        .fresh(market)
        .flatMap(
            quote -> {
              BigDecimal apart = excess(quote.ask(), quote.bid());
              BigDecimal above = excess(quote.price(), quote.ask());
              BigDecimal below = excess(quote.bid(), quote.price());
              return apart.max(above).max(below).compareTo(limit) <= 0
                  ? Optional.empty()
                  : Optional.of(
                      new GrowthHold(
                          Reason.SPREAD_LIMIT,
                          "price, bid and ask of "
                              + market
                              + " must be within "
                              + Decimals.plain(limit)
                              + " of each other (max_spread), were "
                              + said(quote.price())
                              + ", "
                              + said(quote.bid())
                              + " and "
                              + said(quote.ask())
                              + "; look at the feed"));
            });
  }

  private Optional<GrowthHold> basis(Market perp) {
    Market spot = Market.spot(facts.parameters().asset(), Token.USDT);
    BigDecimal limit = bounds().basis();
    Optional<BigDecimal> here = price(perp);
    Optional<BigDecimal> there = price(spot);
    if (here.isEmpty() || there.isEmpty()) {
      return Optional.empty();
    }
    BigDecimal apart =
        Decimals.divide(here.get().subtract(there.get()).abs(), there.get().min(here.get()));
    return apart.compareTo(limit) <= 0
        ? Optional.empty()
        : Optional.of(
            new GrowthHold(
                Reason.BASIS_LIMIT,
                perp
                    + " must be within "
                    + Decimals.plain(limit)
                    + " of "
                    + spot
                    + " (max_basis), was "
                    + said(here.get())
                    + " against "
                    + said(there.get())));
  }

  private Optional<GrowthHold> discount(Market rate) {
    StrategyParameters.Staking staking = facts.parameters().staking();
    if (staking.lst() == null || !rate.equals(Market.rate(staking.protocol(), staking.lst()))) {
      return Optional.empty();
    }
    Market dex = Market.dex(staking.lst());
    BigDecimal limit = bounds().lstDiscount();
    Optional<BigDecimal> protocol = price(rate);
    Optional<BigDecimal> sold = price(dex);
    if (protocol.isEmpty() || sold.isEmpty()) {
      return Optional.empty();
    }
    BigDecimal discount = BigDecimal.ONE.subtract(Decimals.divide(sold.get(), protocol.get()));
    return discount.compareTo(limit) <= 0
        ? Optional.empty()
        : Optional.of(
            new GrowthHold(
                Reason.LST_DISCOUNT_LIMIT,
                dex
                    + " must be at most "
                    + Decimals.plain(limit)
                    + " below "
                    + rate
                    + " (max_lst_discount), was "
                    + said(sold.get())
                    + " against "
                    + said(protocol.get())));
  }

  private StrategyParameters.Plausibility bounds() {
    return facts.parameters().plausibility();
  }

  private Optional<BigDecimal> price(Market market) {
    return facts.prices().fresh(market).map(Quote::price);
  }

  /** By how much one is above the other, of the other; 0 where either is unknown. */
  private static BigDecimal excess(BigDecimal one, BigDecimal other) {
    return one == null || other == null
        ? BigDecimal.ZERO
        : Decimals.divide(one, other).subtract(BigDecimal.ONE);
  }

  private static String said(BigDecimal price) {
    return price == null ? "unknown" : Decimals.plain(price);
  }
}
