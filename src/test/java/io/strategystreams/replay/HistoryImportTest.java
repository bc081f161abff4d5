package io.strategystreams.replay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.strategystreams.core.market.Market;
import io.strategystreams.replay.HistoryImport.Exchange;
import io.strategystreams.replay.HistoryImport.Kind;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.zip.GZIPOutputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Files made here in the layouts that exchanges publish. */
class HistoryImportTest {
  private static final long MIDNIGHT = Instant.parse("2024-06-01T00:00:00Z").toEpochMilli();
  private static final long HOUR = 3_600_000;
  private static final String HEADER = "timestamp,open,high,low,close";
  private static final String BINANCE_HEADER =
      "open_time,open,high,low,close,volume,close_time,quote_volume,count,taker_buy_volume,"
          + "taker_buy_quote_volume,ignore\n";

  @TempDir Path directory;

  @Test
  void binanceKlinesWithAndWithoutHeaderInMillisAndMicros() throws IOException {
    Path old = plain("BTCUSDT-1h-2024-06.csv", binance(MIDNIGHT, "100", 1));
    Path named =
        plain("BTCUSDT-1h-2024-07.csv", BINANCE_HEADER + binance(MIDNIGHT + HOUR, "101", 1));
    Path micros = plain("BTCUSDT-1h-2025-01.csv", binance(MIDNIGHT + 2 * HOUR, "102", 1000));

    HistoryImport.Written written =
        written(Exchange.BINANCE, Kind.KLINE, "binance:Spot:BTC/USDT", micros, named, old);

    assertThat(written.file()).hasFileName("binance_BTCUSDT_spot_1h.csv");
    assertThat(Files.readAllLines(written.file()))
        .containsExactly(
            HEADER,
            "2024-06-01T00:00:00Z,100,110.5,90,105",
            "2024-06-01T01:00:00Z,101,110.5,90,105",
            "2024-06-01T02:00:00Z,102,110.5,90,105");
    assertThat(written.notes()).isEmpty();
  }

  /** What was imported is what is replayed. */
  @Test
  void anImportedFileIsReplayed() throws IOException {
    Path klines = zipped("BTCUSDT-1h-2024-06.zip", BINANCE_HEADER + binance(MIDNIGHT, "100", 1));
    written(Exchange.BINANCE, Kind.KLINE, "binance:Perp:BTCUSDT", klines);
    Path rates =
        plain(
            "BTCUSDT-fundingRate-2024-06.csv",
            "calc_time,funding_interval_hours,last_funding_rate\n"
                + (MIDNIGHT - 7 * HOUR + 7)
                + ",8,0.00020000\n"
                + (MIDNIGHT + HOUR + 3)
                + ",8,-0.00001000\n");
    written(Exchange.BINANCE, Kind.FUNDING, "binance:Perp:BTCUSDT", rates);

    List<MarketInstant> instants =
        MarketHistoryTest.all(
            new MarketHistory(
                directory.resolve("out"), Set.of(Market.parse("binance:Perp:BTCUSDT"))));

    Observation price = instants.get(1).prices().get(0);
    assertThat(price.quote().eventTime()).isEqualTo("2024-06-01T01:00:00Z");
    assertThat(price.quote().fundingRate()).isEqualTo(-0.00001);
    assertThat(price.open()).isEqualByComparingTo("100");
  }

