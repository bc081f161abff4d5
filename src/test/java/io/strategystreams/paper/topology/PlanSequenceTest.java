package io.strategystreams.paper.topology;

import static io.strategystreams.paper.PaperFixtures.NOON;
import static org.assertj.core.api.Assertions.assertThat;

import io.strategystreams.core.market.Instrument;
import io.strategystreams.core.mode.Mode;
import io.strategystreams.core.money.Token;
import io.strategystreams.events.ControlState;
import io.strategystreams.events.ExecutionReport;
import io.strategystreams.events.Operation;
import io.strategystreams.events.Order;
import io.strategystreams.paper.PaperFlows;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A step waits until every order of the steps before it is filled. */
class PlanSequenceTest {
  private static final String STAKER = "staker";
  private static final Instant OUT = NOON.plus(PaperDriver.UNSTAKING);

  private PaperDriver paper;

  @BeforeEach
  void openAStaker() {
    paper = new PaperDriver();
    paper.prices(NOON);
    paper.flow(PaperFlows.open(STAKER, Mode.ETH_STAKING_ONLY, Token.ETH, BigDecimal.ZERO, NOON));
    paper.flow(
        PaperFlows.deposit(
            STAKER, Instrument.parse("wallet:BaseToken:WETH"), new BigDecimal("20.8"), NOON));
    paper.order(OrderEvent.stake(STAKER, "before", "10.4").build());
    paper.reports();
  }

  @AfterEach
  void close() {
    paper.close();
  }

  private static Order inPlan(Order.Builder order, int step, Instant expiresAt) {
    return order.setPlanId("p").setStep(step).setSteps(9).setExpiresAt(expiresAt).build();
  }

  private static Order unstake(int step) {
    return inPlan(OrderEvent.unstake(STAKER, "u" + step, "5"), step, OUT.plusSeconds(60));
  }

  private static Order stake(int step, String amount) {
    return inPlan(OrderEvent.stake(STAKER, "s" + step, amount), step, OUT.plusSeconds(60));
  }

  private static List<String> told(List<ExecutionReport> reports) {
    return reports.stream()
        .map(
            report ->
                report.getOrderId()
                    + " "
                    + report.getStatus()
                    + (report.getReason() == null ? "" : ": " + report.getReason()))
        .toList();
  }

  @Test
  void stepsOfAPlanAreExecutedOneAfterTheOther() {
    paper.order(unstake(1)).order(stake(2, "1")).order(stake(3, "1"));
    assertThat(told(paper.reports())).containsExactly("u1 ACCEPTED");

    paper.tick(OUT);

    assertThat(told(paper.reports()))
        .containsExactly("u1 FILLED", "s2 ACCEPTED", "s2 FILLED", "s3 ACCEPTED", "s3 FILLED");
  }

  @Test
  void stepsOfOtherPlansAndStrategiesDoNotWait() {
    paper.order(unstake(1));
    paper.reports();

    paper.order(OrderEvent.stake(STAKER, "other", "1").setStep(2).setSteps(2).build());

    assertThat(told(paper.reports())).containsExactly("other ACCEPTED", "other FILLED");
  }

  @Test
  void whatFollowsAStepThatWasNotFilledIsRejected() {
    paper.order(stake(1, "1")).order(stake(2, "1000")).order(stake(3, "1")).order(unstake(4));

    assertThat(told(paper.reports()))
        .containsExactly(
            "s1 ACCEPTED",
            "s1 FILLED",
            "s2 REJECTED: wallet:BaseToken:WETH holds 9.4, the order spends 1000: bring what is"
                + " missing there first",
            "s3 REJECTED: step 2 of plan p was not filled",
            "u4 REJECTED: step 2 of plan p was not filled");
  }

  @Test
  void whatWaitsFailsWithTheStepItWaitsFor() {
    paper.order(unstake(1)).order(stake(2, "1000")).order(stake(3, "1"));
    paper.reports();

    paper.tick(OUT);

    assertThat(told(paper.reports()))
        .containsExactly(
            "u1 FILLED",
            "s2 REJECTED: wallet:BaseToken:WETH holds 15.6, the order spends 1000: bring what is"
                + " missing there first",
            "s3 REJECTED: step 2 of plan p was not filled");
  }

