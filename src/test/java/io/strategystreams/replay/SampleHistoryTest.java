package io.strategystreams.replay;

import static org.assertj.core.api.Assertions.assertThat;

import io.strategystreams.core.market.Market;
import io.strategystreams.core.market.MarketKind;
import io.strategystreams.core.market.Venue;
import io.strategystreams.testing.Markets;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** {@code examples/history} is three weeks of the simulated market, in the layout of history. */
class SampleHistoryTest {
  private static final Path SAMPLE = Path.of("examples", "history");
  private static final Path CURRENT = Path.of("target", "sample-history");
  private static final Instant FROM = Instant.parse("2024-01-01T00:00:00Z");
  private static final Instant TO = FROM.plus(Duration.ofDays(21));
  private static final int LARGEST = 1 << 20;

  /** Supply and borrow, fractions a year, as the simulated market has them. */
  private static final Map<String, List<String>> RATES =
      Map.of(
          "USDT", List.of("0.05", "0.07"),
          "WETH", List.of("0.02", "0.027"),
          "weETH", List.of("0.001", "0.02"),
          "wstETH", List.of("0.0005", "0.005"));

  private static final List<String> REWARDS =
      List.of(
          "period_start,period_end,payout_date,period_days,data_quality,eigen_per_eeth_weekly,"
              + "ethfi_per_eeth",
          "2024-01-01,2024-01-08,2024-01-08,7,exact,0.02,",
          "2024-01-08,2024-01-15,2024-01-15,7,exact,0.02,");

  @Test
  void theSampleIsTheSimulatedMarkets() throws IOException {
    SortedMap<String, List<String>> files = files();
    Files.createDirectories(CURRENT);
    for (Map.Entry<String, List<String>> file : files.entrySet()) {
      Files.write(CURRENT.resolve(file.getKey()), file.getValue());
    }

    SortedMap<String, List<String>> sample = new TreeMap<>();
    long size = 0;
    try (Stream<Path> all = Files.list(SAMPLE)) {
      for (Path file : all.filter(one -> one.toString().endsWith(".csv")).toList()) {
        sample.put(file.getFileName().toString(), Files.readAllLines(file));
        size += Files.size(file);
      }
    }
    assertThat(sample)
        .as("the simulation changed: take target/sample-history as examples/history")
        .isEqualTo(files);
    assertThat(size).isLessThan(LARGEST);
  }

  @Test
  void nothingOfItIsMissing() {
    MarketHistory history = Markets.history(SAMPLE);

    assertThat(history.notes()).isEmpty();
    assertThat(history.start()).isEqualTo(FROM);
    assertThat(MarketHistoryTest.all(history)).hasSize(21 * 24);
  }

  private static SortedMap<String, List<String>> files() {
    SortedMap<String, List<String>> files = new TreeMap<>();
    try (MarketFeed feed = new SimulatedMarket(1).open(FROM, TO)) {
      while (feed.hasNext()) {
        MarketInstant instant = feed.next();
        Map<Market, Observation> prices = new TreeMap<>();
        instant.prices().forEach(price -> prices.put(price.quote().market(), price));
        prices.values().forEach(price -> add(files, instant.time(), price));
        if (hour(instant.time()) == 0) {
          RATES.forEach((token, rates) -> addReserve(files, instant.time(), prices, token, rates));
        }
      }
    }
    files.put(RewardsFile.NAME, REWARDS);
    return files;
  }

  private static void add(SortedMap<String, List<String>> files, Instant time, Observation price) {
    Market market = price.quote().market();
    String symbol = market.symbol().replace("/", "");
    if (price.high() != null) {
      String kind = market.kind() == MarketKind.PERP ? "_perp_1h.csv" : "_spot_1h.csv";
      row(
          files,
          market.venue() + "_" + symbol + kind,
          HistoryDirectory.BARS,
          time.minus(Bar.LENGTH),
          List.of(price.open(), price.high(), price.low(), price.quote().price()));
    }
    if (price.quote().fundingRate() != null && hour(time) % 8 == 0) {
      row(
          files,
          market.venue() + "_" + symbol + "_funding.csv",
          HistoryDirectory.FUNDING,
          time,
          List.of(BigDecimal.valueOf(price.quote().fundingRate())));
    }
    String base = market.symbol().split("/")[0];
    if (market.equals(Market.gas())) {
      row(
          files,
          HistoryNames.GAS.name(),
          HistoryDirectory.GAS,
          time,
          List.of(price.quote().price().movePointRight(9)));
    } else if (market.kind() == MarketKind.RATE && !market.isForAccounting()) {
      row(
          files,
          base + "_ETH_rate_1h.csv",
          HistoryDirectory.RATES,
          time,
          List.of(price.quote().price()));
    } else if (market.venue().equals(Venue.UNISWAP)) {
      row(
          files,
          base + "_WETH_market_1h.csv",
          "timestamp,market_rate",
          time,
          List.of(price.quote().price()));
    }
  }

  private static void addReserve(
      SortedMap<String, List<String>> files,
      Instant time,
      Map<Market, Observation> prices,
      String token,
      List<String> rates) {
    String symbol = token + "/" + token;
    row(
        files,
        "aave_" + token + "_daily.csv",
        HistoryDirectory.AAVE,
        time,
        List.of(
            prices.get(Market.parse("aave_v3:Rate:a" + symbol)).quote().price(),
            new BigDecimal(rates.get(0)),
            prices.get(Market.parse("aave_v3:Rate:debt" + symbol)).quote().price(),
            new BigDecimal(rates.get(1))));
  }

  private static void row(
      SortedMap<String, List<String>> files,
      String name,
      String header,
      Instant time,
      List<BigDecimal> values) {
    files
        .computeIfAbsent(name, any -> new ArrayList<>(List.of(header)))
        .add(
            time
                + ","
                + String.join(
                    ",",
                    values.stream()
                        .map(value -> value.stripTrailingZeros().toPlainString())
                        .toList()));
  }

  private static int hour(Instant time) {
    return time.atOffset(ZoneOffset.UTC).getHour();
  }
}
