package io.strategystreams.replay;

import java.util.List;

/**
 * The columns of an exchange's public files. A name counts in any case, and up to a slash: OKX puts
 * a translation after it.
 *
 * @param time names that the time may have
 * @param values for each value the names it may have, preferred ones first
 * @param unnamed places of time and values in files without a header; empty if there are none
 */
record PublicLayout(List<String> time, List<List<String>> values, List<Integer> unnamed) {
  /** Names of the column that says what a row is of; rows of others are left out. */
  static final List<String> INSTRUMENT = List.of("instrument_name", "instid", "symbol");

  /** Names of the column that says whether a bar is over; 0 is not. */
  static final List<String> CONFIRMED = List.of("confirm");

  private static final List<List<String>> PRICES =
      List.of(List.of("open"), List.of("high"), List.of("low"), List.of("close"));

  private static final PublicLayout BINANCE_KLINE =
      new PublicLayout(List.of("open_time", "opentime"), PRICES, List.of(0, 1, 2, 3, 4));
  private static final PublicLayout BINANCE_FUNDING =
      new PublicLayout(
          List.of("calc_time", "fundingtime"),
          List.of(List.of("last_funding_rate", "fundingrate")),
          List.of(0, 2));
  private static final PublicLayout BYBIT_KLINE =
      new PublicLayout(
          List.of("starttime", "start", "start_at", "timestamp"), PRICES, List.of(0, 1, 2, 3, 4));
  private static final PublicLayout BYBIT_FUNDING =
      new PublicLayout(
          List.of("fundingratetimestamp", "funding_rate_timestamp", "timestamp"),
          List.of(List.of("fundingrate", "funding_rate")),
          List.of());
  private static final PublicLayout OKX_KLINE =
      new PublicLayout(List.of("open_time", "ts"), PRICES, List.of());

  /** What was paid comes before what was announced. */
  private static final PublicLayout OKX_FUNDING =
      new PublicLayout(
          List.of("funding_time", "fundingtime"),
          List.of(List.of("real_funding_rate", "realizedrate", "funding_rate", "fundingrate")),
          List.of());

  static PublicLayout of(HistoryImport.Exchange exchange, HistoryImport.Kind kind) {
    boolean bars = kind == HistoryImport.Kind.KLINE;
    return switch (exchange) {
      case BINANCE -> bars ? BINANCE_KLINE : BINANCE_FUNDING;
      case BYBIT -> bars ? BYBIT_KLINE : BYBIT_FUNDING;
      case OKX -> bars ? OKX_KLINE : OKX_FUNDING;
    };
  }
}