  @Test
  void anAtomicGroupIsAStep() {
    Order one = grouped(2, 1);
    Order other = grouped(2, 2);
    paper.order(unstake(1)).order(one).order(other).order(stake(3, "1"));
    assertThat(told(paper.reports())).containsExactly("u1 ACCEPTED");

    paper.tick(OUT);

    assertThat(told(paper.reports()))
        .containsExactly(
            "u1 FILLED",
            "g1 ACCEPTED",
            "g2 ACCEPTED",
            "g1 FILLED",
            "g2 FILLED",
            "s3 ACCEPTED",
            "s3 FILLED");
  }

  @Test
  void whatFollowsAGroupThatIsNotWholeWaitsForItsFate() {
    Order half = Order.newBuilder(grouped(1, 1)).setExpiresAt(NOON.plusSeconds(60)).build();
    paper.order(half).order(stake(2, "1"));
    assertThat(paper.reports()).isEmpty();

    paper.tick(NOON.plusSeconds(61));

    assertThat(told(paper.reports()))
        .containsExactly(
            "g1 REJECTED: expired incomplete: 1 of 2 orders of the group came",
            "s2 REJECTED: step 1 of plan p was not filled");
  }

  private static Order grouped(int step, int sequence) {
    return inPlan(
        OrderEvent.grouped(OrderEvent.stake(STAKER, "g" + sequence, "1"), "g", sequence, 2),
        step,
        OUT.plusSeconds(60));
  }

  @Test
  void whatWaitsSurvivesARestartAndIsExecutedOnce() {
    Order second = stake(2, "1");
    paper.order(unstake(1)).order(second);
    try (PaperDriver restarted = paper.restarted()) {
      restarted.order(second);
      assertThat(restarted.reports()).isEmpty();
      restarted.tick(OUT);

      assertThat(told(restarted.reports()))
          .containsExactly("u1 FILLED", "s2 ACCEPTED", "s2 FILLED");
      restarted.order(second);
      assertThat(restarted.reports()).isEmpty();
      assertThat(restarted.skipped(PaperMeters.Skipped.DUPLICATE_ORDER)).isEqualTo(2);
    }
  }

  @Test
  void theControlStateCountsWhenTheTurnComes() {
    paper.order(unstake(1)).order(stake(2, "1")).order(stake(3, "1"));
    paper.control(STAKER, ControlState.HALTED);
    paper.reports();

    paper.tick(OUT);

    assertThat(told(paper.reports()))
        .containsExactly(
            "u1 FILLED",
            "s2 REJECTED: the control state is HALTED (or stricter): nothing is executed",
            "s3 REJECTED: step 2 of plan p was not filled");
  }

  @Test
  void whatExpiresWhileItWaitsIsRejectedWithWhatFollows() {
    paper
        .order(unstake(1))
        .order(inPlan(OrderEvent.stake(STAKER, "s2", "1"), 2, NOON.plusSeconds(60)))
        .order(stake(3, "1"));
    paper.reports();

    paper.tick(NOON.plusSeconds(60));
    assertThat(paper.reports()).isEmpty();
    paper.tick(NOON.plusSeconds(61));

    assertThat(told(paper.reports()))
        .containsExactly(
            "s2 REJECTED: expired at 2024-06-01T12:01:00Z before the steps ahead of it were"
                + " filled, now is 2024-06-01T12:01:01Z",
            "s3 REJECTED: step 2 of plan p was not filled");
    paper.tick(OUT);
    assertThat(told(paper.reports())).containsExactly("u1 FILLED");
  }

  @Test
  void anUnreadableOrderFailsItsStep() {
    Order unreadable =
        inPlan(OrderEvent.stake(STAKER, "s1", "1").setOperation(Operation.UNKNOWN), 1, OUT);
    paper.order(unreadable).order(stake(2, "1"));

    assertThat(told(paper.reports()))
        .satisfiesExactly(
            first -> assertThat(first).startsWith("s1 REJECTED: operation"),
            second -> assertThat(second).endsWith("step 1 of plan p was not filled"));
  }
}
