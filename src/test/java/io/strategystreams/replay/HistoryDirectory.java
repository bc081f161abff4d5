package io.strategystreams.replay;

import io.strategystreams.testing.Markets;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** A directory of history files made by a test. */
final class HistoryDirectory {
  static final String BARS = "timestamp,open,high,low,close";
  static final String FUNDING = "timestamp,funding_rate";
  static final String OKX_FUNDING = "funding_timestamp,funding_rate";
  static final String CLOSES = "timestamp,close";
  static final String AAVE =
      "timestamp,liquidityIndex,currentLiquidityRate,variableBorrowIndex,currentVariableBorrowRate";
  static final String GAS = "timestamp,gas_price_avg_gwei";
  static final String REWARDS =
      "period_start,period_end,payout_date,period_days,data_quality,eigen_per_eeth_weekly,ethfi_per_eeth";
  static final String RATES = "timestamp,oracle_price_eth";

  private final Path directory;

  HistoryDirectory(Path directory) {
    this.directory = directory;
  }

  HistoryDirectory with(String file, String header, String... rows) {
    try {
      Files.writeString(
          directory.resolve(file), header + "\n" + String.join("\n", List.of(rows)) + "\n");
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
    return this;
  }

  MarketHistory history() {
    return Markets.history(directory);
  }
}
