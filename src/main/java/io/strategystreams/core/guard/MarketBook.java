package io.strategystreams.core.guard;

import io.strategystreams.core.market.Market;
import io.strategystreams.core.market.MarketView;
import io.strategystreams.core.market.Prediction;
import io.strategystreams.core.market.Quote;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * All that is known of the markets, and the time that they tell. Fed record by record by one
 * thread; what it holds depends on the records and their order alone.
 */
public final class MarketBook {
  private final SortedMap<Market, PriceTrack> prices = new TreeMap<>();
  private final SortedMap<String, Prediction> predictions = new TreeMap<>();
  private Instant time = Instant.EPOCH;

  /** Puts back what was remembered of a market. */
  public void restore(Market market, PriceTrack track) {
    prices.put(market, track);
    advance(track.seenAt());
  }

  /** Puts back what was remembered of an asset. */
  public void restore(Prediction prediction) {
    predictions.put(prediction.asset(), prediction);
    advance(prediction.eventTime());
  }

  /**
   * Takes a quote.
   *
   * @param maxJumps every {@code max_price_jump} in use
   * @return what to remember of its market; empty if the quote is old
   */
  public Optional<PriceTrack> take(Quote quote, Set<BigDecimal> maxJumps) {
    PriceTrack before = prices.get(quote.market());
    if (before != null && before.isOld(quote)) {
      return Optional.empty();
    }
    PriceTrack after =
        before == null
            ? PriceTrack.of(quote)
            : before.after(quote, maxJumps, maxJump -> isContradicted(quote, maxJump));
    restore(quote.market(), after);
    return Optional.of(after);
  }

  private boolean isContradicted(Quote quote, BigDecimal maxJump) {
    String base = quote.market().tradedBase().orElse(null);
    return base != null
        && prices.entrySet().stream()
            .filter(other -> !other.getKey().equals(quote.market()))
            .filter(other -> other.getKey().tradedBase().filter(base::equals).isPresent())
            .anyMatch(other -> other.getValue().contradicts(quote, maxJump));
  }

  /**
   * Takes a prediction.
   *
   * @return whether it is to be remembered: it is neither old nor the very same
   */
  public boolean take(Prediction prediction) {
    Prediction before = predictions.get(prediction.asset());
    if (before != null
        && (prediction.eventTime().isBefore(before.eventTime()) || prediction.equals(before))) {
      return false;
    }
    restore(prediction);
    return true;
  }

  /** Takes a tick: time is at least this. */
  public void advance(Instant to) {
    if (to.isAfter(time)) {
      time = to;
    }
  }

  /** The highest event time of a quote, a prediction or a tick; 1970 before the first. */
  public Instant time() {
    return time;
  }

  /** The markets as a strategy with this {@code max_price_jump} may see them. */
  public MarketSight sight(BigDecimal maxJump) {
    Objects.requireNonNull(maxJump, "maxJump");
    return new MarketSight(this, maxJump);
  }

  /** The markets as they were seen last, held back or not; nothing is sized by it. */
  public MarketView lastSeen() {
    return new MarketView() {
      @Override
      public Optional<Quote> quote(Market market) {
        return track(market).map(PriceTrack::last);
      }

      @Override
      public Optional<Prediction> prediction(String asset) {
        return MarketBook.this.prediction(asset);
      }
    };
  }

  Optional<PriceTrack> track(Market market) {
    return Optional.ofNullable(prices.get(market));
  }

  Optional<Prediction> prediction(String asset) {
    return Optional.ofNullable(predictions.get(asset));
  }
}
