package io.strategystreams.topology;

import static org.assertj.core.api.Assertions.assertThat;

import io.strategystreams.contract.Topics;
import io.strategystreams.events.MarketEvent;
import io.strategystreams.events.MlPrediction;
import io.strategystreams.events.Price;
import io.strategystreams.metrics.MeterNames;
import io.strategystreams.testing.SampleEvents;
import java.math.BigDecimal;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Of what nothing configured uses, nothing is passed on and nothing remembered. */
class UnknownMarketsTest {
  private static final Instant NOON = SampleEvents.NOON;

  private static Price price(String market, String price) {
    return Price.newBuilder()
        .setMarket(market)
        .setPrice(new BigDecimal(price).setScale(18))
        .setEventTime(NOON)
        .build();
  }

  private static MlPrediction prediction(String asset) {
    return SampleEvents.prediction().setAsset(asset).setEventTime(NOON).build();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "kraken:Spot:ETH/USDT",
        "binance:Spot:DOGE/USDT",
        "okx:Perp:DOGEUSDT",
        "etherfi:Rate:wstETH/WETH",
        "aave_v3:Rate:aDOGE/DOGE",
        "wallet:Rate:gas/DOGE"
      })
  void anUnknownMarketIsCountedAndLeavesNoState(String market) {
    String price = market.startsWith("wallet") ? "0.00000001" : "2";
    try (Driver driver = Driver.replay()) {
      driver.pipe(Topics.PRICES, market, price(market, price), NOON);
      assertThat(driver.marketEvents()).isEmpty();

      MarketEvent direct = MarketEvent.newBuilder().setPrice(price(market, price)).build();
      driver.pipe(Topics.MARKET_DATA, market, direct, NOON);

      assertThat(driver.counted(MeterNames.IGNORED_RECORDS, "UNKNOWN_MARKET")).isEqualTo(2);
      assertThat(driver.changelogs().get(TopologyNames.MARKET_STORE)).isEmpty();
      assertThat(driver.deadLetters()).isEmpty();
    }
  }

  @Test
  void aPredictionForAnUnknownAssetIsCountedAndLeavesNoState() {
    try (Driver driver = Driver.replay()) {
      driver.pipe(Topics.ML_PREDICTIONS, "DOGE", prediction("DOGE"), NOON);
      assertThat(driver.marketEvents()).isEmpty();

      MarketEvent direct = MarketEvent.newBuilder().setPrediction(prediction("DOGE")).build();
      driver.pipe(Topics.MARKET_DATA, "DOGE", direct, NOON);

      assertThat(driver.counted(MeterNames.IGNORED_RECORDS, "UNKNOWN_ASSET")).isEqualTo(2);
      assertThat(driver.changelogs().get(TopologyNames.MARKET_STORE)).isEmpty();
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "binance:Spot:EIGEN/USDT",
        "okx:Perp:BTCUSDT",
        "lido:Rate:wstETH/WETH",
        "uniswap:Spot:wstETH/WETH",
        "aave_v3:Rate:aUSDT/USDT",
        "aave_v3:Rate:debtWETH/WETH"
      })
  void whatAVenueOrAMarketOfTheConfigurationUsesIsPassedOn(String market) {
    try (Driver driver = Driver.replay()) {
      driver.pipe(Topics.PRICES, market, price(market, "2"), NOON);

      assertThat(driver.marketEvents()).hasSize(1);
    }
  }
}
