package io.strategystreams.core.market;

import io.strategystreams.core.money.Token;
import java.util.Optional;
import java.util.stream.Stream;

/** What is known of the market at an instant. */
public interface MarketView {
  /** The last quote that passed, however old; empty if none was ever seen. */
  Optional<Quote> quote(Market market);

  /** The last prediction for an asset, however old. */
  Optional<Prediction> prediction(String asset);

  /**
   * The quote that says what one token is worth in USDT, however old: that of its spot market at
   * binance, else of a perpetual on it. Empty if none was ever seen.
   */
  default Optional<Quote> usdtQuote(Token token) {
    return Stream.concat(
            Stream.of(Market.spot(token, Token.USDT)),
            Stream.of(Venue.BINANCE, Venue.BYBIT, Venue.OKX)
                .map(venue -> Market.perp(venue, token)))
        .flatMap(market -> quote(market).stream())
        .findFirst();
  }

  /** The same view for a look that no decision depends on. */
  default MarketView unobserved() {
    return this;
  }
}
