package io.strategystreams.replay;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** The files of a history directory that a replay reads, and what is in them. */
enum HistoryFile {
  BTC_SPOT("bybit_BTCUSDT_spot_1h.csv", Form.BAR),
  BTC_PERP_BINANCE("binance_BTCUSDT_perp_1h.csv", Form.BAR),
  BTC_PERP_BYBIT("bybit_BTCUSDT_perp_1h.csv", Form.BAR),
  BTC_FUNDING_BINANCE("binance_BTCUSDT_funding.csv", Form.FUNDING),
  BTC_FUNDING_BYBIT("bybit_BTCUSDT_funding.csv", Form.FUNDING),
  BTC_FUNDING_OKX("okx_BTCUSDT_realized_funding.csv", Form.FUNDING_OKX),
  ETH_SPOT("bybit_ETHUSDT_spot_1h.csv", Form.BAR),
  ETH_PERP_BINANCE("binance_ETHUSDT_perp_1h.csv", Form.BAR),
  ETH_PERP_BYBIT("bybit_ETHUSDT_perp_1h.csv", Form.BAR),
  ETH_FUNDING_BINANCE("binance_ETHUSDT_funding.csv", Form.FUNDING),
  ETH_FUNDING_BYBIT("bybit_ETHUSDT_funding.csv", Form.FUNDING),
  ETH_FUNDING_OKX("okx_ETHUSDT_realized_funding.csv", Form.FUNDING_OKX),
  WEETH_RATE("weETH_ETH_rate_1h.csv", Form.RATE),
  WEETH_DEX("weETH_WETH_market_1h.csv", Form.DEX),
  WSTETH_RATE("wstETH_ETH_rate_1h.csv", Form.RATE),
  EIGEN("EIGEN_WETH_1h.csv", Form.CLOSE),
  ETHFI("ETHFI_WETH_1h.csv", Form.CLOSE);

  private enum Form {
    /** Stamped with the bar's open; columns as {@link HistoryFile#HIGH} and its neighbours say. */
    BAR("timestamp", List.of("high", "low", "close"), Bar.LENGTH, CsvSeries.Values.POSITIVE),
    CLOSE("timestamp", List.of("close"), Bar.LENGTH, CsvSeries.Values.POSITIVE),
    RATE("timestamp", List.of("oracle_price_eth"), Duration.ZERO, CsvSeries.Values.POSITIVE),
    DEX("timestamp", List.of("market_rate"), Duration.ZERO, CsvSeries.Values.POSITIVE),
    FUNDING("timestamp", List.of("funding_rate"), Duration.ZERO, CsvSeries.Values.ANY),
    FUNDING_OKX("funding_timestamp", List.of("funding_rate"), Duration.ZERO, CsvSeries.Values.ANY);

    private final String timeColumn;
    private final List<String> columns;
    private final Duration delay;
    private final CsvSeries.Values values;

    Form(String timeColumn, List<String> columns, Duration delay, CsvSeries.Values values) {
      this.timeColumn = timeColumn;
      this.columns = columns;
      this.delay = delay;
      this.values = values;
    }
  }

  /** Places of a bar's values in its row. */
  static final int HIGH = 0;

  static final int LOW = 1;
  static final int CLOSE = 2;

  private final String fileName;
  private final Form form;

  HistoryFile(String fileName, Form form) {
    this.fileName = fileName;
    this.form = form;
  }

  String fileName() {
    return fileName;
  }

  /** Whether the directory has this file. */
  boolean isIn(Path directory) {
    return Files.isRegularFile(directory.resolve(fileName));
  }

  /** The series at its first row; empty if the directory does not have the file. */
  Optional<CsvSeries> open(Path directory) {
    return isIn(directory)
        ? Optional.of(
            new CsvSeries(
                directory.resolve(fileName),
                form.timeColumn,
                form.columns,
                form.delay,
                form.values))
        : Optional.empty();
  }
}
