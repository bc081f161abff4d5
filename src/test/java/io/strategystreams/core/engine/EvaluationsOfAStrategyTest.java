package io.strategystreams.core.engine;

import static io.strategystreams.core.engine.OneStrategy.NOON;
import static io.strategystreams.core.engine.OneStrategy.nothing;
import static io.strategystreams.core.engine.OneStrategy.onTarget;
import static io.strategystreams.core.engine.OneStrategy.plan;
import static io.strategystreams.core.plan.PlanFixtures.BINANCE_ETH;
import static io.strategystreams.core.plan.PlanFixtures.transfer;
import static org.assertj.core.api.Assertions.assertThat;

import io.strategystreams.core.guard.ControlState;
import io.strategystreams.core.market.Prediction;
import io.strategystreams.core.market.Signal;
import io.strategystreams.core.mode.Mode;
import io.strategystreams.core.money.Token;
import io.strategystreams.core.plan.OrderStatus;
import io.strategystreams.core.plan.Step;
import io.strategystreams.core.strategy.Reason;
import io.strategystreams.testing.SampleParameters;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What is evaluated when, and what stands in the way. */
class EvaluationsOfAStrategyTest {

  @Test
  void whatIsSaidOfAStrategyWithoutConfigurationLeavesNoStateButAControlHolds() {
    OneStrategy strategy = new OneStrategy();
    Installed later = strategy.installed;
    strategy.installed = null;

    StrategyState unknown = strategy.state;
    assertThat(strategy.exposure(NOON)).containsExactly("ignored NOT_CONFIGURED");
    assertThat(strategy.risk(NOON, true)).containsExactly("ignored NOT_CONFIGURED");
    assertThat(strategy.report("o", OrderStatus.FILLED, "1", NOON))
        .containsExactly("ignored NOT_CONFIGURED");
    assertThat(strategy.state).isSameAs(unknown);
    strategy.control(ControlState.HALTED);

    strategy.installed = later;
    strategy.on(new StrategyEvent.ConfigurationSeen());
    assertThat(strategy.state.incarnation()).isEqualTo(1);
    assertThat(strategy.exposure(NOON)).containsExactly("HALTED");
  }

  @Test
  void beforeAnyTimeIsKnownNothingIsDecided() {
    OneStrategy strategy = new OneStrategy();

    assertThat(strategy.configured()).isEmpty();
    assertThat(strategy.tick(NOON)).isEmpty();
    assertThat(strategy.risk(NOON, false)).containsExactly("EXPOSURE_MISSING");
  }

  @Test
  void anEvaluationThatEndsAsTheLastOneIsCountedNotRecorded() {
    OneStrategy strategy = OneStrategy.running();
    strategy.verdict = onTarget("100");
    assertThat(strategy.exposure(NOON)).containsExactly("ON_TARGET");

    strategy.verdict = onTarget("102");
    assertThat(strategy.exposure(NOON)).containsExactly("again ON_TARGET");
    strategy.verdict = onTarget("102.1");
    assertThat(strategy.exposure(NOON)).as("beyond θ").containsExactly("ON_TARGET");
    strategy.verdict = nothing(Reason.ON_TARGET);
    assertThat(strategy.exposure(NOON)).as("other targets").containsExactly("ON_TARGET");
    strategy.verdict = nothing(Reason.NO_EQUITY);
    assertThat(strategy.exposure(NOON)).containsExactly("NO_EQUITY");
  }

  @Test
  void decisionsAreNumberedWithoutGap() {
    OneStrategy strategy = OneStrategy.running();
    assertThat(strategy.state.decisions()).isEqualTo(1);

    strategy.exposure(NOON.plusSeconds(1));
    assertThat(strategy.state.decisions()).isEqualTo(1);
    strategy.verdict = nothing(Reason.NO_EQUITY);
    strategy.exposure(NOON.plusSeconds(2));
    assertThat(strategy.state.decisions()).isEqualTo(2);
  }

