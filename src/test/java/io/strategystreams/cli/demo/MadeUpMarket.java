package io.strategystreams.cli.demo;

import io.strategystreams.core.market.Market;
import io.strategystreams.core.market.Prediction;
import io.strategystreams.core.market.Quote;
import io.strategystreams.replay.MarketFeed;
import io.strategystreams.replay.MarketInstant;
import io.strategystreams.replay.MarketSource;
import io.strategystreams.replay.Observation;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/** A market as a test wants it; every price is 1. */
final class MadeUpMarket implements MarketSource {
  private final SortedMap<Instant, List<Observation>> prices = new TreeMap<>();
  private final SortedMap<Instant, List<Prediction>> predictions = new TreeMap<>();

  MadeUpMarket hourly(String market, Instant from, Instant to) {
    for (Instant hour = from; hour.isBefore(to); hour = hour.plus(Duration.ofHours(1))) {
      Quote quote = Quote.of(Market.parse(market), BigDecimal.ONE, hour);
      prices.computeIfAbsent(hour, any -> new ArrayList<>()).add(new Observation(quote, "test"));
    }
    return this;
  }

  MadeUpMarket predict(Prediction prediction) {
    predictions.computeIfAbsent(prediction.eventTime(), any -> new ArrayList<>()).add(prediction);
    return this;
  }

  @Override
  public MarketFeed open(Instant from, Instant to) {
    TreeMap<Instant, Boolean> times = new TreeMap<>();
    prices.keySet().forEach(time -> times.put(time, true));
    predictions.keySet().forEach(time -> times.put(time, true));
    Iterator<Instant> within = times.subMap(from, to).keySet().iterator();
    return new MarketFeed() {
      @Override
      public boolean hasNext() {
        return within.hasNext();
      }

      @Override
      public MarketInstant next() {
        Instant time = within.next();
        return new MarketInstant(
            time, prices.getOrDefault(time, List.of()), predictions.getOrDefault(time, List.of()));
      }

      @Override
      public void close() {}
    };
  }

  @Override
  public String description() {
    return "made up";
  }

  @Override
  public List<String> notes() {
    return List.of();
  }
}
