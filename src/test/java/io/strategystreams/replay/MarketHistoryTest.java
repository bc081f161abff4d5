package io.strategystreams.replay;

import static io.strategystreams.replay.HistoryDirectory.BARS;
import static io.strategystreams.replay.HistoryDirectory.CLOSES;
import static io.strategystreams.replay.HistoryDirectory.FUNDING;
import static io.strategystreams.replay.HistoryDirectory.OKX_FUNDING;
import static io.strategystreams.replay.HistoryDirectory.RATES;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.strategystreams.core.market.Market;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MarketHistoryTest {
  private static final Instant MIDNIGHT = Instant.parse("2024-06-01T00:00:00Z");

  @TempDir Path temporary;
  private HistoryDirectory files;

  @BeforeEach
  void directory() {
    files = new HistoryDirectory(temporary);
  }

  @Test
  void publishesABarWhenItEndsNotWhenItBegins() {
    files.with("bybit_ETHUSDT_spot_1h.csv", BARS, "2024-06-01T00:00:00Z,3000,3010,2990,3005.5");

    List<MarketInstant> instants = all(files.history());

    assertThat(instants).hasSize(1);
    assertThat(instants.get(0).time()).isEqualTo("2024-06-01T01:00:00Z");
    assertThat(price(instants.get(0), "binance:Spot:ETH/USDT")).hasValue("3005.5");
  }

  @Test
  void bybitStandsInForOkxAndPublishesBoth() {
    files.with("bybit_ETHUSDT_perp_1h.csv", BARS, "2024-06-01T00:00:00Z,3000,3010,2990,3001");

    MarketInstant instant = all(files.history()).get(0);

    assertThat(price(instant, "bybit:Perp:ETHUSDT")).hasValue("3001");
    assertThat(price(instant, "okx:Perp:ETHUSDT")).hasValue("3001");
  }

  @Test
  void aBarsPriceCarriesItsHighAndLowAndARateHasNone() {
    files
        .with("bybit_ETHUSDT_perp_1h.csv", BARS, "2024-06-01T00:00:00Z,3000,3010,2990,3001")
        .with("bybit_ETHUSDT_spot_1h.csv", BARS, "2024-06-01T00:00:00Z,3000,3011,2991,3002")
        .with("weETH_ETH_rate_1h.csv", RATES, "2024-06-01T01:00:00Z,1.01");

    MarketInstant instant = all(files.history()).get(0);

    for (String perp : List.of("bybit:Perp:ETHUSDT", "okx:Perp:ETHUSDT")) {
      assertThat(observation(instant, perp).high()).isEqualByComparingTo("3010");
      assertThat(observation(instant, perp).low()).isEqualByComparingTo("2990");
    }
    assertThat(observation(instant, "binance:Spot:ETH/USDT").high()).isEqualByComparingTo("3011");
    assertThat(observation(instant, "binance:Spot:ETH/USDT").low()).isEqualByComparingTo("2991");
    assertThat(observation(instant, "etherfi:Rate:weETH/WETH").high()).isNull();
    assertThat(observation(instant, "etherfi:Rate:weETH/WETH").low()).isNull();
  }

  @Test
  void aBarWhoseCloseIsOutsideItsExtremesIsRefused() {
    files.with(
        "bybit_ETHUSDT_perp_1h.csv",
        BARS,
        "2024-06-01T00:00:00Z,3000,3010,2990,3001",
        "2024-06-01T01:00:00Z,3000,3010,2990,3011");

    assertThatThrownBy(() -> all(files.history()))
        .isInstanceOf(HistoryException.class)
        .hasMessageContainingAll("bybit_ETHUSDT_perp_1h.csv:3", "close <= high", "3011");
  }

  @Test
  void aPerpPriceCarriesTheFundingRateKnownLast() {
    files
        .with(
            "binance_BTCUSDT_perp_1h.csv",
            BARS,
            "2024-06-01T06:00:00Z,60000,60010,59990,60001",
            "2024-06-01T07:00:00Z,60000,60010,59990,60002")
        .with(
            "binance_BTCUSDT_funding.csv",
            FUNDING,
            "2024-06-01T00:00:00Z,1e-05",
            "2024-06-01T08:00:00Z,2e-05");

    List<MarketInstant> instants = all(files.history());

    assertThat(funding(instants.get(1), "binance:Perp:BTCUSDT")).isEqualTo(1e-05);
    assertThat(funding(instants.get(2), "binance:Perp:BTCUSDT")).isEqualTo(2e-05);
  }

  @Test
  void okxTakesBybitsFundingWhereItsOwnIsMissing() {
    files
        .with(
            "bybit_BTCUSDT_perp_1h.csv",
            BARS,
            "2024-06-01T06:00:00Z,60000,60010,59990,60001",
            "2024-06-01T07:00:00Z,60000,60010,59990,60002")
        .with(
            "bybit_BTCUSDT_funding.csv",
            FUNDING,
            "2024-06-01T00:00:00Z,1e-05",
            "2024-06-01T08:00:00Z,2e-05")
        .with("okx_BTCUSDT_realized_funding.csv", OKX_FUNDING, "2024-06-01T00:00:00Z,5e-05");

    List<MarketInstant> instants = all(files.history());

    assertThat(funding(instants.get(1), "okx:Perp:BTCUSDT")).isEqualTo(5e-05);
    assertThat(funding(instants.get(2), "okx:Perp:BTCUSDT")).isEqualTo(2e-05);
    assertThat(funding(instants.get(2), "bybit:Perp:BTCUSDT")).isEqualTo(2e-05);
  }

  @Test
  void ratesAreKnownAtTheirOwnTimeAndWstEthTradesJustBelow() {
    files.with("wstETH_ETH_rate_1h.csv", RATES, "2024-06-01T00:00:00Z,1.1663053369569736");

    MarketInstant instant = all(files.history()).get(0);

    assertThat(instant.time()).isEqualTo(MIDNIGHT);
    assertThat(price(instant, "lido:Rate:wstETH/WETH")).hasValue("1.1663053369569736");
    assertThat(price(instant, "uniswap:Spot:wstETH/WETH")).hasValue("1.165139031620016626");
  }

  @Test
  void dustIsPricedThroughEth() {
    files
        .with("bybit_ETHUSDT_spot_1h.csv", BARS, "2024-06-01T00:00:00Z,3000,3010,2990,3000")
        .with("EIGEN_WETH_1h.csv", CLOSES, "2024-06-01T00:00:00Z,0.001");

    MarketInstant instant = all(files.history()).get(0);

    assertThat(price(instant, "binance:Spot:EIGEN/USDT")).hasValue("3");
  }

  @Test
  void dustWithoutAnEthPriceOfTheSameHourIsNotPublished() {
    files.with("EIGEN_WETH_1h.csv", CLOSES, "2024-06-01T00:00:00Z,0.001");

    assertThat(all(files.history()).get(0).prices()).isEmpty();
  }

  @Test
  void aHoleLeavesTheMarketOutAndTheOthersGoOn() {
    files
        .with(
            "binance_ETHUSDT_perp_1h.csv",
            BARS,
            "2024-06-01T00:00:00Z,3000,3010,2990,3001",
            "2024-06-01T02:00:00Z,3000,3010,2990,3003")
        .with(
            "bybit_ETHUSDT_perp_1h.csv",
            BARS,
            "2024-06-01T00:00:00Z,3000,3010,2990,3001",
            "2024-06-01T01:00:00Z,3000,3010,2990,3002",
            "2024-06-01T02:00:00Z,3000,3010,2990,3003");

    List<MarketInstant> instants = all(files.history());

    assertThat(instants).hasSize(3);
    assertThat(price(instants.get(1), "binance:Perp:ETHUSDT")).isEmpty();
    assertThat(price(instants.get(1), "bybit:Perp:ETHUSDT")).hasValue("3002");
    assertThat(price(instants.get(2), "binance:Perp:ETHUSDT")).hasValue("3003");
  }

  @Test
  void namesTheFilesThatAreMissing() {
    files
        .with("bybit_ETHUSDT_spot_1h.csv", BARS, "2024-06-01T00:00:00Z,3000,3010,2990,3000")
        .with("bybit_ETHUSDT_funding.csv", FUNDING, "2024-06-01T00:00:00Z,1e-05");

    assertThat(files.history().notes())
        .contains("okx_ETHUSDT_realized_funding.csv is missing: bybit's stands in")
        .noneMatch(note -> note.startsWith("bybit_ETHUSDT_spot_1h.csv"));
  }

  @Test
  void readsFromInclusiveToExclusive() {
    files.with(
        "weETH_ETH_rate_1h.csv",
        RATES,
        "2024-06-01T00:00:00Z,1.01",
        "2024-06-01T01:00:00Z,1.02",
        "2024-06-01T02:00:00Z,1.03");

    try (MarketFeed feed =
        files.history().open(MIDNIGHT.plusSeconds(3600), MIDNIGHT.plusSeconds(7200))) {
      assertThat(feed.next().time()).isEqualTo(MIDNIGHT.plusSeconds(3600));
      assertThat(feed.hasNext()).isFalse();
    }
  }

  @Test
  void startsWithTheFirstPrice() {
    files
        .with("okx_BTCUSDT_realized_funding.csv", OKX_FUNDING, "2024-05-01T00:00:00Z,5e-05")
        .with("weETH_ETH_rate_1h.csv", RATES, "2024-06-01T00:00:00Z,1.01");

    assertThat(files.history().start()).isEqualTo(MIDNIGHT);
  }

  @Test
  void anErrorNamesFileLineColumnAndValue() {
    assertRefused("2024-06-01T01:00:00Z,abc", "weETH_ETH_rate_1h.csv:3: oracle_price_eth", "abc");
    assertRefused("2024-06-01T01:00:00Z,-1", "weETH_ETH_rate_1h.csv:3", "above 0, was -1");
    assertRefused("2024-06-01T01:00:00Z,1e40", "weETH_ETH_rate_1h.csv:3", "below 1e20, was 1e40");
    assertRefused("01/06/2024,1", "weETH_ETH_rate_1h.csv:3: timestamp", "was 01/06/2024");
    assertRefused("2024-06-01T01:00:00Z", "weETH_ETH_rate_1h.csv:3: row", "2 columns");
    assertRefused("2024-06-01T00:00:00Z,1.01", "weETH_ETH_rate_1h.csv:3: timestamp", "after");
  }

  private void assertRefused(String row, String... parts) {
    files.with("weETH_ETH_rate_1h.csv", RATES, "2024-06-01T00:00:00Z,1.01", row);
    assertThatThrownBy(() -> all(files.history()))
        .isInstanceOf(HistoryException.class)
        .hasMessageContainingAll(parts);
  }

  @Test
  void fundingIsOfTheHourItIsStampedAfter() {
    files
        .with(
            "bybit_BTCUSDT_perp_1h.csv",
            BARS,
            "2024-06-01T06:00:00Z,60000,60010,59990,60001",
            "2024-06-01T07:00:00Z,60000,60010,59990,60002")
        .with(
            "bybit_BTCUSDT_funding.csv",
            FUNDING,
            "2024-06-01T00:00:00.011Z,1e-05",
            "2024-06-01T08:00:00.011Z,2e-05");

    List<MarketInstant> instants = all(files.history());

    assertThat(instants)
        .extracting(MarketInstant::time)
        .containsExactlyElementsOf(List.of(hour(0), hour(7), hour(8)));
    assertThat(funding(instants.get(2), "bybit:Perp:BTCUSDT")).isEqualTo(2e-05);
  }

  @Test
  void fundingStampedElsewhereIsRefused() {
    files.with("bybit_BTCUSDT_funding.csv", FUNDING, "2024-06-01T00:05:00Z,1e-05");

    assertThatThrownBy(files::history)
        .isInstanceOf(HistoryException.class)
        .hasMessageContainingAll("funding.csv:2: timestamp", "full hour", "00:05:00Z");
  }

  /** Told per 8 hours with the interval: 1e-05 each hour is 8e-05. */
  @ParameterizedTest
  @CsvSource({"1, 8e-05", "2, 4e-05", "4, 2e-05", "8, 1e-05"})
  void fundingComesByItsOwnIntervalUntilTheNextIsDue(int hours, double perEightHours) {
    files
        .with("bybit_BTCUSDT_perp_1h.csv", BARS, bars(0, 40))
        .with(
            "bybit_BTCUSDT_funding.csv",
            FUNDING,
            hour(0) + ",5e-05",
            hour(hours) + ",1e-05",
            hour(2 * hours) + ",1e-05");

    List<MarketInstant> instants = all(files.history());

    for (MarketInstant instant : instants) {
      if (instant.time().isAfter(hour(hours - 1)) && instant.time().isBefore(hour(3 * hours))) {
        assertThat(funding(instant, "bybit:Perp:BTCUSDT")).isEqualTo(perEightHours);
        assertThat(observation(instant, "bybit:Perp:BTCUSDT").fundingHours())
            .isEqualTo(hours == 8 ? null : Integer.valueOf(hours));
      } else if (instant.time().isAfter(hour(3 * hours - 1))) {
        assertThat(funding(instant, "bybit:Perp:BTCUSDT")).as(instant.time() + "").isNull();
      }
    }
  }

  @Test
  void afterAMissingFundingTheIntervalIsTheOneBefore() {
    files
        .with("bybit_BTCUSDT_perp_1h.csv", BARS, bars(0, 13))
        .with(
            "bybit_BTCUSDT_funding.csv",
            FUNDING,
            hour(0) + ",1e-05",
            hour(1) + ",1e-05",
            hour(4) + ",1e-05",
            hour(5) + ",1e-05",
            hour(7) + ",1e-05",
            hour(8) + ",1e-05");

    List<MarketInstant> instants = all(files.history());

    assertThat(observation(instants.get(4), "bybit:Perp:BTCUSDT").fundingHours()).isEqualTo(1);
    assertThat(observation(instants.get(7), "bybit:Perp:BTCUSDT").fundingHours()).isEqualTo(1);
    assertThat(funding(instants.get(6), "bybit:Perp:BTCUSDT")).isNull();
    assertThat(files.history().notes())
        .contains(
            "bybit_BTCUSDT_funding.csv has no rows in 2 places, the longest from"
                + " 2024-06-01T01:00:00Z to 2024-06-01T04:00:00Z: no funding is paid");
  }

  @Test
  void everyUnsoundRowIsRefusedBeforeAnythingIsReplayed() {
    assertBarsRefused(":2: timestamp", "full hour", "2024-06-01T00:30:00Z,1,1,1,1");
    assertBarsRefused(
        ":3: timestamp",
        "a time after the row before it",
        hour(23) + ",1,1,1,1",
        hour(22) + ",1,1,1,1",
        hour(21) + ",1,1,1,1");
    assertBarsRefused(
        ":3: timestamp",
        "hourly rows",
        hour(0) + ",1,1,1,1",
        hour(24) + ",1,1,1,1",
        hour(48) + ",1,1,1,1",
        hour(72) + ",1,1,1,1");
    assertBarsRefused(":3: rows", "at least one after the header");
    assertBarsRefused(":2: row", "low <= open <= high", hour(0) + ",3,2,1,2");
  }

  private void assertBarsRefused(String where, String expected, String... rows) {
    files.with("bybit_BTCUSDT_spot_1h.csv", BARS, rows);
    assertThatThrownBy(files::history)
        .isInstanceOf(HistoryException.class)
        .hasMessageContainingAll("bybit_BTCUSDT_spot_1h.csv" + where, expected);
  }

  @Test
  void dailyFundingAndHourlyInterestAreRefused() {
    files.with("okx_BTCUSDT_funding.csv", FUNDING, daily(",1e-05"));
    assertThatThrownBy(files::history)
        .hasMessageContainingAll("okx_BTCUSDT_funding.csv:3", "1, 2, 4, 6 or 8 hours apart");

    files
        .with("okx_BTCUSDT_funding.csv", FUNDING, hour(0) + ",1e-05")
        .with("aave_USDT_daily.csv", HistoryDirectory.AAVE, hourly(",1.1,0.05,1.1,0.05"));
    assertThatThrownBy(files::history)
        .hasMessageContainingAll("aave_USDT_daily.csv:3", "daily rows");
  }

  @Test
  void whatIsNotReadIsNoted() {
    files
        .with("bybit_BTCUSDT_spot_1h.csv", BARS, bars(0, 1))
        .with("binance_BTCUSDT_spot_1h.csv", BARS, bars(0, 1))
        .with("bybit_BTCUSDT_perp_1H.csv", BARS, bars(0, 1))
        .with("bybit_DOGEUSDT_perp_1h.csv", BARS, bars(0, 1))
        .with("README.md", "what these are");

    assertThat(files.history().notes())
        .contains(
            "bybit_BTCUSDT_spot_1h.csv is not read: binance_BTCUSDT_spot_1h.csv says the same",
            "bybit_BTCUSDT_perp_1H.csv is not read: no history file has this name, or its market is"
                + " not in markets.yaml (did you mean bybit_BTCUSDT_perp_1h.csv?)")
        .anyMatch(note -> note.startsWith("bybit_DOGEUSDT_perp_1h.csv is not read"))
        .noneMatch(note -> note.startsWith("README.md"));
  }

  @Test
  void anyCoinThatIsKnownIsRead() {
    Set<Market> markets =
        Set.of(Market.parse("binance:Spot:SOL/USDT"), Market.parse("okx:Perp:SOLUSDT"));
    files
        .with("binance_SOLUSDT_spot_1h.csv", BARS, bars(0, 1))
        .with("okx_SOLUSDT_perp_1h.csv", BARS, bars(0, 1))
        .with("okx_SOLUSDT_funding.csv", FUNDING, hour(0) + ",1e-05");

    MarketInstant instant = all(new MarketHistory(temporary, markets)).get(1);

    assertThat(observation(instant, "binance:Spot:SOL/USDT").source()).isEqualTo("binance spot");
    assertThat(observation(instant, "okx:Perp:SOLUSDT").source()).isEqualTo("okx perp");
    assertThat(funding(instant, "okx:Perp:SOLUSDT")).isEqualTo(1e-05);
  }

  @Test
  void aByteOrderMarkIsNoPartOfTheHeader() {
    files.with("bybit_BTCUSDT_spot_1h.csv", "\uFEFF" + BARS, bars(0, 1));

    assertThat(all(files.history())).hasSize(1);
  }

  @Test
  void aFileThatEndsBeforeTheOthersIsNoted() {
    files
        .with("bybit_BTCUSDT_perp_1h.csv", BARS, bars(0, 48))
        .with("bybit_BTCUSDT_funding.csv", FUNDING, hour(0) + ",1e-05", hour(8) + ",1e-05");

    assertThat(files.history().notes())
        .contains("bybit_BTCUSDT_funding.csv ends 2024-06-01T08:00:00Z: no funding is paid");
  }

  private static Instant hour(int hour) {
    return MIDNIGHT.plusSeconds(3600L * hour);
  }

  private static String[] bars(int from, int to) {
    return IntStream.range(from, to)
        .mapToObj(hour -> hour(hour) + ",60000,60010,59990,60001")
        .toArray(String[]::new);
  }

  private static String[] hourly(String values) {
    return IntStream.range(0, 5).mapToObj(hour -> hour(hour) + values).toArray(String[]::new);
  }

  private static String[] daily(String values) {
    return IntStream.range(0, 5).mapToObj(day -> hour(24 * day) + values).toArray(String[]::new);
  }

  @Test
  void aMissingColumnIsRefusedByName() {
    files.with("weETH_ETH_rate_1h.csv", "timestamp,price", "2024-06-01T00:00:00Z,1.01");

    assertThatThrownBy(() -> all(files.history()))
        .isInstanceOf(HistoryException.class)
        .hasMessageContainingAll("weETH_ETH_rate_1h.csv:1", "oracle_price_eth", "timestamp,price");
  }

  @Test
  void aDirectoryWithoutHistoryIsRefused() {
    assertThatThrownBy(files::history)
        .isInstanceOf(HistoryException.class)
        .hasMessageContaining("no market history in " + temporary);
  }

  static List<MarketInstant> all(MarketSource source) {
    List<MarketInstant> instants = new ArrayList<>();
    try (MarketFeed feed = source.open(Instant.MIN, Instant.MAX)) {
      feed.forEachRemaining(instants::add);
    }
    return instants;
  }

  private static Optional<String> price(MarketInstant instant, String market) {
    return instant.prices().stream()
        .filter(price -> price.quote().market().toString().equals(market))
        .map(price -> price.quote().price().stripTrailingZeros())
        .map(BigDecimal::toPlainString)
        .findFirst();
  }

  private static Observation observation(MarketInstant instant, String market) {
    return instant.prices().stream()
        .filter(price -> price.quote().market().toString().equals(market))
        .findFirst()
        .orElseThrow();
  }

  private static Double funding(MarketInstant instant, String market) {
    return instant.prices().stream()
        .filter(price -> price.quote().market().toString().equals(market))
        .findFirst()
        .orElseThrow()
        .quote()
        .fundingRate();
  }
}
