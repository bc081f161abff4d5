package io.strategystreams.replay;

import io.strategystreams.replay.CsvFile.Sign;
import io.strategystreams.replay.CsvSeries.Column;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** What the rows of a history file are, and what follows if a file of that form is not there. */
enum HistoryForm {
  /** Stamped with the bar's open. */
  BAR(
      new CsvSeries.Form(
          "timestamp",
          List.of(price("high"), price("low"), price("close")),
          Bar.LENGTH,
          HistoryForm::barRule),
      "what it prices is stale"),
  /** Stamped with the open of the bar whose close it is. */
  CLOSE(series("timestamp", Bar.LENGTH, price("close")), "what it prices is stale"),
  RATE(series("timestamp", Duration.ZERO, price("oracle_price_eth")), "what it prices is stale"),
  DEX(series("timestamp", Duration.ZERO, price("market_rate")), "what it prices is stale"),
  FUNDING(series("timestamp", Duration.ZERO, rate(Sign.ANY, "funding_rate")), "no funding is paid"),
  FUNDING_OKX(
      series("funding_timestamp", Duration.ZERO, rate(Sign.ANY, "funding_rate")),
      "bybit's stands in"),
  AAVE(
      series(
          "timestamp",
          Duration.ZERO,
          price("liquidityIndex"),
          rate(Sign.NOT_NEGATIVE, "currentLiquidityRate"),
          price("variableBorrowIndex"),
          rate(Sign.NOT_NEGATIVE, "currentVariableBorrowRate")),
      "what is lent or borrowed of it bears no interest"),
  GAS(series("timestamp", Duration.ZERO, price("gas_price_avg_gwei")), "gas has no price");

  /** Places of a bar's values in its row. */
  static final int HIGH = 0;

  static final int LOW = 1;
  static final int CLOSE_OF_BAR = 2;

  /** Places of a snapshot's values in its row; rates are fractions a year. */
  static final int SUPPLY_INDEX = 0;

  static final int SUPPLY_RATE = 1;
  static final int BORROW_INDEX = 2;
  static final int BORROW_RATE = 3;

  private final CsvSeries.Form rows;
  private final String absence;

  HistoryForm(CsvSeries.Form rows, String absence) {
    this.rows = rows;
    this.absence = absence;
  }

  CsvSeries.Form rows() {
    return rows;
  }

  /** What it means if there is no such file, for people. */
  String absence() {
    return absence;
  }

  private static CsvSeries.Form series(String timeColumn, Duration delay, Column... columns) {
    return new CsvSeries.Form(timeColumn, List.of(columns), delay, values -> Optional.empty());
  }

  private static Column price(String name) {
    return new Column(name, Sign.POSITIVE);
  }

  private static Column rate(Sign sign, String name) {
    return new Column(name, sign);
  }

  private static Optional<String> barRule(List<BigDecimal> bar) {
    BigDecimal close = bar.get(CLOSE_OF_BAR);
    boolean holds = bar.get(LOW).compareTo(close) <= 0 && close.compareTo(bar.get(HIGH)) <= 0;
    return holds ? Optional.empty() : Optional.of("low <= close <= high");
  }
}
