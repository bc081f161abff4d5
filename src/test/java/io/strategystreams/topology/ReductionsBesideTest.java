package io.strategystreams.topology;

import static org.assertj.core.api.Assertions.assertThat;

import io.strategystreams.core.market.Instrument;
import io.strategystreams.core.market.PositionType;
import io.strategystreams.core.mode.Mode;
import io.strategystreams.events.Action;
import io.strategystreams.events.ControlState;
import io.strategystreams.events.ExecutionReport;
import io.strategystreams.events.Operation;
import io.strategystreams.events.Order;
import io.strategystreams.metrics.MeterNames;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** An override while money is on its way: the leg goes out before it arrives. */
class ReductionsBesideTest {

  /** Entered, with a deposit at binance whose transfer home is out. */
  private static Life fundsOnTheirWay(Mode mode, List<Order> inFlight) {
    Life life = Life.entered(mode);
    life.venue.deposit("binance:BaseToken:" + Life.shareClass(mode), life.capital("0.25"));
    life.nextMinute();
    inFlight.addAll(life.take());
    assertThat(inFlight).singleElement();
    assertThat(inFlight.get(0).getOperation()).isEqualTo(Operation.TRANSFER);
    return life;
  }

  private static void override(Life life) {
    life.wait(Duration.ofSeconds(1));
    life.risk(true);
  }

  private static void execute(Life life, Order order) {
    life.report(life.venue.execute(order, life.now));
    life.venue
        .positions()
        .forEach(
            (instrument, amount) -> {
              if (Instrument.parse(instrument).type() != PositionType.PERP) {
                assertThat(amount).as("%s after %s", instrument, order).isNotNegative();
              }
            });
  }

  /** Share class at home, WETH included, after everything came to rest; nothing else is left. */
  private static BigDecimal endedFlat(Life life) {
    life.wait(Duration.ofMinutes(1));
    life.risk(true);
    life.expose();
    life.settle();
    life.venue
        .positions()
        .forEach(
            (instrument, amount) -> {
              if (!instrument.startsWith("wallet:BaseToken:")) {
                assertThat(amount).as(instrument).isLessThan(new BigDecimal("1E-9"));
              }
            });
    assertThat(life.driver.deadLetters()).isEmpty();
    return life.venue.equity();
  }

  @ParameterizedTest
  @EnumSource(
      names = {"ETH_STAKING_ONLY", "ETH_LEVERAGED", "PURE_LENDING_ETH", "PURE_LENDING_USDT"})
  void theLegIsReducedBeforeTheFundsHaveArrived(Mode mode) {
    List<Order> inFlight = new ArrayList<>();
    try (Life life = fundsOnTheirWay(mode, inFlight)) {
      override(life);

      List<Order> reduction = life.take();
      assertThat(reduction).isNotEmpty();
      assertThat(reduction)
          .allSatisfy(
              order -> {
                assertThat(order.getAction()).isEqualTo(Action.EXIT_FULL);
                assertThat(order.getPlanNumber()).isEqualTo(inFlight.get(0).getPlanNumber() + 1);
                assertThat(order.getSteps()).isEqualTo(1);
              });
      assertThat(life.reasons()).endsWith("RISK_OVERRIDE");
    }
  }

  /** Whichever of the two closes first: a report on the other that comes again says nothing new. */
  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void ordersOfBothPlansAreRememberedUntilBothAreClosed(boolean reductionFirst) {
    List<Order> inFlight = new ArrayList<>();
    try (Life life = fundsOnTheirWay(Mode.PURE_LENDING_USDT, inFlight)) {
      override(life);
      Order funds = inFlight.get(0);
      Order reduction = life.take().get(0);
      List<ExecutionReport> reports =
          Stream.of(reductionFirst ? reduction : funds, reductionFirst ? funds : reduction)
              .map(order -> life.venue.execute(order, life.now))
              .toList();
      assertThat(life.reasonsOf(() -> reports.forEach(life::report)))
          .containsExactlyInAnyOrder("PLAN_COMPLETED", "PLAN_SUPERSEDED");

      assertThat(life.reasonsOf(() -> reports.forEach(life::report))).isEmpty();
      assertThat(life.driver.counted(MeterNames.ALARMS, "LATE_REPORT")).isZero();
    }
  }

  @ParameterizedTest
  @EnumSource(
      names = {"ETH_STAKING_ONLY", "ETH_LEVERAGED", "PURE_LENDING_ETH", "PURE_LENDING_USDT"})
  void inWhateverOrderReportsAndExposuresComeTheBookEndsTheSame(Mode mode) {
    BigDecimal plain = withoutReductionsBeside(mode);
    for (int seed = 0; seed < 12; seed++) {
      Random random = new Random(seed);
      List<Order> pending = new ArrayList<>();
      try (Life life = fundsOnTheirWay(mode, pending)) {
        override(life);
        pending.addAll(life.take());
        int leg = pending.size();
        int restartAt = random.nextInt(4);
        for (int events = 0; !pending.isEmpty(); events++) {
          step(life, pending, random);
          if (events == restartAt) {
            life.restart();
          }
          assertThat(events).as("seed %d", seed).isLessThan(500);
        }
        assertThat(leg).isGreaterThan(1);
        assertThat(endedFlat(life)).as("seed %d", seed).isEqualByComparingTo(plain);
      }
    }
  }

