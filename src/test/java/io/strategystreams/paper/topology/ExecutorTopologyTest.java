package io.strategystreams.paper.topology;

import static io.strategystreams.paper.PaperFixtures.NOON;
import static org.assertj.core.api.Assertions.assertThat;

import io.strategystreams.core.market.Instrument;
import io.strategystreams.core.mode.Mode;
import io.strategystreams.core.money.Token;
import io.strategystreams.events.Action;
import io.strategystreams.events.ControlState;
import io.strategystreams.events.ExecutionReport;
import io.strategystreams.events.Operation;
import io.strategystreams.events.Order;
import io.strategystreams.events.ReportStatus;
import io.strategystreams.events.Side;
import io.strategystreams.events.StrategyControl;
import io.strategystreams.paper.PaperFixtures;
import io.strategystreams.paper.PaperFlows;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The executor's duties, through the topology. */
class ExecutorTopologyTest {
  private static final String LENDER = "lender";
  private PaperDriver paper;

  @BeforeEach
  void openALender() {
    paper = new PaperDriver();
    paper.prices(NOON);
    paper.flow(
        PaperFlows.open(LENDER, Mode.PURE_LENDING_USDT, Token.USDT, new BigDecimal(1000), NOON));
  }

  @AfterEach
  void close() {
    paper.close();
  }

  @Test
  void acceptsThenFillsThenSaysNoMore() {
    paper.order(OrderEvent.supply(LENDER, "o1", "400").build());

    assertThat(paper.reported()).containsExactly("ACCEPTED 0", "FILLED 400");
  }

  @Test
  void refusesWhatIsPastItsExpiryByTheHighestEventTimeSeen() {
    paper.tick(NOON.plusSeconds(61));
    paper.order(OrderEvent.supply(LENDER, "o1", "400").build());

    assertThat(rejection())
        .isEqualTo("expired at 2024-06-01T12:01:00Z, now is 2024-06-01T12:01:01Z");
  }

  @Test
  void executesAtItsVeryExpiry() {
    paper.tick(NOON.plusSeconds(60));
    paper.order(OrderEvent.supply(LENDER, "o1", "400").build());

    assertThat(paper.reported()).endsWith("FILLED 400");
  }

  @Test
  void refusesUnknownAnywhere() {
    paper.order(OrderEvent.supply(LENDER, "o1", "400").setOperation(Operation.UNKNOWN).build());
    assertThat(rejection()).contains("operation must be a value known here");

    paper.order(OrderEvent.supply(LENDER, "o2", "400").setAction(Action.UNKNOWN).build());
    assertThat(rejection()).contains("action must be a value known here");

    paper.order(OrderEvent.spot(LENDER, "o3", Side.UNKNOWN, "1").build());
    assertThat(rejection()).contains("side must be a value known here");
  }

  @Test
  void refusesWithoutAnAccount() {
    paper.order(OrderEvent.supply("stranger", "o1", "400").build());

    assertThat(rejection()).contains("strategy stranger has no paper account");
  }

  @Test
  void haltedRefusesAllAndResumingLetsThrough() {
    paper.control(LENDER, ControlState.HALTED);
    paper.order(OrderEvent.withdraw(LENDER, "o1", "1").build());
    assertThat(rejection()).contains("HALTED");

    paper.control(LENDER, ControlState.ACTIVE);
    paper.order(OrderEvent.supply(LENDER, "o2", "400").build());
    assertThat(paper.reported()).endsWith("FILLED 400");
  }

  @Test
  void theStricterOfAllAndOwnHolds() {
    paper.control("*", ControlState.HALTED).control(LENDER, ControlState.ACTIVE);
    paper.order(OrderEvent.supply(LENDER, "o1", "400").build());
    assertThat(rejection()).contains("HALTED");

    paper.control("*", ControlState.REDUCE_ONLY);
    paper.order(OrderEvent.supply(LENDER, "o2", "400").build());
    assertThat(rejection()).contains("REDUCE_ONLY");
  }

