package io.strategystreams.topology;

import static org.assertj.core.api.Assertions.assertThat;

import io.strategystreams.core.mode.Mode;
import io.strategystreams.events.Action;
import io.strategystreams.events.ControlState;
import io.strategystreams.events.Decision;
import io.strategystreams.events.ExecutionReport;
import io.strategystreams.events.Operation;
import io.strategystreams.events.Order;
import io.strategystreams.events.ReportStatus;
import io.strategystreams.events.Signal;
import io.strategystreams.metrics.MeterNames;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What may happen to each of the ten strategies while a plan of theirs is open. */
class OpenPlanTest {

  /** The first step of the entry is out and read. */
  private static Life entering(Mode mode) {
    Life life = Life.of(mode);
    life.market();
    life.signal(Signal.SWING_HIGH_BREAKOUT);
    life.risk(false);
    life.expose();
    return life;
  }

  private static List<String> ids(Life life) {
    return life.orders.stream().map(Order::getOrderId).toList();
  }

  /** Executes the orders of a step without a word to the strategy. */
  private static List<ExecutionReport> executed(Life life, List<Order> step) {
    return step.stream().map(order -> life.venue.execute(order, life.now)).toList();
  }

  @ParameterizedTest
  @EnumSource(Mode.class)
  void aRejectedStepAbandonsThePlanAndTheNextEvaluationHeals(Mode mode) {
    try (Life life = entering(mode)) {
      List<Order> step = life.take();

      assertThat(
              life.reasonsOf(
                  () -> step.forEach(order -> life.report(life.venue.reject(order, life.now)))))
          .containsExactly("PLAN_ABANDONED");
      Decision abandoned = life.decisions.get(life.decisions.size() - 1);
      assertThat(abandoned.getDetail()).contains("REJECTED", "no such luck");
      life.signal(Signal.SWING_HIGH_BREAKOUT);
      assertThat(life.reasonsOf(life::expose)).isNotEmpty();
      assertThat(life.take()).as("cools down").isEmpty();

      life.wait(Duration.ofSeconds(30));
      life.signal(Signal.SWING_HIGH_BREAKOUT);
      life.market();
      life.expose();
      life.settle();
      assertThat(life.reasons()).contains("PLAN_COMPLETED");
    }
  }

  @ParameterizedTest
  @EnumSource(Mode.class)
  void aStepWithoutReportIsUncertainAndNeverSentAgain(Mode mode) {
    try (Life life = entering(mode)) {
      executed(life, life.take());

      assertThat(life.reasonsOf(() -> life.wait(Duration.ofSeconds(65))))
          .containsExactly("PLAN_UNCERTAIN");
      assertThat(life.reasonsOf(life::expose)).containsExactly("PLAN_OPEN");
      life.wait(Duration.ofSeconds(1));
      life.market();
      assertThat(life.reasonsOf(life::expose)).contains("PLAN_TIMED_OUT");
      life.settle();

      assertThat(ids(life)).doesNotHaveDuplicates();
      assertThat(life.driver.counted(MeterNames.ALARMS, "PLAN_UNCERTAIN")).isEqualTo(1);
      assertThat(life.reasons().get(life.reasons().size() - 1))
          .isIn("ON_TARGET", "SIGNAL_MATCHES_POSITION");
    }
  }

  @ParameterizedTest
  @EnumSource(Mode.class)
  void aReportThatComesLateLetsAnUncertainPlanGoOn(Mode mode) {
    try (Life life = entering(mode)) {
      List<ExecutionReport> reports = executed(life, life.take());
      life.wait(Duration.ofSeconds(65));

      reports.forEach(life::report);
      life.expose();
      life.settle();

      assertThat(life.reasons()).contains("PLAN_UNCERTAIN", "PLAN_COMPLETED");
      assertThat(life.orders).extracting(Order::getPlanNumber).containsOnly(1L);
    }
  }

  @ParameterizedTest
  @EnumSource(Mode.class)
  void anOverrideSupersedesTheEntryAndUndoesIt(Mode mode) {
    try (Life life = entering(mode)) {
      List<Order> step = life.take();
      life.risk(true);
      assertThat(life.take()).isEmpty();

      executed(life, step).forEach(life::report);
      life.expose();
      life.settle();

      assertThat(life.reasons()).contains("PLAN_SUPERSEDED");
      assertThat(life.venue.positions().keySet())
          .as("flat, the share class of staking as it was wrapped")
          .containsAnyOf(life.home(), "wallet:BaseToken:WETH")
          .noneMatch(name -> name.contains(":Perp:") || name.contains(":aToken:"));
      assertThat(life.orders)
          .filteredOn(order -> order.getPlanNumber() > 1)
          .allMatch(order -> order.getAction() == Action.EXIT_FULL);
    }
  }

