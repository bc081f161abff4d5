package io.strategystreams.metrics;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.MultiGauge;
import io.micrometer.core.instrument.MultiGauge.Row;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.TimeGauge;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** Gauges of what strategies hold. A strategy that went elsewhere, or fell out, has none. */
final class BookMeters {
  private final Books books;
  private final MultiGauge strategies;
  private final MultiGauge equity;
  private final MultiGauge delta;
  private final MultiGauge unhedged;
  private final MultiGauge ltv;
  private final MultiGauge healthFactor;
  private final MultiGauge marginRatio;

  BookMeters(Books books, MeterRegistry registry) {
    this.books = books;
    strategies =
        gauge(MeterNames.STRATEGIES, "Configured strategies here, by control state in force")
            .register(registry);
    equity = gauge(MeterNames.EQUITY, "Equity, in units of the share class").register(registry);
    delta =
        gauge(MeterNames.DELTA, "Net long of the asset, perps included, in its units")
            .register(registry);
    unhedged =
        gauge(MeterNames.UNHEDGED, "What lies unhedged of a neutral book, in its asset")
            .register(registry);
    Gauge.builder(MeterNames.STRATEGIES_QUARANTINED, books, Books::quarantined)
        .description("Strategies that the engine failed on and that no operator has resumed")
        .register(registry);
    Gauge.builder(MeterNames.STRATEGIES_UNHEDGED, books, all -> all.unhedged().size())
        .description("Neutral books here that lie unhedged")
        .register(registry);
    TimeGauge.builder(
            MeterNames.LONGEST_UNHEDGED, books, TimeUnit.SECONDS, BookMeters::longestUnhedged)
        .description("For how long the one of them that has longest, by its exposures; 0 if none")
        .register(registry);
    ltv = gauge(MeterNames.LTV, "Loan to value, by the risk monitor").register(registry);
    healthFactor =
        gauge(MeterNames.HEALTH_FACTOR, "Health factor, by the risk monitor").register(registry);
    marginRatio =
        gauge(MeterNames.MARGIN_RATIO, "Margin over notional, by the risk monitor")
            .register(registry);
  }

  private static MultiGauge.Builder gauge(String name, String description) {
    return MultiGauge.builder(name).description(description);
  }

  private static double longestUnhedged(Books books) {
    return books.unhedged().stream()
        .findFirst()
        .map(longest -> longest.lasted().toMillis() / 1000.0)
        .orElse(0.0);
  }

  private static Row<?> row(OpenBook book) {
    Tags tags =
        Tags.of(
            MeterNames.STRATEGY_ID,
            book.strategyId(),
            MeterNames.MODE,
            book.mode(),
            MeterNames.UNIT,
            book.asset());
    return Row.of(tags, book.open());
  }

  /** Brings the gauges up to date; before they are read. */
  void refresh() {
    List<Row<?>> states = new ArrayList<>();
    books
        .states()
        .forEach(
            (state, count) -> states.add(Row.of(Tags.of(MeterNames.STATE, state.name()), count)));
    strategies.register(states, true);

    List<Row<?>> equities = new ArrayList<>();
    List<Row<?>> deltas = new ArrayList<>();
    List<Row<?>> ltvs = new ArrayList<>();
    List<Row<?>> healthFactors = new ArrayList<>();
    List<Row<?>> marginRatios = new ArrayList<>();
    for (StrategyFigures one : books.largest()) {
      BookFigures book = one.book();
      Tags tags = Tags.of(MeterNames.STRATEGY_ID, book.strategyId(), MeterNames.MODE, book.mode());
      equities.add(Row.of(tags.and(MeterNames.UNIT, book.unit()), book.equity()));
      book.delta()
          .ifPresent(held -> deltas.add(Row.of(tags.and(MeterNames.UNIT, book.asset()), held)));
      if (one.risk().ltv() != null) {
        ltvs.add(Row.of(tags, one.risk().ltv()));
      }
      if (one.risk().healthFactor() != null) {
        healthFactors.add(Row.of(tags, one.risk().healthFactor()));
      }
      for (Map.Entry<String, Double> ratio : one.risk().marginRatios().entrySet()) {
        marginRatios.add(Row.of(tags.and(MeterNames.VENUE, ratio.getKey()), ratio.getValue()));
      }
    }
    equity.register(equities, true);
    delta.register(deltas, true);
    unhedged.register(books.longestUnhedged().stream().map(BookMeters::row).toList(), true);
    ltv.register(ltvs, true);
    healthFactor.register(healthFactors, true);
    marginRatio.register(marginRatios, true);
  }
}