  /** The rule of every executor: what loosens must be newer. */
  @Test
  void anOldControlLoosensNothing() {
    paper.control(said(LENDER, ControlState.HALTED, 5L, NOON));
    paper.control(said(LENDER, ControlState.ACTIVE, null, Instant.EPOCH));
    paper.control(said(LENDER, ControlState.ACTIVE, 5L, NOON.plusSeconds(60)));
    paper.control(said(LENDER, ControlState.HALTED, 1L, Instant.EPOCH));
    paper.control(said(LENDER, ControlState.ACTIVE, 4L, NOON.plusSeconds(60)));
    paper.order(OrderEvent.supply(LENDER, "o1", "400").build());
    assertThat(rejection()).contains("HALTED");

    paper.control(said(LENDER, ControlState.ACTIVE, 6L, NOON));
    paper.order(OrderEvent.supply(LENDER, "o2", "400").build());
    assertThat(paper.reported()).endsWith("FILLED 400");
  }

  @Test
  void anOldControlOfAllLoosensNothing() {
    paper.control(said("*", ControlState.HALTED, null, NOON));
    paper.control(said("*", ControlState.ACTIVE, 3L, Instant.EPOCH));
    paper.order(OrderEvent.supply(LENDER, "o1", "400").build());
    assertThat(rejection()).contains("HALTED");
  }

  private static StrategyControl said(
      String strategyId, ControlState state, Long revision, Instant time) {
    return StrategyControl.newBuilder()
        .setStrategyId(strategyId)
        .setState(state)
        .setReason("test")
        .setAuthor("test")
        .setEventTime(time)
        .setRevision(revision)
        .build();
  }

  @Test
  void unknownControlActsAsHalted() {
    paper.control(LENDER, ControlState.UNKNOWN);
    paper.order(OrderEvent.supply(LENDER, "o1", "400").build());

    assertThat(rejection()).contains("HALTED");
  }

  @Test
  void reduceOnlyLetsExitsThrough() {
    paper.order(OrderEvent.supply(LENDER, "o1", "400").build());
    paper.control(LENDER, ControlState.REDUCE_ONLY);
    paper.order(OrderEvent.withdraw(LENDER, "o2", "100").build());

    assertThat(paper.reported())
        .containsExactly("ACCEPTED 0", "FILLED 400", "ACCEPTED 0", "FILLED 100");
  }

  @Test
  void theSameOrderAgainChangesNothing() {
    Order order = OrderEvent.supply(LENDER, "o1", "400").build();
    paper.order(order).order(order);

    assertThat(paper.reported()).containsExactly("ACCEPTED 0", "FILLED 400");
    assertThat(paper.skipped(PaperMeters.Skipped.DUPLICATE_ORDER)).isEqualTo(1);
  }

  @Test
  void theSameOrderAgainAfterARestartChangesNothing() {
    Order order = OrderEvent.supply(LENDER, "o1", "400").build();
    paper.order(order);
    try (PaperDriver restarted = paper.restarted()) {
      restarted.order(order).order(OrderEvent.supply(LENDER, "o2", "601").build());

      List<ExecutionReport> reports = restarted.reports();
      assertThat(reports).hasSize(1);
      assertThat(reports.get(0).getReason())
          .contains("wallet:BaseToken:USDT holds 600, the order spends 601");
      assertThat(restarted.skipped(PaperMeters.Skipped.DUPLICATE_ORDER)).isEqualTo(1);
    }
  }

  @Test
  void theSameIdWithAnotherContentIsAnAlarmAndNeverExecuted() {
    paper.order(OrderEvent.supply(LENDER, "o1", "400").build());
    paper.order(OrderEvent.supply(LENDER, "o1", "500").build());

    assertThat(paper.reported()).containsExactly("ACCEPTED 0", "FILLED 400");
    assertThat(paper.alarms(PaperMeters.Alarm.CONFLICTING_ORDER)).isEqualTo(1);
  }

