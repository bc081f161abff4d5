package io.strategystreams.config;

import io.strategystreams.core.market.KnownMarkets;
import io.strategystreams.core.market.Market;
import io.strategystreams.core.market.MarketCatalogue;
import io.strategystreams.core.money.Token;
import java.util.HashSet;
import java.util.Set;

/**
 * What there is to trade on, whatever the strategy: {@code configs/markets.yaml} and {@code
 * configs/venues.yaml}.
 */
public record Desk(MarketCatalogue markets, VenueCatalogue venues) {

  /** Every market that the exchanges, protocols and lending pools of the desk use. */
  public KnownMarkets known() {
    Set<Market> rates = new HashSet<>();
    Set<Token> lent = new HashSet<>();
    venues
        .profiles()
        .forEach(
            (venue, profile) -> {
              profile
                  .lst()
                  .ifPresent(
                      lst -> {
                        rates.add(Market.rate(venue, lst));
                        rates.add(Market.dex(lst));
                      });
              if (profile.lending().isPresent()) {
                lent.addAll(profile.tokens());
              }
            });
    return KnownMarkets.of(markets, rates, lent);
  }
}
