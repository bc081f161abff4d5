package io.strategystreams.core.plan;

import static io.strategystreams.core.plan.OrderStatus.ACCEPTED;
import static io.strategystreams.core.plan.OrderStatus.FILLED;
import static io.strategystreams.core.plan.OrderStatus.LIQUIDATED;
import static io.strategystreams.core.plan.OrderStatus.PARTIALLY_FILLED;
import static io.strategystreams.core.plan.OrderStatus.REJECTED;
import static io.strategystreams.core.plan.PlanFixtures.NOON;
import static io.strategystreams.core.plan.PlanFixtures.report;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class OrderProgressTest {
  private static final Duration DELAY = Duration.ofHours(12);
  private static final OrderProgress SENT =
      OrderProgress.released(
          PlanFixtures.orderId(1, 1), 1, 1, Operation.TRANSFER, NOON.plusSeconds(60));

  private static OrderProgress told(OrderProgress order, Report... reports) {
    OrderProgress now = order;
    for (Report report : reports) {
      now = now.after(report, DELAY);
    }
    return now;
  }

  @Test
  void reportsInAnyOrderAndTwiceEndTheSame() {
    List<Report> reports =
        List.of(
            report(1, 1, ACCEPTED, "0"),
            report(1, 1, PARTIALLY_FILLED, "3"),
            report(1, 1, PARTIALLY_FILLED, "7"),
            report(1, 1, FILLED, "10"));
    OrderProgress inOrder = told(SENT, reports.toArray(Report[]::new));
    Random random = new Random(7);

    for (int i = 0; i < 200; i++) {
      List<Report> shuffled = new ArrayList<>(reports);
      shuffled.addAll(reports);
      Collections.shuffle(shuffled, random);

      assertThat(told(SENT, shuffled.toArray(Report[]::new))).isEqualTo(inOrder);
    }
  }

  @Test
  void theCumulativeFillNeverShrinks() {
    OrderProgress order =
        told(SENT, report(1, 1, PARTIALLY_FILLED, "7"), report(1, 1, PARTIALLY_FILLED, "3"));

    assertThat(order.filled()).isEqualByComparingTo("7");
    OrderProgress cancelled = told(order, report(1, 1, OrderStatus.CANCELLED, "5"));
    assertThat(cancelled.status()).isEqualTo(OrderStatus.CANCELLED);
    assertThat(cancelled.filled()).isEqualByComparingTo("7");
  }

  @ParameterizedTest
  @EnumSource(
      value = OrderStatus.class,
      names = {"FILLED", "REJECTED", "CANCELLED", "EXPIRED", "LIQUIDATED"})
  void theFirstTerminalStatusStands(OrderStatus first) {
    OrderProgress order = told(SENT, report(1, 1, first, "10"));

    for (OrderStatus next : OrderStatus.values()) {
      if (next == OrderStatus.RELEASED || (first == FILLED && next == LIQUIDATED)) {
        continue;
      }
      Report report = report(1, 1, next, "10");
      assertThat(order.after(report, DELAY)).isEqualTo(order);
      assertThat(order.effectOf(report))
          .isEqualTo(
              next.isTerminal() && next != first
                  ? ReportEffect.CONTRADICTION
                  : ReportEffect.NOTHING_NEW);
    }
  }

  @Test
  void aTerminalReportThatFillsMoreThanTheFirstContradictsIt() {
    OrderProgress order = told(SENT, report(1, 1, FILLED, "10"));

    assertThat(order.effectOf(report(1, 1, FILLED, "11"))).isEqualTo(ReportEffect.CONTRADICTION);
    assertThat(order.effectOf(report(1, 1, PARTIALLY_FILLED, "11")))
        .isEqualTo(ReportEffect.CONTRADICTION);
    assertThat(order.effectOf(report(1, 1, PARTIALLY_FILLED, "9")))
        .isEqualTo(ReportEffect.NOTHING_NEW);
  }

  @Test
  void aFilledPositionCanBeLiquidatedLater() {
    OrderProgress order = told(SENT, report(1, 1, FILLED, "10"), report(1, 1, LIQUIDATED, "10"));

    assertThat(order.status()).isEqualTo(LIQUIDATED);
  }

  @Test
  void aStatusThatNobodyCanReadTellsNothing() {
    assertThat(SENT.effectOf(report(1, 1, null, "10"))).isEqualTo(ReportEffect.NOTHING_NEW);
    assertThat(told(SENT, report(1, 1, null, "10"))).isEqualTo(SENT);
  }

  @Test
  void theDeltasAreThoseOfTheLargestFill() {
    OrderProgress order =
        told(
            SENT,
            report(1, 1, PARTIALLY_FILLED, "7", NOON, "wallet:BaseToken:WETH=-7"),
            report(1, 1, REJECTED, "0", NOON));

    assertThat(order.deltas()).isEqualTo(PlanFixtures.deltas("wallet:BaseToken:WETH=-7"));
  }

  @Test
  void onlyAnUnstakesDeadlineIsExtendedAndOnlyOnce() {
    OrderProgress unstake =
        OrderProgress.released("u", 1, 1, Operation.UNSTAKE, NOON.plusSeconds(60));
    Report accepted =
        new Report(
            "u",
            "plan",
            ACCEPTED,
            PlanFixtures.decimal("0"),
            null,
            null,
            PlanFixtures.deltas(),
            null,
            null,
            1,
            NOON);
    Report partly =
        new Report(
            "u",
            "plan",
            PARTIALLY_FILLED,
            PlanFixtures.decimal("1"),
            null,
            null,
            PlanFixtures.deltas(),
            null,
            null,
            2,
            NOON.plusSeconds(9));

    assertThat(told(unstake, accepted, partly).deadline()).isEqualTo(NOON.plus(DELAY));
    assertThat(told(unstake, accepted).isQueued()).isTrue();
    assertThat(told(unstake, accepted).expiresAt()).isEqualTo(NOON.plusSeconds(60));
    assertThat(told(SENT, report(1, 1, ACCEPTED, "0")).deadline()).isEqualTo(SENT.expiresAt());
    assertThat(told(SENT, report(1, 1, ACCEPTED, "0")).isQueued()).isFalse();
    assertThat(unstake.isQueued()).isFalse();
  }

  @Test
  void nobodyReportsThatAnOrderWasReleased() {
    assertThatIllegalArgumentException().isThrownBy(() -> report(1, 1, OrderStatus.RELEASED, "0"));
  }
}
