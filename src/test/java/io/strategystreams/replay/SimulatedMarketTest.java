package io.strategystreams.replay;

import static org.assertj.core.api.Assertions.assertThat;

import io.strategystreams.core.market.Quote;
import io.strategystreams.core.market.Signal;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class SimulatedMarketTest {
  private static final Instant FROM = Instant.parse("2024-01-01T00:00:00Z");

  /**
   * SHA-256 of three days of seed 1. Where the simulation is changed on purpose, take the new one.
   */
  private static final String GOLDEN =
      "3f7d4515b8a5e5c3eafd1ba8e7166845b340f5fe6be8288ac6f8a0b3fbf00b53";

  @Test
  void isTheSameOnEveryMachine() throws NoSuchAlgorithmException {
    StringBuilder text = new StringBuilder();
    days(1, 3).forEach(instant -> text.append(instant).append('\n'));

    MessageDigest digest = MessageDigest.getInstance("SHA-256");
    byte[] hash = digest.digest(text.toString().getBytes(StandardCharsets.UTF_8));

    assertThat(HexFormat.of().formatHex(hash)).isEqualTo(GOLDEN);
  }

  @Test
  void anotherSeedIsAnotherMarket() {
    assertThat(days(2, 1)).isNotEqualTo(days(1, 1));
  }

  @Test
  void publishesEveryMarketEachHour() {
    List<MarketInstant> day = days(1, 1);

    assertThat(day).hasSize(24);
    Set<String> markets =
        day.get(0).prices().stream()
            .map(price -> price.quote().market().toString())
            .collect(Collectors.toSet());
    assertThat(markets)
        .containsExactlyInAnyOrder(
            "binance:Spot:BTC/USDT",
            "binance:Spot:ETH/USDT",
            "binance:Spot:EIGEN/USDT",
            "binance:Spot:ETHFI/USDT",
            "binance:Perp:BTCUSDT",
            "binance:Perp:ETHUSDT",
            "bybit:Perp:BTCUSDT",
            "bybit:Perp:ETHUSDT",
            "okx:Perp:BTCUSDT",
            "okx:Perp:ETHUSDT",
            "etherfi:Rate:weETH/WETH",
            "lido:Rate:wstETH/WETH",
            "uniswap:Spot:weETH/WETH",
            "uniswap:Spot:wstETH/WETH",
            "aave_v3:Rate:aUSDT/USDT",
            "aave_v3:Rate:debtUSDT/USDT",
            "aave_v3:Rate:aWETH/WETH",
            "aave_v3:Rate:debtWETH/WETH",
            "aave_v3:Rate:aweETH/weETH",
            "aave_v3:Rate:debtweETH/weETH",
            "aave_v3:Rate:awstETH/wstETH",
            "aave_v3:Rate:debtwstETH/wstETH",
            "wallet:Rate:gas/ETH");
    assertThat(day)
        .allSatisfy(instant -> assertThat(instant.prices()).hasSize(markets.size()))
        .allSatisfy(instant -> assertThat(instant.predictions()).hasSize(1));
  }

  @Test
  void perpsHaveFundingAndNothingElseDoes() {
    for (MarketInstant instant : days(1, 1)) {
      for (Observation price : instant.prices()) {
        Quote quote = price.quote();
        assertThat(quote.fundingRate() != null)
            .isEqualTo(quote.market().toString().contains(":Perp:"));
      }
    }
  }

  @Test
  void whatTradesAtAnExchangeIsTheCloseOfABar() {
    for (MarketInstant instant : days(1, 2)) {
      for (Observation price : instant.prices()) {
        String market = price.quote().market().toString();
        boolean bar = market.startsWith("binance:Spot:") || market.contains(":Perp:");
        assertThat(price.high() != null).as(market).isEqualTo(bar);
        assertThat(price.low() != null).as(market).isEqualTo(bar);
        assertThat(price.open() != null).as(market).isEqualTo(bar);
        if (bar) {
          assertThat(price.quote().price()).isBetween(price.low(), price.high());
          assertThat(price.open()).isBetween(price.low(), price.high());
        }
      }
    }
  }

  @Test
  void everySignalComesWithinAFortnight() {
    Set<Signal> strong =
        days(1, 14).stream()
            .flatMap(instant -> instant.predictions().stream())
            .filter(prediction -> prediction.confidence() > 0.8)
            .map(prediction -> prediction.signal())
            .collect(Collectors.toSet());

    assertThat(strong)
        .containsExactlyInAnyOrder(
            Signal.SWING_LOW_BREAKOUT,
            Signal.SWING_HIGH_BREAKOUT,
            Signal.SWING_HIGH_REVERSAL,
            Signal.SWING_LOW_NEUTRAL);
  }

  private static List<MarketInstant> days(long seed, int days) {
    List<MarketInstant> instants = new ArrayList<>();
    try (MarketFeed feed = new SimulatedMarket(seed).open(FROM, FROM.plus(Duration.ofDays(days)))) {
      feed.forEachRemaining(instants::add);
    }
    return instants;
  }
}
