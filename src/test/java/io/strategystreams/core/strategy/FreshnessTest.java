package io.strategystreams.core.strategy;

import static io.strategystreams.core.fixture.Defaults.NOON;
import static io.strategystreams.core.fixture.OrderText.deltas;
import static io.strategystreams.core.fixture.OrderText.orders;
import static io.strategystreams.core.fixture.SituationBuilder.given;
import static org.assertj.core.api.Assertions.assertThat;

import io.strategystreams.core.fixture.SituationBuilder;
import io.strategystreams.core.market.Signal;
import io.strategystreams.core.mode.Mode;
import io.strategystreams.core.plan.Action;
import io.strategystreams.core.plan.PlannedOrder;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Growing needs a fresh risk assessment and fresh prices of what it uses; shrinking neither. */
class FreshnessTest {
  @ParameterizedTest
  @EnumSource(Mode.class)
  void withoutARiskAssessmentNothingGrows(Mode mode) {
    Verdict verdict = flush(mode).withoutRisk().evaluate();

    assertThat(verdict.action()).isEqualTo(Action.NONE);
    assertThat(verdict.reason()).isEqualTo(Reason.RISK_MISSING);
  }

  @ParameterizedTest
  @EnumSource(Mode.class)
  void onAStaleRiskAssessmentNothingGrows(Mode mode) {
    Verdict verdict = flush(mode).risk(risk -> risk.at(NOON.minusSeconds(601))).evaluate();

    assertThat(verdict.reason()).isEqualTo(Reason.RISK_STALE);
  }

  @ParameterizedTest
  @EnumSource(Mode.class)
  void aRiskAssessmentOfExactlyItsMaximumAgeIsFresh(Mode mode) {
    Verdict verdict = flush(mode).risk(risk -> risk.at(NOON.minusSeconds(600))).evaluate();

    assertThat(verdict.action()).isEqualTo(Action.ENTRY_FULL);
  }

  @ParameterizedTest
  @EnumSource(
      value = Mode.class,
      names = {"ETH_BASIS", "USDT_ETH_STAKING_HEDGED_SIMPLE", "USDT_ETH_STAKING_HEDGED_LEVERAGED"})
  void onAStaleSpotPriceNothingIsBought(Mode mode) {
    Verdict verdict =
        flush(mode).priceAge("binance:Spot:ETH/USDT", Duration.ofSeconds(121)).evaluate();

    assertThat(verdict.reason()).isEqualTo(Reason.PRICE_STALE);
  }

  @ParameterizedTest
  @EnumSource(
      value = Mode.class,
      names = {"ETH_BASIS", "USDT_ETH_STAKING_HEDGED_SIMPLE", "USDT_ETH_STAKING_HEDGED_LEVERAGED"})
  void onAStalePerpPriceNothingIsBoughtThatCannotBeHedged(Mode mode) {
    Verdict verdict =
        flush(mode).priceAge("bybit:Perp:ETHUSDT", Duration.ofSeconds(121)).evaluate();

    assertThat(verdict.reason()).isEqualTo(Reason.PRICE_STALE);
  }

  @Test
  void aPriceThatIsNotUsedMayBeStale() {
    Verdict verdict =
        flush(Mode.ETH_BASIS).priceAge("okx:Perp:ETHUSDT", Duration.ofDays(1)).evaluate();

    assertThat(verdict.action()).isEqualTo(Action.ENTRY_FULL);
  }

  @Test
  void withoutARateNothingIsStaked() {
    Verdict verdict =
        flush(Mode.ETH_STAKING_ONLY)
            .exposure(e -> e.equity("10"))
            .withoutPrice("etherfi:Rate:weETH/WETH")
            .evaluate();

    assertThat(verdict.reason()).isEqualTo(Reason.PRICE_MISSING);
  }

  @Test
  void aStaleExposureStopsEverything() {
    Verdict verdict =
        flush(Mode.PURE_LENDING_USDT)
            .exposure(e -> e.at(NOON.minusSeconds(601)))
            .override()
            .evaluate();

    assertThat(verdict.reason()).isEqualTo(Reason.EXPOSURE_STALE);
  }

  @Test
  void aMissingRiskAssessmentNeverBlocksAnExit() {
    Verdict verdict =
        given(Mode.ETH_BASIS)
            .exposure(
                e ->
                    e.holding("binance:BaseToken:ETH", "2")
                        .holding("bybit:Perp:ETHUSDT", "-2")
                        .holding("binance:BaseToken:USDT", "10")
                        .withdrawAll())
            .withoutRisk()
            .priceAge("binance:Spot:ETH/USDT", Duration.ofDays(3))
            .priceAge("bybit:Perp:ETHUSDT", Duration.ofDays(3))
            .evaluate();

    assertThat(orders(verdict))
        .containsExactly(
            "basis_spot_long: SPOT_TRADE binance ETH/USDT SELL 2 ETH",
            "basis_perp_short: PERP_TRADE bybit ETHUSDT LONG 2 ETH");
    assertThat(verdict.plan().orders())
        .allMatch(order -> order.referencePrice().intValueExact() == 3000);
  }

  @Test
  void withNoPriceAtAllAnExitNamesOnlyTheTokenThatLeaves() {
    Verdict verdict =
        given(Mode.ETH_BASIS)
            .exposure(
                e ->
                    e.holding("binance:BaseToken:ETH", "2")
                        .holding("bybit:Perp:ETHUSDT", "-2")
                        .equity("1000")
                        .withdrawAll())
            .withoutPrices()
            .evaluate();

    PlannedOrder sale = verdict.plan().orders().get(0);
    PlannedOrder cover = verdict.plan().orders().get(1);
    assertThat(sale.referencePrice()).isNull();
    assertThat(deltas(sale)).isEqualTo(Map.of("binance:BaseToken:ETH", "-2"));
    assertThat(cover.referencePrice()).isNull();
    assertThat(deltas(cover)).isEqualTo(Map.of("bybit:Perp:ETHUSDT", "2"));
  }

  @Test
  void anLstLeavesWithoutAPriceToo() {
    Verdict verdict =
        given(Mode.ETH_STAKING_ONLY)
            .exposure(e -> e.holding("etherfi:LST:weETH", "2").equity("2"))
            .withoutPrices()
            .override()
            .evaluate();

    assertThat(deltas(verdict.plan().orders().get(0))).isEqualTo(Map.of("etherfi:LST:weETH", "-2"));
  }

  private static SituationBuilder flush(Mode mode) {
    SituationBuilder situation = given(mode);
    return switch (mode) {
      case ETH_STAKING_ONLY, ETH_LEVERAGED -> situation.holding("wallet:BaseToken:WETH", "10");
      case PURE_LENDING_ETH -> situation.holding("wallet:BaseToken:ETH", "10");
      case PURE_LENDING_USDT, USDT_ETH_STAKING_HEDGED_LEVERAGED, USDT_ETH_STAKING_HEDGED_SIMPLE ->
          situation.holding("wallet:BaseToken:USDT", "100000");
      case ETH_BASIS, BTC_BASIS -> situation.holding("binance:BaseToken:USDT", "100000");
      case ML_BTC_DIRECTIONAL_BTC_MARGIN ->
          situation.holding("binance:BaseToken:BTC", "10").prediction(Signal.SWING_HIGH_BREAKOUT);
      case ML_BTC_DIRECTIONAL_USDT_MARGIN ->
          situation
              .holding("binance:BaseToken:USDT", "100000")
              .prediction(Signal.SWING_HIGH_BREAKOUT);
    };
  }
}
