package io.strategystreams.core.market;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;

/**
 * Prices as an evaluation sees them: the last known of each market, and which are too old to grow
 * on.
 */
public final class PriceBoard {
  private final MarketView view;
  private final Instant now;
  private final Duration maxAge;

  public PriceBoard(MarketView view, Instant now, Duration maxAge) {
    this.view = view;
    this.now = now;
    this.maxAge = maxAge;
  }

  /** The last known price, however old; quote units per base unit. */
  public Optional<BigDecimal> last(Market market) {
    return view.quote(market).map(Quote::price);
  }

  /** Those of the markets without any price, by name. */
  public List<Market> missing(Collection<Market> markets) {
    return new TreeSet<>(markets).stream().filter(market -> view.quote(market).isEmpty()).toList();
  }

  /** Those of the markets whose price is older than {@code max_age.price}, by name. */
  public List<Market> stale(Collection<Market> markets) {
    return new TreeSet<>(markets)
        .stream()
            .filter(market -> view.quote(market).filter(quote -> !isFresh(quote)).isPresent())
            .toList();
  }

  /** The last quote of a market, unless it is older than {@code max_age.price}. */
  public Optional<Quote> fresh(Market market) {
    return view.quote(market).filter(this::isFresh);
  }

  private boolean isFresh(Quote quote) {
    return !quote.eventTime().plus(maxAge).isBefore(now);
  }
}
