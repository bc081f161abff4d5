package io.strategystreams.replay;

import static org.assertj.core.api.Assertions.assertThat;

import io.strategystreams.core.market.Market;
import io.strategystreams.core.market.Signal;
import io.strategystreams.core.market.Venue;
import io.strategystreams.testing.Markets;
import io.strategystreams.testing.Prerequisite;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The history that the project is developed against, where it lies beside the checkout. */
class SharedHistoryTest {
  private static final Path DATA = Path.of("..", "shared", "data");

  @BeforeEach
  void dataIsThere() {
    Prerequisite.require(
        Files.isDirectory(DATA), "no market history in " + DATA.toAbsolutePath().normalize());
  }

  @Test
  void everyDerivedSignalOccursWithHighAndLowConfidence() {
    Map<Signal, Integer> strong = new EnumMap<>(Signal.class);
    Map<Signal, Integer> weak = new EnumMap<>(Signal.class);
    for (MarketInstant instant : MarketHistoryTest.all(Markets.history(DATA))) {
      instant
          .predictions()
          .forEach(
              prediction ->
                  (prediction.confidence() > 0.8 ? strong : weak)
                      .merge(prediction.signal(), 1, Integer::sum));
    }

    assertThat(strong.keySet())
        .containsExactlyInAnyOrder(
            Signal.SWING_LOW_BREAKOUT,
            Signal.SWING_HIGH_BREAKOUT,
            Signal.SWING_HIGH_REVERSAL,
            Signal.SWING_LOW_NEUTRAL);
    assertThat(weak.keySet()).containsAll(strong.keySet()).contains(Signal.NEUTRAL);
  }

  @Test
  void noFileIsMissingAndPerpsOfBinanceAreSilentThroughTheirHole() {
    MarketHistory history = Markets.history(DATA);
    List<Instant> binance = new ArrayList<>();
    try (MarketFeed feed =
        history.open(
            Instant.parse("2024-06-12T00:00:00Z"), Instant.parse("2024-06-13T02:00:00Z"))) {
      while (feed.hasNext()) {
        MarketInstant instant = feed.next();
        assertThat(instant.prices()).hasSizeGreaterThanOrEqualTo(11);
        instant.prices().stream()
            .filter(price -> price.quote().market().toString().equals("binance:Perp:ETHUSDT"))
            .forEach(price -> binance.add(price.quote().eventTime()));
      }
    }

    assertThat(history.notes())
        .allMatch(
            note ->
                note.contains("stands in")
                    || note.startsWith("EIGEN_WETH_1h.csv begins 2024-10-05T01:00:00Z")
                    || note.startsWith("weETH_WETH_market_1h.csv begins 2024-05-13T04:00:00Z")
                    || note.startsWith("binance_BTCUSDT_perp_1h.csv has no rows in 8 places")
                    || note.startsWith("binance_ETHUSDT_perp_1h.csv has no rows in 8 places"))
        .noneMatch(note -> note.contains("is not read"))
        .contains(
            "okx_ETHUSDT_realized_funding.csv has no rows in 9 places, the longest from"
                + " 2024-07-31T16:00:00Z to 2024-09-01T00:00:00Z: bybit's stands in");
    assertThat(binance)
        .containsExactly(
            Instant.parse("2024-06-12T00:00:00Z"),
            Instant.parse("2024-06-13T00:00:00Z"),
            Instant.parse("2024-06-13T01:00:00Z"));
  }

  /** The worst of 2584: 5.5 basis points, after a day that began with USDT at 40 % a year. */
  @Test
  void extrapolatedIndicesMeetTheNextSnapshotWithinSixBasisPoints() {
    Map<Market, BigDecimal> hourBefore = new TreeMap<>();
    int snapshots = 0;
    for (MarketInstant instant : MarketHistoryTest.all(Markets.history(DATA))) {
      for (Observation price : instant.prices()) {
        Market market = price.quote().market();
        if (!market.venue().equals(Venue.AAVE)) {
          continue;
        }
        BigDecimal before = hourBefore.put(market, price.quote().price());
        if (before != null && price.source().equals("aave snapshot")) {
          snapshots++;
          double gap = price.quote().price().doubleValue() / before.doubleValue() - 1;
          assertThat(Math.abs(gap)).as(market + " at " + instant.time()).isLessThan(6e-4);
        }
      }
    }
    assertThat(snapshots).isEqualTo(8 * 323);
  }

  @Test
  void everyExactPayoutIsMadeOnItsDay() {
    Map<Instant, Integer> payouts = new TreeMap<>();
    MarketHistoryTest.all(Markets.history(DATA)).stream()
        .filter(instant -> !instant.payouts().isEmpty())
        .forEach(instant -> payouts.put(instant.time(), instant.payouts().size()));

    assertThat(payouts.values()).hasSize(33).containsOnly(1);
    // EIGEN trades since that midnight, and the first close is known an hour later.
    assertThat(payouts).containsKey(Instant.parse("2024-10-05T01:00:00Z"));
    assertThat(payouts.keySet().stream().skip(1))
        .allMatch(time -> time.equals(time.truncatedTo(ChronoUnit.DAYS)));
  }

  @Test
  void whatIsKnownAtAnInstantDoesNotDependOnWhatComesLater() {
    Instant from = Instant.parse("2024-06-01T00:00:00Z");
    Instant to = Instant.parse("2024-06-02T00:00:00Z");
    MarketHistory history = Markets.history(DATA);

    List<MarketInstant> day = read(history, from, to);
    List<MarketInstant> week = read(history, from, Instant.parse("2024-06-08T00:00:00Z"));

    assertThat(day).hasSize(24).isEqualTo(week.subList(0, 24));
  }

  private static List<MarketInstant> read(MarketSource source, Instant from, Instant to) {
    List<MarketInstant> instants = new ArrayList<>();
    try (MarketFeed feed = source.open(from, to)) {
      feed.forEachRemaining(instants::add);
    }
    return instants;
  }
}