  @Test
  void anIdIsForgottenAfterTheRetentionOnly() {
    Order order =
        OrderEvent.supply(LENDER, "o1", "10").setExpiresAt(NOON.plus(Duration.ofDays(99))).build();
    paper.tick(NOON).order(order);

    paper.tick(NOON.plus(Duration.ofDays(13))).order(order);
    assertThat(paper.reported()).hasSize(2);
    paper.tick(NOON.plus(Duration.ofDays(15))).order(order);
    assertThat(paper.reported()).containsExactly("ACCEPTED 0", "FILLED 10");
  }

  @Test
  void anUnstakeQueuesAndComesOutWithATick() {
    openStaker();
    paper.order(OrderEvent.unstake("staker", "o2", "5").build());

    ExecutionReport accepted = paper.reports().get(2);
    assertThat(accepted.getStatus()).isEqualTo(ReportStatus.ACCEPTED);
    assertDeltas(accepted, "etherfi:LST:weETH", "-5", "etherfi:Unstaking:WETH", "5.2");

    paper.tick(NOON.plus(PaperDriver.UNSTAKING).minusMillis(1));
    assertThat(paper.reports()).isEmpty();
    paper.tick(NOON.plus(PaperDriver.UNSTAKING));
    ExecutionReport filled = paper.reports().get(0);
    assertThat(filled.getStatus()).isEqualTo(ReportStatus.FILLED);
    assertThat(filled.getFilledAmount()).isEqualByComparingTo("5");
    assertDeltas(filled, "etherfi:LST:weETH", "-5", "wallet:BaseToken:WETH", "5.2");
    paper.tick(NOON.plus(PaperDriver.UNSTAKING).plusSeconds(1));
    assertThat(paper.reports()).isEmpty();
  }

  @Test
  void anUnstakeComesOutAtTheBeginningOfAValuationInstant() {
    openStaker();
    paper.tick(NOON.plusSeconds(1)).order(OrderEvent.unstake("staker", "o2", "5").build());
    paper.reports();

    paper.tick(NOON.plus(PaperDriver.UNSTAKING));
    assertThat(paper.reported()).containsExactly("FILLED 5");
  }

  @Test
  void anUnstakeUnderWaySurvivesARestartAndAHalt() {
    openStaker();
    paper.order(OrderEvent.unstake("staker", "o2", "5").build());
    try (PaperDriver restarted = paper.restarted()) {
      restarted.control("staker", ControlState.HALTED);
      restarted.tick(NOON.plus(PaperDriver.UNSTAKING));

      assertThat(restarted.reported()).containsExactly("FILLED 5");
    }
  }

  @Test
  void anAtomicGroupWaitsUntilItIsWhole() {
    openStaker();
    paper.reports();
    List<Order> group = leverUp("staker", "g1");
    group.subList(0, 4).forEach(paper::order);
    assertThat(paper.reports()).isEmpty();

    paper.order(group.get(4));

    assertThat(paper.reports().stream().map(ExecutionReport::getStatus))
        .containsExactly(
            ReportStatus.ACCEPTED,
            ReportStatus.ACCEPTED,
            ReportStatus.ACCEPTED,
            ReportStatus.ACCEPTED,
            ReportStatus.ACCEPTED,
            ReportStatus.FILLED,
            ReportStatus.FILLED,
            ReportStatus.FILLED,
            ReportStatus.FILLED,
            ReportStatus.FILLED);
  }

  @Test
  void anAtomicGroupSplitByARestartIsStillOne() {
    openStaker();
    List<Order> group = leverUp("staker", "g1");
    group.subList(0, 2).forEach(paper::order);
    try (PaperDriver restarted = paper.restarted()) {
      group.subList(2, 5).forEach(restarted::order);

      assertThat(restarted.reports()).hasSize(10);
    }
  }

