package io.strategystreams.config;

import io.strategystreams.core.exposure.KnownInstruments;
import io.strategystreams.core.market.Instrument;
import io.strategystreams.core.market.KnownMarkets;
import io.strategystreams.core.market.Market;
import io.strategystreams.core.market.MarketCatalogue;
import io.strategystreams.core.market.MarketKind;
import io.strategystreams.core.market.PositionType;
import io.strategystreams.core.market.Venue;
import io.strategystreams.core.money.Token;
import java.util.HashSet;
import java.util.Set;

/**
 * What there is to trade on, whatever the strategy: {@code configs/markets.yaml} and {@code
 * configs/venues.yaml}.
 */
public record Desk(MarketCatalogue markets, VenueCatalogue venues) {
  /** Of margin accounts that span venues. */
  private static final String PORTFOLIO = "portfolio";

  /** What may be held: the tokens of each venue, what is lent and staked there, and its perps. */
  public KnownInstruments instruments() {
    Set<Instrument> instruments = new HashSet<>();
    Set<Token> tokens = new HashSet<>();
    Set<String> scopes = new HashSet<>(Set.of(PORTFOLIO));
    for (VenueProfile profile : venues.profiles().values()) {
      Venue venue = profile.venue();
      scopes.add(venue.name());
      tokens.addAll(profile.tokens());
      profile.tokens().forEach(token -> instruments.add(Instrument.base(venue, token)));
      if (venue.equals(Venue.AAVE)) {
        profile.tokens().forEach(token -> instruments.add(Instrument.aToken(token)));
        profile.tokens().forEach(token -> instruments.add(Instrument.debtToken(token)));
      }
      profile
          .lst()
          .ifPresent(
              lst -> {
                instruments.add(Instrument.lst(venue, lst));
                instruments.add(Instrument.unstaking(venue));
              });
    }
    for (Market market : markets.all().keySet()) {
      if (market.kind() == MarketKind.PERP) {
        instruments.add(new Instrument(market.venue(), PositionType.PERP, market.symbol()));
      }
    }
    return new KnownInstruments(instruments, tokens, scopes);
  }

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
