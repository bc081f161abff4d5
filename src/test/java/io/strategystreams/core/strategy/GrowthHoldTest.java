package io.strategystreams.core.strategy;

import static io.strategystreams.core.fixture.SituationBuilder.given;
import static org.assertj.core.api.Assertions.assertThat;

import io.strategystreams.core.mode.Mode;
import io.strategystreams.core.plan.Action;
import org.junit.jupiter.api.Test;

class GrowthHoldTest {
  private static final GrowthHold HOLD =
      new GrowthHold(Reason.GROWTH_HELD, "until 2025-01-01T00:00:05Z");

  @Test
  void growthEndsInTheReasonOfTheHold() {
    Verdict verdict =
        given(Mode.PURE_LENDING_USDT)
            .holding("wallet:BaseToken:USDT", "1000")
            .held(HOLD)
            .evaluate();

    assertThat(verdict.action()).isEqualTo(Action.NONE);
    assertThat(verdict.reason()).isEqualTo(Reason.GROWTH_HELD);
    assertThat(verdict.detail()).isEqualTo(HOLD.detail());
  }

  @Test
  void whatWantsNoGrowthIsNotHeld() {
    Verdict verdict =
        given(Mode.PURE_LENDING_USDT).holding("aave_v3:aToken:aUSDT", "1000").held(HOLD).evaluate();

    assertThat(verdict.reason()).isEqualTo(Reason.ON_TARGET);
  }
}
