package io.strategystreams.core.strategy;

import static io.strategystreams.core.fixture.SituationBuilder.given;
import static org.assertj.core.api.Assertions.assertThat;

import io.strategystreams.core.fixture.SituationBuilder;
import io.strategystreams.core.mode.Mode;
import io.strategystreams.core.plan.Action;
import io.strategystreams.core.plan.Operation;
import io.strategystreams.core.plan.Plan;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MarketBoundsTest {
  private static final String SPOT = "binance:Spot:BTC/USDT";
  private static final String BYBIT = "bybit:Perp:BTCUSDT";

  private static SituationBuilder entry() {
    return given(Mode.BTC_BASIS).holding("binance:BaseToken:USDT", "10000");
  }

  private static SituationBuilder stakedEntry() {
    return given(Mode.ETH_LEVERAGED).holding("wallet:BaseToken:WETH", "100");
  }

  @ParameterizedTest
  @CsvSource({
    "60000, NO_POSITION",
    "63000, NO_POSITION",
    "63001, BASIS_LIMIT",
    "57143, NO_POSITION",
    "57142, BASIS_LIMIT",
    "51000, BASIS_LIMIT",
    "600, BASIS_LIMIT",
  })
  void aPerpApartFromSpotStopsGrowth(String perp, Reason reason) {
    assertThat(entry().price(BYBIT, perp).evaluate().reason()).isEqualTo(reason);
  }

  @Test
  void theRefusalNamesMarketsPricesAndBound() {
    assertThat(entry().price(BYBIT, "51000").evaluate().detail())
        .isEqualTo(
            "bybit:Perp:BTCUSDT must be within 0.05 of binance:Spot:BTC/USDT (max_basis), was 51000"
                + " against 60000");
  }

  @Test
  void theBoundIsTheStrategys() {
    assertThat(entry().with("max_basis", "0.2").price(BYBIT, "51000").evaluate().reason())
        .isEqualTo(Reason.NO_POSITION);
  }

  @ParameterizedTest
  @CsvSource({
    "60000, 60000, 60000, NO_POSITION",
    "60000, 59401, 60589, NO_POSITION",
    "60000, 59000, 61000, SPREAD_LIMIT",
    "60000, 52000, 52010, SPREAD_LIMIT",
    "60000, 70000, 70010, SPREAD_LIMIT",
    "60000, , 58000, SPREAD_LIMIT",
    "60000, 62000, , SPREAD_LIMIT",
    "60000, , 99999, NO_POSITION",
    "60000, , , NO_POSITION",
  })
  void aPriceAwayFromItsBidAndAskStopsGrowth(String price, String bid, String ask, Reason reason) {
    assertThat(entry().price(SPOT, price, bid, ask).evaluate().reason()).isEqualTo(reason);
  }

  @ParameterizedTest
  @CsvSource({
    "1.05, NO_POSITION",
    "1.2, NO_POSITION",
    "0.9975, NO_POSITION",
    "0.9974, LST_DISCOUNT_LIMIT",
    "0.5, LST_DISCOUNT_LIMIT",
  })
  void anLstBelowItsRateStopsGrowth(String dex, Reason reason) {
    assertThat(stakedEntry().price("uniswap:Spot:weETH/WETH", dex).evaluate().reason())
        .isEqualTo(reason);
  }

  @Test
  void whatHasNoFreshCounterpartIsNotJudged() {
    assertThat(stakedEntry().withoutPrice("uniswap:Spot:weETH/WETH").evaluate().reason())
        .isEqualTo(Reason.NO_POSITION);
    assertThat(
            stakedEntry()
                .price("uniswap:Spot:weETH/WETH", "0.5")
                .priceAge("uniswap:Spot:weETH/WETH", Duration.ofDays(1))
                .evaluate()
                .reason())
        .isEqualTo(Reason.NO_POSITION);
  }

  @Test
  void aNakedLegIsHedgedWhateverTheBasis() {
    Verdict verdict =
        given(Mode.USDT_ETH_STAKING_HEDGED_SIMPLE)
            .holding("etherfi:LST:weETH", "10")
            .holding("binance:BaseToken:USDT", "15000")
            .holding("bybit:BaseToken:USDT", "11000")
            .holding("okx:BaseToken:USDT", "11000")
            .price("bybit:Perp:ETHUSDT", "2400")
            .evaluate();

    assertThat(verdict.planned()).isPresent();
    Plan plan = verdict.plan();
    assertThat(plan.lowersRisk()).isTrue();
    assertThat(plan.orders()).allMatch(order -> order.operation() == Operation.PERP_TRADE);
    assertThat(plan.orders()).noneMatch(order -> order.reduceOnly());
  }

  @Test
  void aNakedLegIsHedgedThoughRiskIsSilentToo() {
    Verdict verdict =
        given(Mode.USDT_ETH_STAKING_HEDGED_SIMPLE)
            .holding("etherfi:LST:weETH", "10")
            .holding("binance:BaseToken:USDT", "15000")
            .holding("bybit:BaseToken:USDT", "11000")
            .holding("okx:BaseToken:USDT", "11000")
            .price("bybit:Perp:ETHUSDT", "2400")
            .withoutRisk()
            .evaluate();

    assertThat(verdict.planned()).isPresent();
    assertThat(verdict.plan().lowersRisk()).isTrue();
    assertThat(verdict.plan().orders())
        .allMatch(order -> order.operation() == Operation.PERP_TRADE)
        .noneMatch(order -> order.reduceOnly());
  }

  @Test
  void exitsGoOn() {
    Verdict verdict =
        given(Mode.BTC_BASIS)
            .holding("binance:BaseToken:BTC", "1")
            .holding("bybit:Perp:BTCUSDT", "-1")
            .holding("bybit:BaseToken:USDT", "10000")
            .price(BYBIT, "51000")
            .price(SPOT, "60000", "50000", "50001")
            .override()
            .evaluate();

    assertThat(verdict.action()).isEqualTo(Action.EXIT_FULL);
    assertThat(verdict.planned()).isPresent();
  }

  @Test
  void deleveragingGoesOn() {
    Verdict verdict =
        given(Mode.ETH_LEVERAGED)
            .holding("aave_v3:aToken:aweETH", "1000")
            .holding("aave_v3:debtToken:debtWETH", "800")
            .price("uniswap:Spot:weETH/WETH", "0.9")
            .evaluate();

    assertThat(verdict.reason()).isEqualTo(Reason.LTV_ABOVE_TARGET);
    assertThat(verdict.planned()).isPresent();
  }
}
