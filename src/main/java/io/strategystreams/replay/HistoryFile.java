package io.strategystreams.replay;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** The time series of a history directory that a replay reads. */
enum HistoryFile {
  BTC_SPOT("bybit_BTCUSDT_spot_1h.csv", HistoryForm.BAR),
  BTC_PERP_BINANCE("binance_BTCUSDT_perp_1h.csv", HistoryForm.BAR),
  BTC_PERP_BYBIT("bybit_BTCUSDT_perp_1h.csv", HistoryForm.BAR),
  BTC_FUNDING_BINANCE("binance_BTCUSDT_funding.csv", HistoryForm.FUNDING),
  BTC_FUNDING_BYBIT("bybit_BTCUSDT_funding.csv", HistoryForm.FUNDING),
  BTC_FUNDING_OKX("okx_BTCUSDT_realized_funding.csv", HistoryForm.FUNDING_OKX),
  ETH_SPOT("bybit_ETHUSDT_spot_1h.csv", HistoryForm.BAR),
  ETH_PERP_BINANCE("binance_ETHUSDT_perp_1h.csv", HistoryForm.BAR),
  ETH_PERP_BYBIT("bybit_ETHUSDT_perp_1h.csv", HistoryForm.BAR),
  ETH_FUNDING_BINANCE("binance_ETHUSDT_funding.csv", HistoryForm.FUNDING),
  ETH_FUNDING_BYBIT("bybit_ETHUSDT_funding.csv", HistoryForm.FUNDING),
  ETH_FUNDING_OKX("okx_ETHUSDT_realized_funding.csv", HistoryForm.FUNDING_OKX),
  WEETH_RATE("weETH_ETH_rate_1h.csv", HistoryForm.RATE),
  WEETH_DEX("weETH_WETH_market_1h.csv", HistoryForm.DEX),
  WSTETH_RATE("wstETH_ETH_rate_1h.csv", HistoryForm.RATE),
  EIGEN("EIGEN_WETH_1h.csv", HistoryForm.CLOSE),
  ETHFI("ETHFI_WETH_1h.csv", HistoryForm.CLOSE),
  USDT_AAVE("aave_USDT_daily.csv", HistoryForm.AAVE),
  WETH_AAVE("aave_WETH_daily.csv", HistoryForm.AAVE),
  WEETH_AAVE("aave_weETH_daily.csv", HistoryForm.AAVE),
  WSTETH_AAVE("aave_wstETH_daily.csv", HistoryForm.AAVE),
  GAS("gas_1h.csv", HistoryForm.GAS);

  private final String fileName;
  private final HistoryForm form;

  HistoryFile(String fileName, HistoryForm form) {
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

  /** What it means if the directory does not have it, a line for people. */
  String missing() {
    return fileName + " is missing: " + form.absence();
  }

  /** The series at its first row; empty if the directory does not have the file. */
  Optional<CsvSeries> open(Path directory) {
    return isIn(directory)
        ? Optional.of(new CsvSeries(directory.resolve(fileName), form.rows()))
        : Optional.empty();
  }
}