  @Test
  void anIncompleteGroupIsRejectedWholeWhenItExpires() {
    openStaker();
    paper.reports();
    leverUp("staker", "g1").subList(0, 3).forEach(paper::order);

    paper.tick(NOON.plusSeconds(60));
    assertThat(paper.reports()).isEmpty();
    paper.tick(NOON.plusSeconds(61));

    assertThat(paper.reports())
        .hasSize(3)
        .allMatch(report -> report.getStatus() == ReportStatus.REJECTED)
        .allMatch(
            report ->
                report.getReason().equals("expired incomplete: 3 of 5 orders of the group came"));
  }

  @Test
  void aGroupWithAnOrderThatCannotBeDoneIsRejectedWhole() {
    openStaker();
    paper.reports();
    List<Order> group = new ArrayList<>(leverUp("staker", "g1"));
    group.set(3, Order.newBuilder(group.get(3)).setAmount(PaperFixtures.amount("20")).build());
    group.forEach(paper::order);

    assertThat(paper.reports())
        .hasSize(5)
        .allMatch(report -> report.getStatus() == ReportStatus.REJECTED)
        .allMatch(report -> report.getDeltas().isEmpty());
  }

  @Test
  void aGroupWithUnknownInItIsRejectedWhole() {
    openStaker();
    paper.reports();
    List<Order> group = new ArrayList<>(leverUp("staker", "g1"));
    group.set(2, Order.newBuilder(group.get(2)).setOperation(Operation.UNKNOWN).build());
    group.forEach(paper::order);

    assertThat(paper.reports())
        .hasSize(5)
        .allMatch(report -> report.getReason().startsWith("order 3 of the group: operation"));
  }

  @Test
  void rejectsAndFillsInPartsOnDemand() {
    paper
        .flow(PaperFlows.rejectNext(LENDER, 1, NOON))
        .flow(PaperFlows.partialNext(LENDER, 1, NOON));
    paper.flow(
        PaperFlows.deposit(
            LENDER, Instrument.parse("binance:BaseToken:USDT"), new BigDecimal(9000), NOON));
    paper.order(OrderEvent.supply(LENDER, "o1", "400").build());
    assertThat(rejection()).contains("REJECT_NEXT");

    paper.order(OrderEvent.supply(LENDER, "o2", "400").build());
    paper.order(OrderEvent.spot(LENDER, "o3", Side.BUY, "2").build());
    paper.order(OrderEvent.spot(LENDER, "o4", Side.SELL, "1").build());
    assertThat(paper.reported())
        .containsExactly(
            "ACCEPTED 0",
            "FILLED 400",
            "ACCEPTED 0",
            "PARTIALLY_FILLED 1",
            "FILLED 2",
            "ACCEPTED 0",
            "FILLED 1");
  }

  @Test
  void reportsCarryTheContractsFields() {
    paper.flow(
        PaperFlows.deposit(
            LENDER, Instrument.parse("binance:BaseToken:USDT"), new BigDecimal(9000), NOON));
    paper.tick(NOON.plusSeconds(5)).order(OrderEvent.spot(LENDER, "o1", Side.BUY, "2").build());

    ExecutionReport filled = paper.reports().get(1);
    assertThat(filled.getPlanId()).isEqualTo("plan-of-o1");
    assertThat(filled.getStrategyId()).isEqualTo(LENDER);
    assertThat(filled.getAveragePrice()).isEqualByComparingTo("4000");
    assertThat(filled.getFee()).isEqualByComparingTo("8");
    assertThat(filled.getFeeToken()).isEqualTo("USDT");
    assertThat(filled.getVenueOrderId()).isEqualTo("paper-o1");
    assertThat(filled.getEventTime()).isEqualTo(NOON.plusSeconds(5));
    assertDeltas(filled, "binance:BaseToken:ETH", "2", "binance:BaseToken:USDT", "-8008");
  }