  @ParameterizedTest
  @EnumSource(Mode.class)
  void aHaltWhileAPlanIsOpenReleasesNothingMore(Mode mode) {
    try (Life life = entering(mode)) {
      List<Order> step = life.take();
      life.control(ControlState.HALTED);

      executed(life, step).forEach(life::report);
      life.expose();
      assertThat(life.take()).isEmpty();
      assertThat(life.reasons()).contains("PLAN_SUPERSEDED");
      assertThat(life.reasons().get(life.reasons().size() - 1))
          .isIn("HALTED", "HALT_LEAVES_UNHEDGED");

      life.control(ControlState.ACTIVE);
      life.settle();
      assertThat(life.reasons().get(life.reasons().size() - 1))
          .isIn("ON_TARGET", "SIGNAL_MATCHES_POSITION");
    }
  }

  @ParameterizedTest
  @EnumSource(Mode.class)
  void aConfigurationThatChangesMeanwhileCountsFromTheNextPlanOn(Mode mode) {
    try (Life life = entering(mode)) {
      List<Order> step = life.take();
      life.configure(Map.of("order_ttl", "30s"));

      executed(life, step).forEach(life::report);
      List<Order> next = life.take();
      life.expose();
      executed(life, next).forEach(life::report);
      life.settle();

      assertThat(life.orders)
          .filteredOn(order -> order.getPlanNumber() == 1)
          .allSatisfy(
              order ->
                  assertThat(order.getExpiresAt()).isEqualTo(order.getEventTime().plusSeconds(60)));
      assertThat(life.decisions)
          .filteredOn(decision -> decision.getReason().name().startsWith("PLAN_COMPLETED"))
          .extracting(Decision::getConfigVersion)
          .containsExactly(1L);

      life.venue.askAllBack();
      life.nextMinute();
      Order first = life.take().get(0);
      assertThat(first.getExpiresAt()).isEqualTo(first.getEventTime().plusSeconds(30));
      assertThat(life.lastPlan().getConfigVersion()).isEqualTo(2);
    }
  }

  @ParameterizedTest
  @EnumSource(Mode.class)
  void aResetCountsAnew(Mode mode) {
    try (Life life = entering(mode)) {
      List<Order> step = life.take();
      life.configure(2, Map.of());
      assertThat(life.reasons()).contains("PLAN_SUPERSEDED");

      executed(life, step).forEach(life::report);
      life.wait(Duration.ofSeconds(66));
      life.market();
      life.signal(Signal.SWING_HIGH_BREAKOUT);
      life.expose();
      life.settle();

      assertThat(ids(life)).doesNotHaveDuplicates();
      assertThat(life.reasons()).doesNotContain("LATE_REPORT");
      assertThat(life.decisions.get(life.decisions.size() - 1).getIncarnation()).isEqualTo(2);
    }
  }

  @ParameterizedTest
  @EnumSource(Mode.class)
  void duplicatesAndReportsOutOfOrderChangeNothing(Mode mode) {
    try (Life plain = Life.entered(mode);
        Life life = entering(mode)) {
      life.settle(
          report -> {
            life.report(report);
            life.report(report);
            life.report(accepted(report));
            return report;
          },
          life::read);
      life.expose();

      assertThat(ids(life)).isEqualTo(ids(plain));
      assertThat(life.reasons()).doesNotContain("LATE_REPORT", "CONTRADICTORY_REPORT");
      assertThat(life.driver.counted(MeterNames.IGNORED_RECORDS, "NOTHING_NEW_IN_REPORT"))
          .isGreaterThanOrEqualTo(3.0 * ids(plain).size());
    }
  }

  private static ExecutionReport accepted(ExecutionReport report) {
    return ExecutionReport.newBuilder(report)
        .setStatus(ReportStatus.ACCEPTED)
        .setFilledAmount(BigDecimal.ZERO.setScale(18))
        .setDeltas(Map.of())
        .build();
  }

  @ParameterizedTest
  @EnumSource(
      value = Mode.class,
      names = {"ETH_STAKING_ONLY", "USDT_ETH_STAKING_HEDGED_SIMPLE"})
  void whatQueuesIsNotAskedForTwice(Mode mode) {
    try (Life life = Life.entered(mode)) {
      life.venue.askBack(life.capital("0.3"));
      life.nextMinute();
      Order unstake = life.take().get(0);
      assertThat(unstake.getOperation()).isEqualTo(Operation.UNSTAKE);
      assertThat(life.reasonsOf(() -> life.report(life.venue.execute(unstake, life.now))))
          .containsExactly("PLAN_QUEUED");

      life.nextMinute();
      life.wait(Duration.ofHours(12));
      life.market();
      life.risk(false);
      life.expose();
      assertThat(life.take()).isEmpty();

      life.report(life.venue.endQueue(life.now));
      life.expose();
      life.settle();
      assertThat(life.reasons()).contains("PLAN_COMPLETED");
      assertThat(life.venue.at(life.home()).add(life.venue.at("wallet:BaseToken:WETH")))
          .isGreaterThanOrEqualTo(new BigDecimal(life.capital("0.3")));
    }
  }
}
