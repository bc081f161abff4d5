package io.strategystreams.core.market;

import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.TreeMap;

/** The rules of every exchange market the desk may trade (configs/markets.yaml). */
public final class MarketCatalogue {
  private final Map<Market, MarketRules> rules;

  public MarketCatalogue(Map<Market, MarketRules> rules) {
    this.rules = Map.copyOf(rules);
  }

  public Optional<MarketRules> find(Market market) {
    return Optional.ofNullable(rules.get(market));
  }

  /**
   * @throws NoSuchElementException if the market is not in the catalogue
   */
  public MarketRules rulesOf(Market market) {
    return find(market)
        .orElseThrow(
            () ->
                new NoSuchElementException(
                    "no rules for market " + market + " in configs/markets.yaml"));
  }

  /** All markets with their rules, in the order of their names. */
  public Map<Market, MarketRules> all() {
    return new TreeMap<>(rules);
  }
}
