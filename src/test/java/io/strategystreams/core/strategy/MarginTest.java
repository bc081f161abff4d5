package io.strategystreams.core.strategy;

import static io.strategystreams.core.fixture.OrderText.orders;
import static io.strategystreams.core.fixture.OrderText.sequence;
import static io.strategystreams.core.fixture.SituationBuilder.given;
import static org.assertj.core.api.Assertions.assertThat;

import io.strategystreams.core.fixture.SituationBuilder;
import io.strategystreams.core.mode.Mode;
import io.strategystreams.core.plan.Action;
import org.junit.jupiter.api.Test;

/** «Margin»: 10 ETH staked, short 4, 3 and 3 at 3000; the rule reads only the reported ratios. */
class MarginTest {
  /** (.5 − .1) · 9000 from binance, which is at 1 and may give .5 · 12,000. */
  @Test
  void aVenueBelowTheMinimumIsToppedUpFromOneAboveTheTarget() {
    Verdict verdict = ratios("1", "0.1", ".5").evaluate();

    assertThat(orders(verdict))
        .containsExactly("margin_top_up: TRANSFER USDT binance→bybit 3600 USDT");
    assertThat(verdict.reason()).isEqualTo(Reason.MARGIN_TOP_UP);
    assertThat(verdict.plan().lowersRisk()).isTrue();
  }

  @Test
  void exactlyTheMinimumIsEnough() {
    assertThat(ratios("1", ".15", "1").evaluate().action()).isEqualTo(Action.NONE);
  }

  @Test
  void withoutReportedRatiosThereIsNoMarginAction() {
    assertThat(hedged().evaluate().action()).isEqualTo(Action.NONE);
  }

  @Test
  void whereAllTogetherAreBelowTheMinimumBothLegsShrink() {
    Verdict verdict = ratios(".1", ".1", ".1").evaluate();

    assertThat(verdict.action()).isEqualTo(Action.EXIT_PARTIAL);
    assertThat(verdict.reason()).isEqualTo(Reason.MARGIN_SHRINK);
    assertThat(sequence(verdict))
        .contains("SPOT_TRADE binance ETH/USDT SELL", "PERP_TRADE bybit ETHUSDT LONG");
  }

  @Test
  void aPortfolioRatioBelowTheMinimumShrinksABasisBook() {
    Verdict verdict =
        given(Mode.ETH_BASIS)
            .holding("binance:BaseToken:ETH", "10")
            .holding("bybit:Perp:ETHUSDT", "-10")
            .holding("binance:BaseToken:USDT", "100")
            .risk(risk -> risk.marginRatio("portfolio", ".1"))
            .evaluate();

    assertThat(verdict.reason()).isEqualTo(Reason.MARGIN_SHRINK);
    assertThat(sequence(verdict))
        .containsExactly("SPOT_TRADE binance ETH/USDT SELL", "PERP_TRADE bybit ETHUSDT LONG");
  }

  private static SituationBuilder ratios(String binance, String bybit, String okx) {
    return hedged()
        .risk(
            risk ->
                risk.marginRatio("binance", binance)
                    .marginRatio("bybit", bybit)
                    .marginRatio("okx", okx));
  }

  private static SituationBuilder hedged() {
    return given(Mode.USDT_ETH_STAKING_HEDGED_SIMPLE)
        .holding("etherfi:LST:weETH", "9.523809523809523809")
        .holding("binance:Perp:ETHUSDT", "-4")
        .holding("bybit:Perp:ETHUSDT", "-3")
        .holding("okx:Perp:ETHUSDT", "-3")
        .holding("binance:BaseToken:USDT", "12000")
        .holding("bybit:BaseToken:USDT", "9000")
        .holding("okx:BaseToken:USDT", "9000");
  }
}
