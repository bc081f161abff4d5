package io.strategystreams.core.engine;

import static io.strategystreams.core.engine.OneStrategy.NOON;
import static io.strategystreams.core.engine.OneStrategy.plan;
import static io.strategystreams.core.plan.OrderStatus.FILLED;
import static io.strategystreams.core.plan.PlanFixtures.BINANCE_ETH;
import static io.strategystreams.core.plan.PlanFixtures.WALLET_WETH;
import static io.strategystreams.core.plan.PlanFixtures.transfer;
import static org.assertj.core.api.Assertions.assertThat;

import io.strategystreams.core.guard.ControlState;
import io.strategystreams.core.strategy.Reason;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Exposures that name reports which were not read, or show a book from before a fill. */
class UntrueExposuresTest {
  private static final Instant LATER = NOON.plusSeconds(3);
  private static final Instant OVERDUE = LATER.plusSeconds(600);
  private static final String[] FILL = {WALLET_WETH + "=-10", BINANCE_ETH + "=10"};
  private static final String[] BEFORE = {WALLET_WETH + "=10"};
  private static final String[] AFTER = {BINANCE_ETH + "=10"};

  /** Its transfer of 10 WETH was filled by report 1; the next evaluation would send it again. */
  private static OneStrategy filled() {
    OneStrategy strategy = new OneStrategy();
    strategy.configured();
    strategy.verdict = plan(false, transfer());
    strategy.exposure(NOON, BEFORE);
    strategy.report(1, FILLED, "10", FILL);
    return strategy;
  }

  @ParameterizedTest
  @ValueSource(longs = {2, 3, Long.MAX_VALUE})
  void anOffsetThatWasNotReadIsWaitedForAndThenAlarmedOnce(long offset) {
    OneStrategy strategy = filled();
    strategy.reportOffset = offset;

    assertThat(strategy.exposure(LATER, BEFORE)).containsExactly("again BARRIER_WAITING");
    assertThat(strategy.tick(OVERDUE)).containsExactly("EXPOSURE_AHEAD!");
    assertThat(strategy.exposure(OVERDUE, BEFORE)).containsExactly("again EXPOSURE_AHEAD");
    assertThat(strategy.exposure(OVERDUE.plusSeconds(9), AFTER))
        .containsExactly("again EXPOSURE_AHEAD");
  }

  @Test
  void anExposureAheadIsActedOnOnceItsReportWasRead() {
    OneStrategy strategy = OneStrategy.running();
    strategy.report("other", FILLED, "1", NOON);
    strategy.exposureAfterReports(NOON.plusSeconds(1));
    strategy.reportOffset = 2L;

    assertThat(strategy.exposure(LATER)).containsExactly("again BARRIER_WAITING");
    assertThat(strategy.report("another", FILLED, "1", LATER))
        .containsExactly("LATE_REPORT!", "again ON_TARGET");
  }

  @Test
  void anOverrideGoesOnWhereAReportNeverComes() {
    OneStrategy strategy = filled();
    strategy.reportOffset = 9L;
    strategy.exposure(LATER, AFTER);
    strategy.tick(OVERDUE);
    strategy.verdict = plan(true, transfer());

    assertThat(strategy.risk(OVERDUE, true))
        .containsExactly("NO_POSITION", "TRANSFER 10 plan 2 step 1 of 1");
  }

  /** The commonest mistake: the reader's position, over a book from before the fill. */
  @Test
  void theNextReportsOffsetOverAnOldBookSendsNothingTwice() {
    OneStrategy strategy = filled();
    strategy.reportOffset = 2L;
    strategy.exposure(LATER, BEFORE);

    assertThat(strategy.report("other", FILLED, "1", LATER)).contains("LATE_REPORT!");
    assertThat(strategy.exposure(LATER.plusSeconds(1), BEFORE))
        .containsExactly("again BARRIER_WAITING");
    assertThat(strategy.state.plans()).isEqualTo(1);
  }

  @Test
  void aBookThatDoesNotShowTheFillItClaimsIsNotActedOn() {
    OneStrategy strategy = filled();
    strategy.reportOffset = 1L;

    assertThat(strategy.exposure(LATER, BEFORE)).containsExactly("again BARRIER_WAITING");
    assertThat(strategy.tick(OVERDUE)).containsExactly("EXPOSURE_CONTRADICTS_FILLS!");
    assertThat(strategy.exposure(OVERDUE, BEFORE))
        .containsExactly("again EXPOSURE_CONTRADICTS_FILLS");
    assertThat(strategy.exposure(OVERDUE.plusSeconds(1), AFTER))
        .containsExactly("NO_POSITION", "TRANSFER 10 plan 2 step 1 of 1");
  }

  @Test
  void aMonitorThatNamesNoOffsetIsJudgedByTime() {
    OneStrategy strategy = filled();

    assertThat(strategy.exposure(NOON.plusSeconds(7), BEFORE))
        .containsExactly("again BARRIER_WAITING");
    assertThat(strategy.exposure(NOON.plusSeconds(8), AFTER))
        .containsExactly("NO_POSITION", "TRANSFER 10 plan 2 step 1 of 1");
  }

  @ParameterizedTest
  @EnumSource(
      value = ControlState.class,
      names = {"ACTIVE", "REDUCE_ONLY"})
  void anOperatorConfirmsABookThatDoesNotShowTheFill(ControlState control) {
    OneStrategy strategy = filled();
    strategy.verdict = OneStrategy.nothing(Reason.ON_TARGET);
    strategy.reportOffset = 1L;
    strategy.exposure(LATER, BEFORE);

    assertThat(strategy.control(control)).containsExactly("ON_TARGET");
  }

  @Test
  void anOperatorConfirmsAReportThatNeverCame() {
    OneStrategy strategy = filled();
    strategy.verdict = OneStrategy.nothing(Reason.ON_TARGET);
    strategy.reportOffset = 5L;
    strategy.exposure(NOON.plusSeconds(20), AFTER);

    assertThat(strategy.control(ControlState.ACTIVE)).containsExactly("ON_TARGET");
    assertThat(strategy.exposure(NOON.plusSeconds(21), AFTER)).containsExactly("again ON_TARGET");
    strategy.reportOffset = 6L;
    assertThat(strategy.exposure(NOON.plusSeconds(22), AFTER))
        .containsExactly("again BARRIER_WAITING");
  }

  @Test
  void aHaltConfirmsNothing() {
    OneStrategy strategy = filled();
    strategy.reportOffset = 1L;
    strategy.exposure(LATER, BEFORE);

    strategy.control(ControlState.HALTED);

    assertThat(strategy.state.moves().moved()).isNotEmpty();
  }
}
