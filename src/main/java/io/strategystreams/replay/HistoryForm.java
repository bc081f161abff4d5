package io.strategystreams.replay;

import io.strategystreams.replay.CsvFile.Sign;
import io.strategystreams.replay.CsvSeries.Column;
import io.strategystreams.replay.CsvSeries.Rule;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** What the rows of a history file are, and what follows where they are missing. */
enum HistoryForm {
  /** Stamped with the bar's open. */
  BAR(
      new CsvSeries.Form(
          "timestamp",
          List.of(price("open"), price("high"), price("low"), price("close")),
          Rhythm.HOURLY,
          Bar.LENGTH,
          HistoryForm::barRule),
      "what it prices is stale"),
  /** Stamped with the open of the bar whose close it is. */
  CLOSE(hourly(Bar.LENGTH, price("close")), "what it prices is stale"),
  RATE(hourly(Duration.ZERO, price("oracle_price_eth")), "what it prices is stale"),
  DEX(hourly(Duration.ZERO, price("market_rate")), "what it prices is stale"),
  FUNDING(funding("timestamp"), "no funding is paid"),
  /** Of okx, whose perps bybit's stand in for. */
  OKX_FUNDING(funding("timestamp"), "bybit's stands in"),
  REALIZED_FUNDING(funding("funding_timestamp"), "bybit's stands in"),
  AAVE(
      new CsvSeries.Form(
          "timestamp",
          List.of(
              price("liquidityIndex"),
              rate(Sign.NOT_NEGATIVE, "currentLiquidityRate"),
              price("variableBorrowIndex"),
              rate(Sign.NOT_NEGATIVE, "currentVariableBorrowRate")),
          Rhythm.DAILY,
          Duration.ZERO,
          HistoryForm::indexRule),
      "what is lent or borrowed of it bears no interest",
      "interest goes on at the rates before for two days, then there is none"),
  GAS(hourly(Duration.ZERO, price("gas_price_avg_gwei")), "gas has no price");

  /** Places of a bar's values in its row. */
  static final int OPEN = 0;

  static final int HIGH = 1;
  static final int LOW = 2;
  static final int CLOSE_OF_BAR = 3;

  /** Places of a snapshot's values in its row; rates are fractions a year. */
  static final int SUPPLY_INDEX = 0;

  static final int SUPPLY_RATE = 1;
  static final int BORROW_INDEX = 2;
  static final int BORROW_RATE = 3;

  private final CsvSeries.Form rows;
  private final String absence;
  private final String gap;

  HistoryForm(CsvSeries.Form rows, String absence) {
    this(rows, absence, absence);
  }

  HistoryForm(CsvSeries.Form rows, String absence, String gap) {
    this.rows = rows;
    this.absence = absence;
    this.gap = gap;
  }

  CsvSeries.Form rows() {
    return rows;
  }

  /** What it means if there is no such file, or no row yet, for people. */
  String absence() {
    return absence;
  }

  /** What it means if there are no further rows, for people. */
  String gap() {
    return gap;
  }

  private static CsvSeries.Form hourly(Duration delay, Column column) {
    return new CsvSeries.Form("timestamp", List.of(column), Rhythm.HOURLY, delay, Rule.NONE);
  }

  private static CsvSeries.Form funding(String timeColumn) {
    return new CsvSeries.Form(
        timeColumn,
        List.of(rate(Sign.ANY, "funding_rate")),
        Rhythm.FUNDING,
        Duration.ZERO,
        Rule.NONE);
  }

  private static Column price(String name) {
    return new Column(name, Sign.POSITIVE);
  }

  private static Column rate(Sign sign, String name) {
    return new Column(name, sign);
  }

  private static Optional<String> barRule(List<BigDecimal> before, List<BigDecimal> bar) {
    boolean holds = isWithin(bar, OPEN) && isWithin(bar, CLOSE_OF_BAR);
    return holds ? Optional.empty() : Optional.of("low <= open <= high and low <= close <= high");
  }

  private static boolean isWithin(List<BigDecimal> bar, int place) {
    BigDecimal price = bar.get(place);
    return bar.get(LOW).compareTo(price) <= 0 && price.compareTo(bar.get(HIGH)) <= 0;
  }

  private static Optional<String> indexRule(List<BigDecimal> before, List<BigDecimal> snapshot) {
    boolean falls =
        before != null
            && (snapshot.get(SUPPLY_INDEX).compareTo(before.get(SUPPLY_INDEX)) < 0
                || snapshot.get(BORROW_INDEX).compareTo(before.get(BORROW_INDEX)) < 0);
    return falls
        ? Optional.of(
            "indices that never fall, after "
                + before.get(SUPPLY_INDEX)
                + " (liquidityIndex) and "
                + before.get(BORROW_INDEX)
                + " (variableBorrowIndex)")
        : Optional.empty();
  }
}
