package io.strategystreams.cli.demo;

import static io.strategystreams.cli.demo.RunFixture.LENDING;
import static io.strategystreams.cli.demo.RunFixture.hour;
import static org.assertj.core.api.Assertions.assertThat;

import io.strategystreams.audit.Promise;
import io.strategystreams.core.money.Token;
import io.strategystreams.events.Action;
import io.strategystreams.events.Reason;
import java.math.BigDecimal;
import java.util.List;
import org.junit.jupiter.api.Test;

class OutcomesTest {
  private static final Planned DEPOSIT =
      new Planned(
          new Injection.Deposit(LENDING.id(), hour(5), new BigDecimal("200"), Token.USDT),
          List.of(
              new Planned.Expected(
                  io.strategystreams.core.plan.Action.ENTRY_PARTIAL, hour(5), hour(9))));

  private final RunFixture run =
      new RunFixture()
          .decision(0, Action.ENTRY_FULL, Reason.NO_POSITION, 1L)
          .decision(0, Action.ENTRY_FULL, Reason.PLAN_COMPLETED, 1L);

  @Test
  void aRunThatDidAllHasNoFailures() {
    run.decision(5, Action.ENTRY_PARTIAL, Reason.BELOW_TARGET, 2L)
        .decision(5, Action.ENTRY_PARTIAL, Reason.PLAN_COMPLETED, 2L)
        .exposure(10, "0.4", false);

    assertThat(failures(DEPOSIT)).isEmpty();
  }

  @Test
  void anInjectionWithoutItsActionInTimeIsNamed() {
    run.decision(9, Action.ENTRY_PARTIAL, Reason.BELOW_TARGET, 2L)
        .decision(9, Action.ENTRY_PARTIAL, Reason.PLAN_COMPLETED, 2L)
        .exposure(10, "0", false);

    assertThat(failures(DEPOSIT))
        .containsExactly(
            "pure_lending_usdt: no ENTRY_PARTIAL from 2024-06-01T05:00:00Z to"
                + " 2024-06-01T09:00:00Z, after the deposit of 200 USDT of 2024-06-01T05:00:00Z");
  }

  @Test
  void moneyThatStaysBehindIsNamed() {
    run.exposure(10, "7.25", true);

    assertThat(failures())
        .containsExactly(
            "pure_lending_usdt ends with a withdrawal that is not paid out",
            "pure_lending_usdt still holds 7.25 USDT after everything was asked back");
  }

  @Test
  void aPlanLeftOpenIsNamed() {
    run.decision(5, Action.ENTRY_PARTIAL, Reason.BELOW_TARGET, 2L).exposure(10, "0", false);

    assertThat(failures()).containsExactly("pure_lending_usdt ends with 1 plan(s) open");
  }

  @Test
  void whatAnAuditFoundFailsTheRun() {
    run.exposure(10, "0", false).breach(Promise.ORDER_ONCE, "order x lies at two places");

    assertThat(failures())
        .containsExactly("audit: ORDER_ONCE pure_lending_usdt: order x lies at two places");
  }

  @Test
  void deadLettersFailTheRun() {
    run.exposure(10, "0", false).deadLetter("key x, reason WRONG_PARTITION");

    assertThat(failures()).containsExactly("dead letter: key x, reason WRONG_PARTITION");
  }

  @Test
  void aStrategyThatNeverDidAnythingIsNamed() {
    RunRecords nothing = new RunFixture().records();

    assertThat(
            Outcomes.failures(
                List.of(LENDING), List.of(), List.of(StrategyReport.of(LENDING, nothing)), nothing))
        .containsExactly(
            "pure_lending_usdt never entered",
            "pure_lending_usdt has no completed plan",
            "pure_lending_usdt has no exposure");
  }

  private List<String> failures(Planned... planned) {
    RunRecords records = run.records();
    return Outcomes.failures(
        List.of(LENDING), List.of(planned), List.of(StrategyReport.of(LENDING, records)), records);
  }
}
