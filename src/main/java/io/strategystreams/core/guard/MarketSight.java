package io.strategystreams.core.guard;

import io.strategystreams.core.market.Market;
import io.strategystreams.core.market.MarketView;
import io.strategystreams.core.market.Prediction;
import io.strategystreams.core.market.Quote;
import io.strategystreams.core.money.Decimals;
import io.strategystreams.core.strategy.Reason;
import java.math.BigDecimal;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * The markets as one strategy sees them in one evaluation: the quotes in force for its {@code
 * max_price_jump}. It remembers which markets were looked at, so that a plan can be refused when
 * one of those is in doubt.
 */
public final class MarketSight implements MarketView {
  private final MarketBook book;
  private final BigDecimal maxJump;
  private final SortedSet<Market> lookedAt = new TreeSet<>();

  MarketSight(MarketBook book, BigDecimal maxJump) {
    this.book = book;
    this.maxJump = maxJump;
  }

  @Override
  public Optional<Quote> quote(Market market) {
    lookedAt.add(market);
    return book.track(market).map(track -> track.inForce(maxJump));
  }

  @Override
  public Optional<Prediction> prediction(String asset) {
    return book.prediction(asset);
  }

  @Override
  public MarketView unobserved() {
    return new MarketSight(book, maxJump);
  }

  /**
   * Why the first market in doubt, of those looked at, is in doubt: {@link Reason#PRICE_CROSSED} or
   * {@link Reason#PRICE_JUMPED}. Empty if all are to be believed.
   */
  public Optional<Refusal> doubt() {
    return lookedAt.stream().flatMap(market -> doubt(market).stream()).findFirst();
  }

  private Optional<Refusal> doubt(Market market) {
    PriceTrack track = book.track(market).orElse(null);
    if (track == null) {
      return Optional.empty();
    }
    if (track.crossed()) {
      return Optional.of(
          new Refusal(Reason.PRICE_CROSSED, "the bid of " + market + " is above its ask"));
    }
    if (track.isHeldBack(maxJump)) {
      return Optional.of(
          new Refusal(
              Reason.PRICE_JUMPED,
              market
                  + " moved by more than "
                  + Decimals.plain(maxJump)
                  + " from "
                  + Decimals.plain(track.inForce(maxJump).price())
                  + ", was "
                  + Decimals.plain(track.last().price())));
    }
    return Optional.empty();
  }
}