  @Test
  void flowsThatMakeNoSenseAreSkippedWithAnAlarm() {
    paper.flow(PaperFlows.open(LENDER, Mode.PURE_LENDING_USDT, Token.USDT, BigDecimal.ONE, NOON));
    paper.flow(PaperFlows.withdrawAll("stranger", NOON));

    assertThat(paper.alarms(PaperMeters.Alarm.BAD_FLOW)).isEqualTo(2);
    paper.order(OrderEvent.supply(LENDER, "o1", "1000").build());
    assertThat(paper.reported()).endsWith("FILLED 1000");
  }

  @Test
  void bytesThatAreNoOrderGoToTheDeadLetters() {
    paper.undecodableOrder().order(OrderEvent.supply(LENDER, "o1", "400").build());

    assertThat(paper.deadLetters()).containsExactly(new byte[] {9});
    assertThat(paper.reported()).endsWith("FILLED 400");
  }

  @Test
  void anOlderPriceDoesNotReplaceANewerOne() {
    Instant later = NOON.plusSeconds(10);
    paper.flow(
        PaperFlows.deposit(
            LENDER, Instrument.parse("binance:BaseToken:USDT"), new BigDecimal(9000), NOON));
    paper.price("binance:Spot:ETH/USDT", "4100", later);
    paper.price("binance:Spot:ETH/USDT", "3000", NOON);
    paper.order(OrderEvent.spot(LENDER, "o1", Side.BUY, "1").build());

    assertThat(paper.reports().get(1).getAveragePrice()).isEqualByComparingTo("4100");
  }

  private void openStaker() {
    paper.flow(PaperFlows.open("staker", Mode.ETH_LEVERAGED, Token.ETH, BigDecimal.ZERO, NOON));
    paper.flow(
        PaperFlows.deposit(
            "staker", Instrument.parse("wallet:BaseToken:WETH"), new BigDecimal("20.8"), NOON));
    paper.order(OrderEvent.stake("staker", "stake-1", "10.4").build());
  }

  /** Borrows 10.4 in a flash, stakes all 20.8, supplies it, borrows 10.4 back. */
  private static List<Order> leverUp(String strategyId, String group) {
    return List.of(
        OrderEvent.grouped(
                OrderEvent.order(
                    strategyId, group + "-1", "instadapp", Operation.FLASH_BORROW, "10.4", "WETH"),
                group,
                1,
                5)
            .build(),
        OrderEvent.grouped(OrderEvent.stake(strategyId, group + "-2", "20.8"), group, 2, 5).build(),
        OrderEvent.grouped(
                OrderEvent.order(
                        strategyId, group + "-3", "aave_v3", Operation.SUPPLY, "20", "weETH")
                    .setTokenIn("weETH")
                    .setTokenOut("aweETH"),
                group,
                3,
                5)
            .build(),
        OrderEvent.grouped(
                OrderEvent.order(
                        strategyId, group + "-4", "aave_v3", Operation.BORROW, "10.4", "WETH")
                    .setTokenOut("WETH"),
                group,
                4,
                5)
            .build(),
        OrderEvent.grouped(
                OrderEvent.order(
                    strategyId, group + "-5", "instadapp", Operation.FLASH_REPAY, "10.4", "WETH"),
                group,
                5,
                5)
            .build());
  }

  private String rejection() {
    List<ExecutionReport> reports = paper.reports();
    assertThat(reports).hasSize(1);
    assertThat(reports.get(0).getStatus()).isEqualTo(ReportStatus.REJECTED);
    assertThat(reports.get(0).getDeltas()).isEmpty();
    return reports.get(0).getReason();
  }

  private static void assertDeltas(ExecutionReport report, String... expected) {
    assertThat(report.getDeltas()).hasSize(expected.length / 2);
    for (int i = 0; i < expected.length; i += 2) {
      assertThat(report.getDeltas().get(expected[i])).isEqualByComparingTo(expected[i + 1]);
    }
  }
}
