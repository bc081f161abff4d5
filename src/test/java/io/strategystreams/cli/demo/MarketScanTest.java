package io.strategystreams.cli.demo;

import static org.assertj.core.api.Assertions.assertThat;

import io.strategystreams.core.market.Market;
import io.strategystreams.core.market.Prediction;
import io.strategystreams.core.market.Signal;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import org.junit.jupiter.api.Test;

class MarketScanTest {
  private static final Instant FROM = Instant.parse("2024-06-11T00:00:00Z");
  private static final Instant TO = Instant.parse("2024-06-14T00:00:00Z");
  private static final String BTC_PERP = "binance:Perp:BTCUSDT";

  private final MadeUpMarket market = new MadeUpMarket();

  @Test
  void aDayOnWhichAMarketIsSilentForLongerThanPricesMayAgeIsStale() {
    market.hourly(BTC_PERP, FROM, Instant.parse("2024-06-12T01:00:00Z"));
    market.hourly(BTC_PERP, Instant.parse("2024-06-13T00:00:00Z"), TO);

    MarketScan scan = scan();

    assertThat(scan.staleDays()).containsExactly(LocalDate.parse("2024-06-12"));
    assertThat(scan.isStaleDay(Instant.parse("2024-06-12T23:59:59Z"))).isTrue();
    assertThat(scan.isStaleDay(Instant.parse("2024-06-13T00:00:00Z"))).isFalse();
  }

  @Test
  void aMarketThatStopsIsStaleToTheEnd() {
    market.hourly(BTC_PERP, FROM, Instant.parse("2024-06-12T12:00:00Z"));

    assertThat(scan().staleDays())
        .containsExactly(LocalDate.parse("2024-06-12"), LocalDate.parse("2024-06-13"));
  }

  @Test
  void aMarketThatBeginsLaterWasNotStaleBefore() {
    market.hourly(BTC_PERP, FROM, TO);
    market.hourly("binance:Spot:EIGEN/USDT", FROM.plus(Duration.ofDays(2)), TO);

    MarketScan scan = scan();

    assertThat(scan.staleDays()).isEmpty();
    assertThat(scan.firstSeen())
        .containsEntry(Market.parse("binance:Spot:EIGEN/USDT"), FROM.plus(Duration.ofDays(2)))
        .containsEntry(Market.parse(BTC_PERP), FROM);
    assertThat(scan.instants()).isEqualTo(72);
  }

  @Test
  void aSignalCountsStrictlyAboveTheThresholdAndWhileItsMarketIsFresh() {
    market.hourly(BTC_PERP, FROM, FROM.plus(Duration.ofHours(4)));
    predict(1, Signal.SWING_HIGH_BREAKOUT, 0.9);
    predict(2, Signal.SWING_HIGH_BREAKOUT, 0.8);
    predict(3, Signal.SWING_LOW_NEUTRAL, 0.81);
    predict(4, Signal.NEUTRAL, 0.9);
    predict(20, Signal.SWING_LOW_BREAKOUT, 1);

    assertThat(scan().signals())
        .containsExactly(
            new MarketScan.ActionableSignal(FROM.plus(Duration.ofHours(1)), true),
            new MarketScan.ActionableSignal(FROM.plus(Duration.ofHours(3)), false));
  }

  private void predict(int hour, Signal signal, double confidence) {
    market.predict(
        new Prediction("BTC", signal, confidence, 0.01, "1h", FROM.plus(Duration.ofHours(hour))));
  }

  private MarketScan scan() {
    return MarketScan.of(market, FROM, TO, Duration.ofHours(2), 0.8);
  }
}