  @Test
  void minutesOfOkxAreJoinedAndHoursThatLackSomeAreLeftOut() throws IOException {
    StringBuilder rows =
        new StringBuilder(
            "instrument_name,open,high,low,close,vol,vol_ccy,vol_quote,open_time,confirm\n");
    for (int minute = 0; minute < 150; minute++) {
      long time = MIDNIGHT + minute * 60_000L;
      rows.append(
          "ETH-USDT-SWAP,%d,%d,%d,%d,1,1,1,%d,1%n"
              .formatted(3000 + minute, 3010 + minute, 2990 + minute, 3001 + minute, time));
      rows.append("BTC-USDT-SWAP,1,1,1,1,1,1,1,").append(time).append(",1\n");
    }
    rows.append("ETH-USDT-SWAP,1,1,1,1,1,1,1,").append(MIDNIGHT + 150 * 60_000L).append(",0\n");

    HistoryImport.Written written =
        written(
            Exchange.OKX,
            Kind.KLINE,
            "okx:Perp:ETHUSDT",
            zipped("ETH-USDT-SWAP-candlesticks-2024-06.zip", rows.toString()));

    assertThat(Files.readAllLines(written.file()))
        .containsExactly(
            HEADER,
            "2024-06-01T00:00:00Z,3000,3069,2990,3060",
            "2024-06-01T01:00:00Z,3060,3129,3050,3120");
    assertThat(written.notes())
        .containsExactly("1 hour is left out: of 60 bars of 1 min some are missing");
  }

  @Test
  void okxFundingIsWhatWasPaidOfThatSwap() throws IOException {
    Path rates =
        plain(
            "allswaprate-swaprate-2024-06-01.csv",
            "instrument_name/\u5408\u7EA6\u540D,contract_type,funding_rate/x,real_funding_rate/y,funding_time/z\n"
                + "ETH-USDT-SWAP,swap,0.5,0.6,"
                + MIDNIGHT
                + "\n"
                + "BTC-USDT-SWAP,swap,0.0003,0.0001,"
                + MIDNIGHT
                + "\n"
                + "BTC-USDT-SWAP,swap,0.0003,0.0002,"
                + (MIDNIGHT + 8 * HOUR)
                + "\n");

    HistoryImport.Written written = written(Exchange.OKX, Kind.FUNDING, "okx:Perp:BTCUSDT", rates);

    assertThat(written.file()).hasFileName("okx_BTCUSDT_funding.csv");
    assertThat(Files.readAllLines(written.file()))
        .containsExactly(
            "timestamp,funding_rate", "2024-06-01T00:00:00Z,0.0001", "2024-06-01T08:00:00Z,0.0002");
  }

  @Test
  void bybitsWallClockNeedsItsOffset() throws IOException {
    Path bars =
        gzipped(
            "BTCUSDT_60_2024-06-01_2024-06-30.csv.gz",
            "2024.06.01 03:00,100,110,90,105,7\n2024.06.01 04:00,105,110,90,106,7\n");
    HistoryImport without = importing(Exchange.BYBIT, Kind.KLINE, "bybit:Perp:BTCUSDT", null);
    assertThatThrownBy(() -> without.write(List.of(bars), directory.resolve("out")))
        .isInstanceOf(HistoryException.class)
        .hasMessageContainingAll(":1: time", "--clock", "2024.06.01 03:00");

    HistoryImport.Written written =
        importing(Exchange.BYBIT, Kind.KLINE, "bybit:Perp:BTCUSDT", ZoneOffset.ofHours(3))
            .write(List.of(bars), directory.resolve("out"));

    assertThat(Files.readAllLines(written.file()).get(1))
        .isEqualTo("2024-06-01T00:00:00Z,100,110,90,105");
  }

  /** Newest first and quoted, as jq makes CSV of the answers of Bybit's API. */
  @Test
  void bybitFundingByItsOwnNamesOfFields() throws IOException {
    Path rates =
        plain(
            "funding.csv",
            "\"symbol\",\"fundingRate\",\"fundingRateTimestamp\"\n"
                + "\"BTCUSDT\",\"0.0002\",\""
                + (MIDNIGHT + 8 * HOUR)
                + "\"\n"
                + "\"BTCUSDT\",\"0.0001\",\""
                + MIDNIGHT
                + "\"\n");

    HistoryImport.Written written =
        written(Exchange.BYBIT, Kind.FUNDING, "bybit:Perp:BTCUSDT", rates);

    assertThat(Files.readAllLines(written.file()))
        .containsExactly(
            "timestamp,funding_rate", "2024-06-01T00:00:00Z,0.0001", "2024-06-01T08:00:00Z,0.0002");
  }

