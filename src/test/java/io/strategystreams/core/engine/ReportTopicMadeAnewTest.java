package io.strategystreams.core.engine;

import static io.strategystreams.core.engine.OneStrategy.NOON;
import static io.strategystreams.core.plan.PlanFixtures.BINANCE_ETH;
import static io.strategystreams.core.plan.PlanFixtures.WALLET_WETH;
import static io.strategystreams.core.plan.PlanFixtures.transfer;
import static org.assertj.core.api.Assertions.assertThat;

import io.strategystreams.core.plan.OrderStatus;
import java.time.Instant;
import org.junit.jupiter.api.Test;

/** Offsets of a topic of reports that was deleted and made anew, where counting begins at 0. */
class ReportTopicMadeAnewTest {
  private static final Instant LATER = NOON.plusSeconds(3);
  // The report is of a second after noon, and settle_delay is five seconds.
  private static final Instant SETTLED = NOON.plusSeconds(6);

  /** Its only plan was filled, and no exposure has seen that yet. */
  private static OneStrategy waiting() {
    OneStrategy strategy = OneStrategy.trading(transfer());
    strategy.reportTopic = new ReportTopic("first", 0);
    strategy.report(1, OrderStatus.FILLED, "10", WALLET_WETH + "=-10", BINANCE_ETH + "=10");
    strategy.reportOffset = 0L;
    return strategy;
  }

  @Test
  void aBarrierOfTheFormerTopicEndsWithANewExposureThatIsLaterThanItsReport() {
    OneStrategy strategy = waiting();
    strategy.reportTopicMadeAnew(0);

    assertThat(strategy.exposure(SETTLED)).containsExactly("again BARRIER_WAITING");
    assertThat(strategy.exposure(SETTLED.plusMillis(1))).containsExactly("ON_TARGET");
  }

  @Test
  void anExposureWrittenBeforeTheTopicWasMadeAnewIsNoProofHoweverLate() {
    OneStrategy strategy = waiting();
    strategy.reportTopicMadeAnew(1);

    assertThat(strategy.exposure(SETTLED.plusSeconds(1))).containsExactly("again BARRIER_WAITING");
    assertThat(strategy.tick(SETTLED.plusSeconds(601))).containsExactly("BARRIER_TIMED_OUT!");
    assertThat(strategy.exposure(SETTLED.plusSeconds(602))).containsExactly("ON_TARGET");
  }

  /** Also where what must come next comes in a process that started later. */
  @Test
  void aSecondStartForgetsNothingOfIt() {
    OneStrategy strategy = waiting();
    strategy.reportTopicMadeAnew(1);
    strategy.exposure(SETTLED.plusSeconds(1));
    strategy.reportTopic = new ReportTopic("anew", 1_000_000);

    assertThat(strategy.exposure(SETTLED.plusSeconds(2))).containsExactly("ON_TARGET");
  }

  @Test
  void theOffsetIsWaitedForWhereTheTopicIsTheSameOrWasNotKnown() {
    OneStrategy strategy = waiting();
    strategy.reportTopic = new ReportTopic("first", 1_000_000);
    assertThat(strategy.exposure(SETTLED.plusSeconds(1))).containsExactly("again BARRIER_WAITING");

    OneStrategy older = OneStrategy.trading(transfer());
    older.report(1, OrderStatus.FILLED, "10", WALLET_WETH + "=-10", BINANCE_ETH + "=10");
    older.reportOffset = 0L;
    older.reportTopic = new ReportTopic("first", 0);
    assertThat(older.exposure(SETTLED.plusSeconds(1))).containsExactly("again BARRIER_WAITING");
    assertThat(older.exposureAfterReports(SETTLED.plusSeconds(1))).containsExactly("ON_TARGET");
  }

  /** A report in the new topic, of an order that nobody knows, raises the barrier again. */
  private static OneStrategy raisedAnew() {
    OneStrategy strategy = waiting();
    strategy.exposureAfterReports(LATER);
    strategy.reportOffset = 40L;
    strategy.exposure(LATER);
    strategy.reportTopicMadeAnew(0);
    assertThat(strategy.report("other", OrderStatus.FILLED, "1", LATER))
        .containsExactly("LATE_REPORT!");
    return strategy;
  }

  @Test
  void anOffsetThatTheMonitorRemembersOfTheFormerTopicIsNotBelieved() {
    OneStrategy strategy = raisedAnew();

    assertThat(strategy.exposure(LATER.plusSeconds(1))).containsExactly("again BARRIER_WAITING");
    strategy.reportOffset = 0L;
    assertThat(strategy.exposure(LATER.plusSeconds(2))).containsExactly("again ON_TARGET");
  }

  @Test
  void aMonitorThatNeverNamesANewOffsetIsJudgedByTime() {
    OneStrategy strategy = raisedAnew();

    assertThat(strategy.exposure(LATER.plusSeconds(5))).containsExactly("again BARRIER_WAITING");
    assertThat(strategy.exposure(LATER.plusSeconds(5).plusMillis(1)))
        .containsExactly("again ON_TARGET");
  }

  /** What lay unread told of a higher offset of the former topic than was known. */
  @Test
  void offsetsOfExposuresWrittenBeforeAreOfTheFormerTopic() {
    OneStrategy strategy = waiting();
    strategy.exposureAfterReports(LATER);
    strategy.reportTopicMadeAnew(1);
    strategy.reportOffset = 40L;
    strategy.exposure(LATER.plusSeconds(1));
    strategy.report("other", OrderStatus.FILLED, "1", LATER.plusSeconds(1));

    assertThat(strategy.exposure(LATER.plusSeconds(2))).containsExactly("again BARRIER_WAITING");
  }
}