  @Test
  void whatIsOldIsCountedAndChangesNothing() {
    OneStrategy strategy = OneStrategy.running();
    strategy.risk(NOON, false);
    StrategyState before = strategy.state;

    assertThat(strategy.exposure(NOON.minusMillis(1))).containsExactly("ignored OLD_EXPOSURE");
    assertThat(strategy.risk(NOON.minusMillis(1), true)).containsExactly("ignored OLD_RISK");
    assertThat(strategy.state).isSameAs(before);
  }

  @Test
  void ofTwoExposuresOfTheSameTimeTheOneThatSawMoreReportsIsLater() {
    OneStrategy strategy = OneStrategy.running();
    strategy.reportOffset = 7L;
    strategy.exposure(NOON, BINANCE_ETH + "=1");

    strategy.reportOffset = 6L;
    assertThat(strategy.exposure(NOON, BINANCE_ETH + "=2")).containsExactly("ignored OLD_EXPOSURE");
    strategy.reportOffset = 7L;
    assertThat(strategy.exposure(NOON, BINANCE_ETH + "=3")).containsExactly("again ON_TARGET");
    assertThat(strategy.state.exposure().positions().amount(BINANCE_ETH)).isEqualByComparingTo("3");
  }

  @Test
  void riskThatChangesNothingTheRulesReadTriggersNothing() {
    OneStrategy strategy = OneStrategy.running();
    assertThat(strategy.risk(NOON, false)).containsExactly("again ON_TARGET");

    assertThat(strategy.risk(NOON.plusSeconds(1), false)).isEmpty();
    assertThat(strategy.state.risk().eventTime()).isEqualTo(NOON.plusSeconds(1));

    strategy.verdict = nothing(Reason.RISK_STALE);
    strategy.exposure(NOON.plusSeconds(2));
    strategy.verdict = nothing(Reason.ON_TARGET);
    assertThat(strategy.risk(NOON.plusSeconds(3), false))
        .as("it was waited for")
        .containsExactly("ON_TARGET");
  }

  @Test
  void silenceIsEvaluatedWhenAnInputBecomesStale() {
    OneStrategy strategy = OneStrategy.running();
    Instant stale = NOON.plusSeconds(600).plusMillis(1);
    assertThat(strategy.state.dueAt()).contains(stale);

    strategy.verdict = nothing(Reason.EXPOSURE_STALE);
    assertThat(strategy.tick(NOON.plusSeconds(600))).isEmpty();
    assertThat(strategy.tick(NOON.plusSeconds(601))).containsExactly("EXPOSURE_STALE");
    assertThat(strategy.state.dueAt()).isEmpty();
    assertThat(strategy.tick(NOON.plusSeconds(602))).isEmpty();
  }

  @Test
  void timeNeverGoesBack() {
    OneStrategy strategy = OneStrategy.running();
    strategy.tick(NOON.plusSeconds(100));
    strategy.verdict = plan(false, transfer());

    strategy.exposure(NOON.plusSeconds(1));

    assertThat(strategy.state.plan().orders().get(0).expiresAt()).isEqualTo(NOON.plusSeconds(160));
  }

  @Test
  void aHaltLetsNothingOutAndAResumeDoes() {
    OneStrategy strategy = OneStrategy.running();
    strategy.verdict = plan(true, transfer());

    assertThat(strategy.control(ControlState.HALTED)).containsExactly("HALTED");
    assertThat(strategy.exposure(NOON.plusSeconds(1))).containsExactly("again HALTED");
    assertThat(strategy.control(ControlState.ACTIVE))
        .containsExactly("NO_POSITION", "TRANSFER 10 plan 1 step 1 of 1");
  }

  @Test
  void resumingOneStrategyDoesNotLiftTheHaltOfAll() {
    OneStrategy strategy = OneStrategy.running();
    strategy.controlOfAll(ControlState.HALTED);
    strategy.verdict = plan(true, transfer());

    assertThat(strategy.control(ControlState.ACTIVE)).containsExactly("again HALTED");
    assertThat(strategy.controlOfAll(ControlState.ACTIVE)).contains("NO_POSITION");
  }

