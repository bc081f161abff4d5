package io.strategystreams.topology;

import static org.assertj.core.api.Assertions.assertThat;

import io.strategystreams.core.mode.Mode;
import io.strategystreams.events.Decision;
import io.strategystreams.events.ExecutionReport;
import io.strategystreams.events.Operation;
import io.strategystreams.events.Order;
import io.strategystreams.events.Reason;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A life with {@code release: together} ends in the same books as stepwise. */
class ReleasedTogetherTest {
  private static final Map<String, String> TOGETHER = Map.of("release", "together");

  private static List<Map<String, BigDecimal>> books(Mode mode, Map<String, String> overrides) {
    List<Map<String, BigDecimal>> books = new ArrayList<>();
    try (Life life = Life.entered(mode, overrides)) {
      books.add(new TreeMap<>(life.venue.positions()));
      life.venue.deposit(life.home(), life.capital("0.25"));
      live(life, books);
      life.venue.findDust("EIGEN", "12.5");
      live(life, books);
      life.venue.askBack(life.capital("0.1"));
      live(life, books);
      life.risk(true);
      live(life, books);
      assertThat(life.driver.deadLetters()).isEmpty();
      assertThat(life.reasons()).doesNotContain("PLAN_ABANDONED", "PLAN_UNCERTAIN");
    }
    return books;
  }

  private static void live(Life life, List<Map<String, BigDecimal>> books) {
    life.nextMinute();
    life.settle();
    books.add(new TreeMap<>(life.venue.positions()));
  }

  @ParameterizedTest
  @EnumSource(Mode.class)
  void theBooksAreThoseOfStepwiseRelease(Mode mode) {
    assertThat(books(mode, TOGETHER)).isEqualTo(books(mode, Map.of()));
  }

  @ParameterizedTest
  @EnumSource(Mode.class)
  void everyOrderOfAPlanGoesOutWithItsDecision(Mode mode) {
    try (Life life = Life.entered(mode, TOGETHER)) {
      life.wait(Duration.ofMinutes(1));
      life.market();
      life.risk(true);
      life.settle();

      assertThat(life.decisions)
          .extracting(Decision::getReason)
          .doesNotContain(Reason.STEP_RELEASED);
      Map<String, List<Order>> plans = new HashMap<>();
      life.orders.forEach(
          order -> plans.computeIfAbsent(order.getPlanId(), id -> new ArrayList<>()).add(order));
      plans
          .values()
          .forEach(
              orders -> {
                assertThat(orders.get(orders.size() - 1).getStep())
                    .isEqualTo(orders.get(0).getSteps());
                orders.forEach(
                    order ->
                        assertThat(Duration.between(order.getEventTime(), order.getExpiresAt()))
                            .isEqualTo(Duration.ofSeconds(60).multipliedBy(order.getStep())));
              });
    }
  }

  @Test
  void whatFollowsAnUnstakeGoesOutWhenTheQueueEnds() {
    try (Life life = Life.entered(Mode.USDT_ETH_STAKING_HEDGED_SIMPLE, TOGETHER)) {
      life.venue.askAllBack();
      life.nextMinute();
      List<Order> first = life.take();
      assertThat(first).last().extracting(Order::getOperation).isEqualTo(Operation.UNSTAKE);
      assertThat(first).hasSizeLessThan(first.get(0).getSteps());

      first.forEach(order -> life.report(life.venue.execute(order, life.now)));
      assertThat(life.take()).isEmpty();
      life.report(life.venue.endQueue(life.now));

      List<Order> rest = life.take();
      assertThat(rest.get(0).getStep()).isEqualTo(first.size() + 1);
      assertThat(rest.get(rest.size() - 1).getStep()).isEqualTo(first.get(0).getSteps());
      assertThat(rest.get(0).getExpiresAt()).isEqualTo(life.now.plusSeconds(60));
      assertThat(life.reasons()).endsWith("PLAN_QUEUED", "STEP_RELEASED");
    }
  }

  @Test
  void aPlanIsAbandonedWhenTheFateOfEveryOrderIsKnown() {
    try (Life life = Life.of(Mode.USDT_ETH_STAKING_HEDGED_SIMPLE, TOGETHER)) {
      life.market();
      life.risk(false);
      life.expose();
      List<Order> orders = life.take();
      life.report(life.venue.execute(orders.get(0), life.now));
      List<ExecutionReport> refusals =
          orders.subList(1, orders.size()).stream()
              .map(order -> life.venue.reject(order, life.now))
              .toList();

      refusals.subList(0, refusals.size() - 1).forEach(life::report);
      life.expose();
      assertThat(life.reasons()).doesNotContain("PLAN_ABANDONED").endsWith("NO_POSITION");

      life.report(refusals.get(refusals.size() - 1));
      assertThat(life.reasons()).endsWith("PLAN_ABANDONED");
    }
  }

  @Test
  void anOverrideWaitsUntilEveryOrderThatIsOutHasItsEnd() {
    try (Life life = Life.of(Mode.USDT_ETH_STAKING_HEDGED_SIMPLE, TOGETHER)) {
      life.market();
      life.risk(false);
      life.expose();
      List<Order> orders = life.take();
      life.risk(true);

      for (Order order : orders) {
        assertThat(life.take()).isEmpty();
        life.report(life.venue.execute(order, life.now));
        life.expose();
      }

      assertThat(life.take()).isNotEmpty();
      assertThat(life.reasons()).endsWith("PLAN_SUPERSEDED", "RISK_OVERRIDE");
    }
  }

  @Test
  void aRestartBetweenTheOrdersChangesNothing() {
    try (Life life = Life.of(Mode.ETH_BASIS, TOGETHER)) {
      life.market();
      life.risk(false);
      life.expose();
      List<Order> orders = life.take();
      life.report(life.venue.execute(orders.get(0), life.now));
      life.restart();

      life.report(life.venue.execute(orders.get(1), life.now));

      assertThat(life.reasons()).endsWith("PLAN_COMPLETED");
      assertThat(life.take()).isEmpty();
    }
  }
}
