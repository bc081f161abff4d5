package io.strategystreams.cli.demo;

import io.strategystreams.core.market.Market;
import io.strategystreams.core.market.Prediction;
import io.strategystreams.core.market.Signal;
import io.strategystreams.core.market.Venue;
import io.strategystreams.core.money.Token;
import io.strategystreams.replay.MarketFeed;
import io.strategystreams.replay.MarketInstant;
import io.strategystreams.replay.MarketSource;
import io.strategystreams.replay.Observation;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * What a market holds, read through once before it is replayed, so that nothing is injected when a
 * market is stale or before there is a signal to act on.
 *
 * @param instants how many there are
 * @param firstSeen by market that can be traded or staked in: when its first price is known
 * @param staleDays UTC days on which a market that had been seen is silent for longer than prices
 *     may age
 * @param signals what a follower of signals acts on, in order of time
 */
record MarketScan(
    int instants,
    SortedMap<Market, Instant> firstSeen,
    Set<LocalDate> staleDays,
    List<ActionableSignal> signals) {

  /**
   * A prediction above the threshold that names a direction, at a time when its market is fresh.
   */
  record ActionableSignal(Instant at, boolean opens) {}

  private static final Market ML_MARKET = Market.perp(Venue.BINANCE, Token.BTC);

  /**
   * @param maxAge how old a price may be
   * @param confidenceThreshold a signal counts strictly above it
   */
  static MarketScan of(
      MarketSource source, Instant from, Instant to, Duration maxAge, double confidenceThreshold) {
    int instants = 0;
    SortedMap<Market, Instant> firstSeen = new TreeMap<>();
    Map<Market, Instant> lastSeen = new TreeMap<>();
    Set<LocalDate> staleDays = new TreeSet<>();
    List<ActionableSignal> signals = new ArrayList<>();
    try (MarketFeed feed = source.open(from, to)) {
      while (feed.hasNext()) {
        MarketInstant instant = feed.next();
        instants++;
        for (Observation price : instant.prices()) {
          Market market = price.quote().market();
          if (market.isForAccounting()) {
            continue;
          }
          firstSeen.putIfAbsent(market, instant.time());
          Instant before = lastSeen.put(market, instant.time());
          if (before != null) {
            addSilence(staleDays, before, instant.time(), maxAge);
          }
        }
        Instant traded = lastSeen.get(ML_MARKET);
        if (traded != null && traded.plus(maxAge).isAfter(instant.time())) {
          instant.predictions().stream()
              .filter(prediction -> prediction.confidence() > confidenceThreshold)
              .filter(prediction -> prediction.signal() != Signal.NEUTRAL)
              .forEach(prediction -> signals.add(actionable(prediction)));
        }
      }
    }
    lastSeen.values().forEach(last -> addSilence(staleDays, last, to, maxAge));
    return new MarketScan(instants, firstSeen, staleDays, signals);
  }

  boolean isStaleDay(Instant time) {
    return staleDays.contains(day(time));
  }

  private static ActionableSignal actionable(Prediction prediction) {
    return new ActionableSignal(
        prediction.eventTime(), prediction.signal() != Signal.SWING_LOW_NEUTRAL);
  }

  private static void addSilence(Set<LocalDate> days, Instant last, Instant next, Duration maxAge) {
    if (Duration.between(last, next).compareTo(maxAge) <= 0) {
      return;
    }
    LocalDate end = day(next.minusMillis(1));
    for (LocalDate day = day(last); !day.isAfter(end); day = day.plusDays(1)) {
      days.add(day);
    }
  }

  private static LocalDate day(Instant time) {
    return time.atOffset(ZoneOffset.UTC).toLocalDate();
  }
}
