package io.strategystreams.core.market;

import io.strategystreams.core.money.Token;
import java.util.Collection;
import java.util.Set;
import java.util.TreeSet;

/**
 * The markets and assets that a strategy or a venue of the desk can use. Of any other nothing is
 * passed on and nothing remembered, so that what is kept of markets is bounded by configuration.
 *
 * @param markets of exchanges, liquid staking tokens, interest and gas
 * @param assets whose predictions may be followed
 */
public record KnownMarkets(Set<Market> markets, Set<String> assets) {
  public KnownMarkets {
    markets = Set.copyOf(markets);
    assets = Set.copyOf(assets);
  }

  /**
   * @param catalogue the exchanges' markets
   * @param rates what liquid staking tokens are priced by
   * @param lent tokens that can be supplied or borrowed
   */
  public static KnownMarkets of(
      MarketCatalogue catalogue, Collection<Market> rates, Collection<Token> lent) {
    Set<Market> markets = new TreeSet<>(catalogue.all().keySet());
    Set<String> assets = new TreeSet<>();
    markets.forEach(market -> market.tradedBase().ifPresent(assets::add));
    markets.addAll(rates);
    for (Token token : lent) {
      markets.add(Market.supplyIndex(token));
      markets.add(Market.debtIndex(token));
    }
    markets.add(Market.gas());
    return new KnownMarkets(markets, assets);
  }

  public boolean contain(Market market) {
    return markets.contains(market);
  }

  /** Whether predictions for an asset can be followed. */
  public boolean containAsset(String asset) {
    return assets.contains(asset);
  }
}