  @Test
  void whatIsUnsoundIsRefusedByFileAndLineAndNothingIsWritten() throws IOException {
    assertRefused(binance(MIDNIGHT, "abc", 1), "x.csv:1: column 2", "a decimal number", "abc");
    assertRefused("12345,1,1,1,1\n", "x.csv:1: time", "since 1970", "12345");
    assertRefused("a,b\n1,2\n", "x.csv:1: header", "open_time");
    assertRefused("", "x.csv", "rows of BTCUSDT");
    assertRefused(
        binance(MIDNIGHT, "100", 1) + binance(MIDNIGHT, "101", 1), "x.csv:2", "x.csv:1", "101");
    assertRefused(binance(MIDNIGHT, "100", 1) + binance(MIDNIGHT + 4 * HOUR, "101", 1), "240 min");
    assertRefused(binance(MIDNIGHT, "200", 1), "not written", "low <= open <= high");
    assertThat(directory.resolve("out"))
        .satisfiesAnyOf(
            out -> assertThat(out).doesNotExist(), out -> assertThat(out).isEmptyDirectory());
  }

  @Test
  void aFileThatIsThereIsOverwrittenOnlyIfAsked() throws IOException {
    Path bars = plain("x.csv", binance(MIDNIGHT, "100", 1));
    written(Exchange.BINANCE, Kind.KLINE, "binance:Spot:BTC/USDT", bars);

    assertThatThrownBy(() -> written(Exchange.BINANCE, Kind.KLINE, "binance:Spot:BTC/USDT", bars))
        .isInstanceOf(FileAlreadyExistsException.class);
  }

  @Test
  void aPerpIsOfItsExchangeAndSpotPaysNoFunding() {
    assertThatThrownBy(() -> importing(Exchange.OKX, Kind.KLINE, "bybit:Perp:BTCUSDT", null))
        .hasMessageContainingAll("perpetual at okx", "bybit:Perp:BTCUSDT");
    assertThatThrownBy(() -> importing(Exchange.OKX, Kind.FUNDING, "binance:Spot:BTC/USDT", null))
        .hasMessageContaining("perpetual for --kind funding");
  }

  private void assertRefused(String content, String... parts) throws IOException {
    Path file = plain("x.csv", content);
    assertThatThrownBy(() -> written(Exchange.BINANCE, Kind.KLINE, "binance:Spot:BTC/USDT", file))
        .isInstanceOf(HistoryException.class)
        .hasMessageContainingAll(parts);
  }

  private HistoryImport.Written written(Exchange exchange, Kind kind, String market, Path... files)
      throws IOException {
    return importing(exchange, kind, market, null).write(List.of(files), directory.resolve("out"));
  }

  private static HistoryImport importing(
      Exchange exchange, Kind kind, String market, ZoneOffset clock) {
    return new HistoryImport(
        new HistoryImport.Request(
            exchange, kind, Market.parse(market), Optional.ofNullable(clock), false));
  }

  private static String binance(long millis, String open, int factor) {
    List<Object> cells = new ArrayList<>(List.of(millis * factor, open, "110.5", "90", "105"));
    cells.addAll(List.of("7", (millis + HOUR - 1) * factor, "7", "7", "7", "7", "0"));
    return String.join(",", cells.stream().map(Object::toString).toList()) + "\n";
  }

  private Path plain(String name, String content) throws IOException {
    return Files.writeString(directory.resolve(name), content);
  }

  private Path gzipped(String name, String content) throws IOException {
    try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(directory.resolve(name)))) {
      out.write(content.getBytes(StandardCharsets.UTF_8));
    }
    return directory.resolve(name);
  }

  private Path zipped(String name, String content) throws IOException {
    try (ZipOutputStream out =
        new ZipOutputStream(Files.newOutputStream(directory.resolve(name)))) {
      out.putNextEntry(new ZipEntry(name.replace(".zip", ".csv")));
      out.write(content.getBytes(StandardCharsets.UTF_8));
    }
    return directory.resolve(name);
  }
}
