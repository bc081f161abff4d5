package io.strategystreams.cli.demo;

import static io.strategystreams.cli.demo.RunFixture.LENDING;
import static org.assertj.core.api.Assertions.assertThat;

import io.strategystreams.backtest.Activity.Outcome;
import io.strategystreams.events.Action;
import io.strategystreams.events.Operation;
import io.strategystreams.events.PaperFlowKind;
import io.strategystreams.events.Reason;
import io.strategystreams.events.ReportStatus;
import org.junit.jupiter.api.Test;

class StrategyReportTest {
  private final RunFixture run = new RunFixture();

  @Test
  void countsPlansByHowTheyEnded() {
    run.decision(0, Action.ENTRY_FULL, Reason.NO_POSITION, 1L)
        .decision(0, Action.ENTRY_FULL, Reason.STEP_RELEASED, 1L)
        .decision(0, Action.ENTRY_FULL, Reason.PLAN_COMPLETED, 1L)
        .decision(1, Action.EXIT_PARTIAL, Reason.WITHDRAWAL_PARTIAL, 2L)
        .decision(2, Action.EXIT_PARTIAL, Reason.PLAN_SUPERSEDED, 2L)
        .decision(2, Action.EXIT_FULL, Reason.RISK_OVERRIDE, 3L);

    StrategyReport report = report();

    assertThat(report.plans())
        .containsEntry(Outcome.COMPLETED, 1)
        .containsEntry(Outcome.SUPERSEDED, 1)
        .containsEntry(Outcome.OPEN, 1)
        .hasSize(3);
    assertThat(report.completedPlans()).isEqualTo(1);
  }

  @Test
  void countsADecisionOnceHoweverManyStepsItsPlanHas() {
    run.decision(0, Action.ENTRY_FULL, Reason.NO_POSITION, 1L)
        .decision(0, Action.ENTRY_FULL, Reason.STEP_RELEASED, 1L)
        .decision(0, Action.ENTRY_FULL, Reason.STEP_RELEASED, 1L)
        .decision(0, Action.NONE, Reason.ON_TARGET, null);

    assertThat(report().decisions())
        .containsEntry(Action.ENTRY_FULL, 1)
        .containsEntry(Action.NONE, 1)
        .hasSize(2);
  }

  @Test
  void whatWasHeldBackOrRejectedIsARefusalButHavingNothingToDoIsNot() {
    run.decision(0, Action.NONE, Reason.PRICE_STALE, null)
        .decision(1, Action.NONE, Reason.PRICE_STALE, null)
        .decision(2, Action.NONE, Reason.ON_TARGET, null)
        .decision(2, Action.NONE, Reason.BARRIER_WAITING, null)
        .decision(2, Action.NONE, Reason.LATE_REPORT, null)
        .report(3, ReportStatus.REJECTED, "insufficient balance")
        .report(3, ReportStatus.FILLED, null);

    assertThat(report().refusals())
        .containsEntry("PRICE_STALE", 2)
        .containsEntry("rejected: insufficient balance", 1)
        .hasSize(2);
  }

  @Test
  void equityIsThatOfTheFirstAndTheLastExposure() {
    run.exposure(0, "1000", false).exposure(1, "1100", false).exposure(2, "1050.5", false);

    assertThat(report().equityStart()).isEqualByComparingTo("1000");
    assertThat(report().equityEnd()).isEqualByComparingTo("1050.5");
  }

  @Test
  void whatWasPaidInAndOutIsNoResult() {
    run.exposure(0, "1000", false)
        .flow(1, PaperFlowKind.DEPOSIT, "200")
        .flow(2, PaperFlowKind.WITHDRAW, "300")
        .flow(3, PaperFlowKind.PAID, "250")
        .flow(4, PaperFlowKind.PAID, "50")
        .exposure(5, "899", false);

    assertThat(report().paidIn()).isEqualByComparingTo("200");
    assertThat(report().paidOut()).isEqualByComparingTo("300");
    assertThat(report().result()).isEqualByComparingTo("-1");
  }

  @Test
  void ordersAreCountedByOperationForTheirStrategyOnly() {
    run.order(LENDING.id(), 0, 1, 1, 1)
        .order(LENDING.id(), 0, 1, 2, 1)
        .order("another", 0, 1, 1, 1);

    assertThat(report().orders()).containsEntry(Operation.SUPPLY, 2).hasSize(1);
  }

  private StrategyReport report() {
    return StrategyReport.of(LENDING, run.records());
  }
}