  @Test
  void aHaltThatLeavesALegUnhedgedIsAnAlarm() {
    OneStrategy strategy = OneStrategy.running();
    strategy.exposure(NOON, BINANCE_ETH + "=10");

    assertThat(strategy.control(ControlState.HALTED)).containsExactly("HALT_LEAVES_UNHEDGED!");
    assertThat(strategy.exposure(NOON, BINANCE_ETH + "=10", "bybit:Perp:ETHUSDT=-10"))
        .containsExactly("HALTED");
  }

  @Test
  void aTombstoneRetires() {
    OneStrategy strategy = OneStrategy.running();
    strategy.retired = true;

    assertThat(strategy.on(new StrategyEvent.ConfigurationSeen())).containsExactly("RETIRED");
    strategy.installed = new Installed(2, 1, strategy.parameters);
    strategy.retired = false;
    assertThat(strategy.on(new StrategyEvent.ConfigurationSeen())).containsExactly("ON_TARGET");
  }

  @Test
  void aTombstoneRetiresWhateverIsStored() {
    OneStrategy strategy = OneStrategy.running();
    strategy.refusal = "no_longer_a_key is no key";
    strategy.retired = true;

    assertThat(strategy.on(new StrategyEvent.ConfigurationSeen())).containsExactly("RETIRED");
  }

  @Test
  void aHaltIsToldOfARefusedConfigurationToo() {
    OneStrategy strategy = OneStrategy.running();
    strategy.refusal = "no_longer_a_key is no key";

    assertThat(strategy.exposure(NOON)).containsExactly("CONFIGURATION_REFUSED!");
    assertThat(strategy.control(ControlState.REDUCE_ONLY))
        .containsExactly("again CONFIGURATION_REFUSED");
    assertThat(strategy.control(ControlState.HALTED)).containsExactly("HALTED!");
    assertThat(strategy.control(ControlState.RETIRED)).containsExactly("RETIRED");
  }

  @Test
  void aRefusedPlanIsADecisionWithItsReason() {
    OneStrategy strategy = OneStrategy.running();
    strategy.control(ControlState.REDUCE_ONLY);
    strategy.verdict = plan(false, transfer());

    assertThat(strategy.exposure(NOON)).containsExactly("REDUCE_ONLY_REFUSED");
    assertThat(strategy.state.plans()).isZero();
  }

  @Test
  void aPlanRefusedForItsRateIsTriedWhenTheMinuteIsOver() {
    OneStrategy strategy = new OneStrategy();
    strategy.parameters =
        SampleParameters.of(Mode.ETH_BASIS).shareClass(Token.USDT).maxPlansPerMinute(1).build();
    strategy.configured();
    strategy.verdict = plan(false, transfer());
    strategy.exposure(NOON);
    strategy.report(
        1, OrderStatus.FILLED, "10", "wallet:BaseToken:WETH=-10", "binance:BaseToken:ETH=10");

    assertThat(strategy.exposureAfterReports(NOON.plusSeconds(2)))
        .containsExactly("PLAN_RATE_EXCEEDED");
    assertThat(strategy.state.dueAt()).contains(NOON.plusSeconds(60));
    assertThat(strategy.tick(NOON.plusSeconds(60))).contains("NO_POSITION");
  }

  @Test
  void aPredictionIsUsedUpByThePlanThatActsOnIt() {
    OneStrategy strategy = new OneStrategy();
    strategy.parameters =
        SampleParameters.of(Mode.ML_BTC_DIRECTIONAL_USDT_MARGIN)
            .shareClass(Token.USDT)
            .asset(Token.BTC)
            .build();
    strategy.configured();
    strategy.exposure(NOON);
    strategy.book.take(
        new Prediction("BTC", Signal.SWING_HIGH_BREAKOUT, 0.9, null, "5min", NOON.plusSeconds(4)));
    strategy.verdict = plan(false, true, List.of(Step.sequential(transfer())));

    assertThat(strategy.on(new StrategyEvent.PredictionSeen())).contains("NO_POSITION");
    assertThat(strategy.state.usedPrediction()).isEqualTo(NOON.plusSeconds(4));
  }
}
