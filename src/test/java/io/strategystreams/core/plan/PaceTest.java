package io.strategystreams.core.plan;

import static io.strategystreams.core.plan.PlanFixtures.NOON;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Cool-down, plan rate and what is remembered of closed plans. */
class PaceTest {
  private static final Duration INITIAL = Duration.ofSeconds(30);
  private static final Duration LONGEST = Duration.ofMinutes(3);

  @Test
  void theCoolDownDoublesToItsLimit() {
    CoolDown coolDown = CoolDown.NONE;
    for (long seconds : List.of(30L, 60L, 120L, 180L, 180L)) {
      coolDown = coolDown.afterAbandoned(NOON, INITIAL, LONGEST);
      assertThat(coolDown.until()).isEqualTo(NOON.plusSeconds(seconds));
    }
    assertThat(coolDown.abandoned()).isEqualTo(5);
  }

  @Test
  void anInitialPauseAboveTheLimitIsTheLimit() {
    assertThat(CoolDown.NONE.afterAbandoned(NOON, LONGEST, INITIAL).until())
        .isEqualTo(NOON.plus(INITIAL));
  }

  @Test
  void theCoolDownEndsOnTime() {
    CoolDown coolDown = CoolDown.NONE.afterAbandoned(NOON, INITIAL, LONGEST);

    assertThat(coolDown.isOn(NOON.plusSeconds(29))).isTrue();
    assertThat(coolDown.isOn(NOON.plusSeconds(30))).isFalse();
    assertThat(CoolDown.NONE.isOn(NOON)).isFalse();
  }

  @Test
  void asManyPlansAMinuteAsAreAllowed() {
    PlanRate rate = PlanRate.NONE.afterStart(NOON).afterStart(NOON.plusSeconds(20));
    Instant later = NOON.plusSeconds(59);

    assertThat(rate.isExhausted(later, 2)).isTrue();
    assertThat(rate.isExhausted(later, 3)).isFalse();
    assertThat(rate.freeAt(2)).contains(NOON.plusSeconds(60));
    assertThat(rate.freeAt(1)).contains(NOON.plusSeconds(80));
    assertThat(rate.freeAt(3)).isEmpty();
    assertThat(rate.isExhausted(NOON.plusSeconds(60), 2)).isFalse();
    assertThat(rate.afterStart(NOON.plusSeconds(60)).starts())
        .containsExactly(NOON.plusSeconds(20), NOON.plusSeconds(60));
  }

  @Test
  void theOrdersOfTheLastPlanAreRememberedAndOlderOnesWhileTheyAreUnsettled() {
    OpenPlan unsettled = PlanFixtures.released(PlanFixtures.plan(PlanFixtures.transfer()), NOON);
    OpenPlan settled =
        PlanFixtures.after(
            unsettled,
            PlanFixtures.report(1, 1, OrderStatus.FILLED, "10", NOON, "wallet:BaseToken:WETH=-10"));

    ClosedOrders afterSettled = ClosedOrders.NONE.afterClosing(settled, false);
    assertThat(afterSettled.order(PlanFixtures.orderId(1, 1)))
        .get()
        .satisfies(
            order -> {
              assertThat(order.status()).isEqualTo(OrderStatus.FILLED);
              assertThat(order.deltas()).isEmpty();
            });
    assertThat(afterSettled.afterClosing(unsettled, false).orders()).hasSize(1);

    ClosedOrders afterUnsettled = ClosedOrders.NONE.afterClosing(unsettled, false);
    assertThat(afterUnsettled.afterClosing(settled, false).orders()).hasSize(2);
    assertThat(
            afterUnsettled
                .afterReport(PlanFixtures.report(1, 1, OrderStatus.FILLED, "10"))
                .order(PlanFixtures.orderId(1, 1)))
        .get()
        .extracting(OrderProgress::status)
        .isEqualTo(OrderStatus.FILLED);
    assertThat(afterUnsettled.order("another")).isEmpty();
  }

  @Test
  void whatIsRememberedIsBounded() {
    ClosedOrders closed = ClosedOrders.NONE;
    OpenPlan unsettled = PlanFixtures.released(PlanFixtures.plan(PlanFixtures.transfer()), NOON);
    for (int i = 0; i < 2 * ClosedOrders.LIMIT; i++) {
      closed = closed.afterClosing(unsettled, false);
    }

    assertThat(closed.orders()).hasSize(ClosedOrders.LIMIT);
  }
}
