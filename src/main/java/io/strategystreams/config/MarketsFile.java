package io.strategystreams.config;

import io.strategystreams.core.market.Market;
import io.strategystreams.core.market.MarketCatalogue;
import io.strategystreams.core.market.MarketKind;
import io.strategystreams.core.market.MarketRules;
import io.strategystreams.core.plan.Operation;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** Reads {@code configs/markets.yaml}. */
final class MarketsFile {
  private MarketsFile() {}

  /**
   * The markets that could be read; all that is wrong goes to {@code problems}.
   *
   * @param venues empty to leave open whether the markets' venues exist
   */
  static MarketCatalogue read(
      Document document, Optional<VenueCatalogue> venues, Problems problems) {
    Map<Market, MarketRules> rules = new HashMap<>();
    for (NamedEntries.Entry entry :
        NamedEntries.of(document, "markets", MarketKeys.NAME, problems)) {
      Settings settings =
          Settings.read(
              entry.document(), "a market", entry.path(), MarketKeys.all(), Map.of(), problems);
      Market market = Market.parse(entry.name());
      venues.flatMap(known -> venueTrades(market, entry, known)).ifPresent(problems::add);
      if (settings.sound(MarketKeys.LOT, MarketKeys.MIN_NOTIONAL, MarketKeys.TAKER_FEE)) {
        rules.put(
            market,
            new MarketRules(
                settings.get(MarketKeys.LOT),
                settings.get(MarketKeys.MIN_NOTIONAL),
                settings.get(MarketKeys.TAKER_FEE)));
      }
    }
    return new MarketCatalogue(rules);
  }

  private static Optional<ConfigError> venueTrades(
      Market market, NamedEntries.Entry entry, VenueCatalogue venues) {
    Operation needed =
        market.kind() == MarketKind.PERP ? Operation.PERP_TRADE : Operation.SPOT_TRADE;
    if (venues.find(market.venue()).filter(venue -> venue.executes(needed)).isPresent()) {
      return Optional.empty();
    }
    return Optional.of(
        entry.located(
            new ConfigError(
                entry.document().name(),
                0,
                "",
                "must be at a venue of venues.yaml that executes "
                    + needed
                    + ": "
                    + String.join(", ", venues.executing(needed)),
                market.venue().name())));
  }
}