  private static void step(Life life, List<Order> pending, Random random) {
    switch (random.nextInt(3)) {
      case 0 -> life.expose();
      case 1 -> life.wait(Duration.ofSeconds(1));
      default -> {
        boolean group = pending.get(pending.size() - 1).getAtomicGroupId() != null;
        int next = random.nextBoolean() || pending.size() == 1 ? 0 : 1;
        execute(life, pending.remove(group ? 0 : next));
      }
    }
    pending.addAll(life.take());
  }

  private static BigDecimal withoutReductionsBeside(Mode mode) {
    List<Order> inFlight = new ArrayList<>();
    try (Life life = fundsOnTheirWay(mode, inFlight)) {
      life.control(ControlState.HALTED);
      override(life);
      execute(life, inFlight.get(0));
      life.control(ControlState.ACTIVE);
      return endedFlat(life);
    }
  }

  @Test
  void theSecondPlanTakesThePlaceOfTheFirst() {
    List<Order> inFlight = new ArrayList<>();
    try (Life life = fundsOnTheirWay(Mode.PURE_LENDING_USDT, inFlight)) {
      override(life);
      Order reduction = life.take().get(0);

      execute(life, inFlight.get(0));
      assertThat(life.reasons()).endsWith("RISK_OVERRIDE", "PLAN_SUPERSEDED");
      life.expose();
      assertThat(life.take()).as("the reduction is still out").isEmpty();

      execute(life, reduction);
      assertThat(life.reasons()).endsWith("PLAN_SUPERSEDED", "PLAN_COMPLETED");
      assertThat(life.take()).isEmpty();
    }
  }

  @Test
  void aReductionThatEndsFirstIsNotRepeated() {
    List<Order> inFlight = new ArrayList<>();
    try (Life life = fundsOnTheirWay(Mode.PURE_LENDING_USDT, inFlight)) {
      override(life);
      execute(life, life.take().get(0));
      assertThat(life.take()).isEmpty();
      life.expose();
      assertThat(life.take()).as("nothing is left to reduce").isEmpty();

      execute(life, inFlight.get(0));
      life.expose();
      assertThat(life.take()).isEmpty();
      assertThat(life.reasons()).contains("PLAN_SUPERSEDED", "PLAN_COMPLETED");
    }
  }

  @Test
  void aRejectedReductionIsTriedAgain() {
    List<Order> inFlight = new ArrayList<>();
    try (Life life = fundsOnTheirWay(Mode.PURE_LENDING_USDT, inFlight)) {
      override(life);
      life.report(life.venue.reject(life.take().get(0), life.now));
      assertThat(life.reasons()).endsWith("PLAN_ABANDONED");

      life.wait(Duration.ofSeconds(1));
      life.expose();
      assertThat(life.take()).singleElement();
    }
  }

  @Test
  void aNeutralBookIsNotReducedLegByLeg() {
    List<Order> inFlight = new ArrayList<>();
    try (Life life = fundsOnTheirWay(Mode.USDT_ETH_STAKING_HEDGED_SIMPLE, inFlight)) {
      override(life);

      assertThat(life.take()).isEmpty();
      assertThat(life.reasons()).endsWith("PLAN_OPEN");
    }
  }

  @Test
  void haltedReducesNothingAndReduceOnlyDoes() {
    List<Order> inFlight = new ArrayList<>();
    try (Life life = fundsOnTheirWay(Mode.PURE_LENDING_USDT, inFlight)) {
      life.control(ControlState.HALTED);
      override(life);
      assertThat(life.take()).isEmpty();

      life.control(ControlState.REDUCE_ONLY);
      assertThat(life.take()).singleElement();
    }
  }

  @Test
  void aHaltStopsWhatIsReducedToo() {
    List<Order> inFlight = new ArrayList<>();
    try (Life life = fundsOnTheirWay(Mode.PURE_LENDING_USDT, inFlight)) {
      override(life);
      Order reduction = life.take().get(0);
      life.control(ControlState.HALTED);

      execute(life, inFlight.get(0));
      execute(life, reduction);

      assertThat(life.reasons()).endsWith("PLAN_SUPERSEDED", "PLAN_SUPERSEDED");
      assertThat(life.take()).isEmpty();
    }
  }

  @Test
  void nothingIsReducedOnAnExposureThatHasNotSeenTheReports() {
    List<Order> inFlight = new ArrayList<>();
    try (Life life = Life.entered(Mode.ETH_STAKING_ONLY)) {
      life.venue.deposit("binance:BaseToken:ETH", "10");
      life.venue.deposit("wallet:BaseToken:ETH", "10");
      life.nextMinute();
      inFlight.addAll(life.take());
      execute(life, inFlight.get(0));
      inFlight.addAll(life.take());
      override(life);
      assertThat(life.take()).as("no exposure includes the first report").isEmpty();

      life.expose();
      assertThat(life.take()).isNotEmpty();
    }
  }
}
