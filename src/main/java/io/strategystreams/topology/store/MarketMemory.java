package io.strategystreams.topology.store;

import io.strategystreams.core.guard.MarketBook;
import io.strategystreams.core.market.KnownMarkets;
import io.strategystreams.core.market.Market;
import io.strategystreams.core.market.Prediction;
import io.strategystreams.core.market.Quote;
import io.strategystreams.state.MarketState;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.Set;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;

/**
 * The market store with the book that evaluations read: every record goes to both, so that an
 * evaluation reads no store.
 */
public final class MarketMemory {
  private static final String PRICE = "price/";
  private static final String PREDICTION = "prediction/";
  private static final String TICK = "tick";

  private final KeyValueStore<String, MarketState> store;
  private final KnownMarkets known;
  private final MarketBook book = new MarketBook();

  /** Reads back what the store holds; of markets that are not known any more only the time. */
  public MarketMemory(KeyValueStore<String, MarketState> store, KnownMarkets known) {
    this.store = store;
    this.known = known;
    try (KeyValueIterator<String, MarketState> all = store.all()) {
      all.forEachRemaining(this::restore);
    }
  }

  private void restore(KeyValue<String, MarketState> entry) {
    MarketState stored = entry.value;
    if (stored.getTrack() != null) {
      Market market = Market.parse(entry.key.substring(PRICE.length()));
      if (known.contain(market)) {
        book.restore(market, MarketCodec.read(market, stored.getTrack()));
      } else {
        book.advance(stored.getTrack().getSeenAt());
      }
    } else if (stored.getPrediction() != null) {
      String asset = entry.key.substring(PREDICTION.length());
      if (known.containAsset(asset)) {
        book.restore(MarketCodec.read(asset, stored.getPrediction()));
      } else {
        book.advance(stored.getPrediction().getEventTime());
      }
    } else {
      book.advance(stored.getTick());
    }
  }

  public MarketBook book() {
    return book;
  }

  /**
   * @param maxJumps every {@code max_price_jump} in use
   * @return false if the quote is old and changed nothing
   */
  public boolean take(Quote quote, Set<BigDecimal> maxJumps) {
    return book.take(quote, maxJumps)
        .map(
            track -> {
              store.put(
                  PRICE + quote.market(), new MarketState(MarketCodec.write(track), null, null));
              return true;
            })
        .orElse(false);
  }

  /**
   * @return false if the prediction is old and changed nothing
   */
  public boolean take(Prediction prediction) {
    if (!book.take(prediction)) {
      return false;
    }
    store.put(
        PREDICTION + prediction.asset(),
        new MarketState(null, MarketCodec.write(prediction), null));
    return true;
  }

  /** Takes a tick; time never goes back. */
  public void tick(Instant time) {
    if (time.isAfter(book.time())) {
      book.advance(time);
      store.put(TICK, new MarketState(null, null, time));
    }
  }
}
