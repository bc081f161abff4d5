package io.strategystreams.topology;

import static org.assertj.core.api.Assertions.assertThat;

import io.strategystreams.contract.ContractRules;
import io.strategystreams.core.market.Instrument;
import io.strategystreams.core.market.PositionType;
import io.strategystreams.core.mode.Mode;
import io.strategystreams.events.Action;
import io.strategystreams.events.ControlState;
import io.strategystreams.events.Operation;
import io.strategystreams.events.Reason;
import io.strategystreams.events.Signal;
import java.math.BigDecimal;
import java.time.Duration;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Each of the ten strategies through its life, with the product's rules and a venue that fills
 * exactly.
 */
class TenLivesTest {

  /** What held for every order and every book so far. */
  private static void assertSound(Life life) {
    life.read();
    assertThat(life.driver.deadLetters()).isEmpty();
    life.orders.forEach(
        order ->
            assertThat(ContractRules.violations(life.strategyId, order)).as("%s", order).isEmpty());
    life.decisions.forEach(
        decision ->
            assertThat(ContractRules.violations(life.strategyId, decision))
                .as("%s", decision)
                .isEmpty());
    BigDecimal most = life.venue.equity().abs().multiply(new BigDecimal("0.011")).negate();
    life.venue
        .positions()
        .forEach(
            (instrument, amount) -> {
              if (Instrument.parse(instrument).type() == PositionType.BASE_TOKEN) {
                assertThat(amount).as(instrument).isGreaterThanOrEqualTo(most);
              }
            });
  }

  /** Only share class is left, and all of it at home. */
  private static void assertFlat(Life life) {
    assertSound(life);
    BigDecimal atHome =
        life.venue
            .at(life.home())
            .add(
                life.home().equals("wallet:BaseToken:ETH")
                    ? life.venue.at("wallet:BaseToken:WETH")
                    : BigDecimal.ZERO);
    assertThat(atHome).isGreaterThan(new BigDecimal(life.capital("0.98")));
    assertThat(life.venue.equity().subtract(atHome).abs())
        .as("rests below a lot: %s", life.venue.positions())
        .isLessThan(new BigDecimal(life.capital("0.001")));
    assertThat(life.venue.positions().keySet())
        .noneMatch(instrument -> instrument.contains(":Perp:"))
        .noneMatch(instrument -> instrument.contains(":debtToken:"));
  }

  private static boolean isQuietEnd(String reason) {
    return switch (reason) {
      case "ON_TARGET",
          "SIGNAL_MATCHES_POSITION",
          "NO_EQUITY",
          "BELOW_MINIMUM",
          "RISK_OVERRIDE",
          "WITHDRAWAL_FULL",
          "HOLD_PREDICTION_USED",
          "HOLD_PREDICTION_STALE",
          "INSUFFICIENT_FUNDS",
          "WITHDRAWAL_PARTIAL" ->
          true;
      default -> false;
    };
  }

  private static void assertRests(Life life) {
    int orders = life.orders.size();
    life.nextMinute();
    life.settle();
    assertThat(life.orders).as("evaluating the final book again gives no action").hasSize(orders);
    assertThat(life.reasons().get(life.reasons().size() - 1)).matches(TenLivesTest::isQuietEnd);
  }

  @ParameterizedTest
  @EnumSource(Mode.class)
  void entryOpensThePosition(Mode mode) {
    try (Life life = Life.entered(mode)) {
      assertThat(life.lastPlan().getAction()).isEqualTo(Action.ENTRY_FULL);
      assertThat(life.reasons()).contains("PLAN_COMPLETED");
      assertSound(life);
      assertRests(life);
    }
  }

  @ParameterizedTest
  @EnumSource(Mode.class)
  void aDepositToppedUp(Mode mode) {
    try (Life life = Life.entered(mode)) {
      life.venue.deposit(life.home(), life.capital("0.25"));
      int before = life.orders.size();

      life.nextMinute();
      life.settle();

      assertSound(life);
      if (mode.followsPredictions()) {
        assertThat(life.orders).as("the signal matches, nothing is added").hasSize(before);
      } else {
        assertThat(life.lastPlan().getAction()).isEqualTo(Action.ENTRY_PARTIAL);
        assertThat(life.orders).hasSizeGreaterThan(before);
        assertRests(life);
      }
    }
  }

  @ParameterizedTest
  @EnumSource(Mode.class)
  void anOverrideTakesEverythingOut(Mode mode) {
    try (Life life = Life.entered(mode)) {
      life.wait(Duration.ofMinutes(1));
      life.market();
      life.risk(true);
      life.settle();

      assertThat(life.lastPlan().getAction()).isEqualTo(Action.EXIT_FULL);
      assertThat(life.lastPlan().getReason()).isEqualTo(Reason.RISK_OVERRIDE);
      assertThat(life.orders).noneMatch(order -> order.getOperation() == Operation.UNSTAKE);
      assertFlat(life);
    }
  }

  @ParameterizedTest
  @EnumSource(Mode.class)
  void aPartialWithdrawalIsFreed(Mode mode) {
    try (Life life = Life.entered(mode)) {
      life.venue.askBack(life.capital("0.1"));

      life.nextMinute();
      life.settle();

      assertSound(life);
      BigDecimal atHome = life.venue.at(life.home()).add(life.venue.at("wallet:BaseToken:WETH"));
      assertThat(atHome).isGreaterThanOrEqualTo(new BigDecimal(life.capital("0.1")));
      assertThat(life.lastPlan().getAction()).isEqualTo(Action.EXIT_PARTIAL);
      assertRests(life);
    }
  }

  @ParameterizedTest
  @EnumSource(Mode.class)
  void aFullWithdrawalTakesEverythingOut(Mode mode) {
    try (Life life = Life.entered(mode)) {
      life.venue.askAllBack();

      life.nextMinute();
      life.settle();

      assertThat(life.lastPlan().getAction()).isEqualTo(Action.EXIT_FULL);
      assertFlat(life);
      assertRests(life);
    }
  }

  @ParameterizedTest
  @EnumSource(Mode.class)
  void dustIsSoldWhereTheModeSellsIt(Mode mode) {
    try (Life life = Life.entered(mode)) {
      int before = life.orders.size();
      life.venue.findDust("EIGEN", "12.5");

      life.nextMinute();
      life.settle();

      assertSound(life);
      if (mode.sellsDust()) {
        assertThat(life.lastPlan().getAction()).isEqualTo(Action.SELL_DUST);
        assertThat(life.venue.positions().keySet()).noneMatch(name -> name.endsWith(":EIGEN"));
      } else {
        assertThat(life.orders).hasSize(before);
      }
    }
  }

  @ParameterizedTest
  @EnumSource(Mode.class)
  void staleInputsLetNothingGrowButLetEverythingOut(Mode mode) {
    try (Life life = Life.of(mode)) {
      life.market();
      life.risk(false);
      life.wait(Duration.ofMinutes(11));
      life.signal(Signal.SWING_HIGH_BREAKOUT);
      life.expose();

      assertThat(life.take()).isEmpty();
      assertThat(life.reasons().get(life.reasons().size() - 1)).isIn("RISK_STALE", "PRICE_STALE");
    }
    try (Life life = Life.entered(mode)) {
      life.wait(Duration.ofMinutes(11));
      life.venue.askAllBack();
      life.expose();
      life.settle();

      assertFlat(life);
    }
  }

  @ParameterizedTest
  @EnumSource(Mode.class)
  void silenceIsADecision(Mode mode) {
    try (Life life = Life.entered(mode)) {
      assertThat(life.reasonsOf(() -> life.wait(Duration.ofMinutes(10)))).isEmpty();
      assertThat(life.reasonsOf(() -> life.wait(Duration.ofSeconds(1))))
          .containsExactly("EXPOSURE_STALE");
      assertThat(life.reasonsOf(() -> life.wait(Duration.ofSeconds(1)))).isEmpty();
    }
  }

  @ParameterizedTest
  @EnumSource(Mode.class)
  void aHaltLetsNothingOutUntilItIsLifted(Mode mode) {
    try (Life life = Life.entered(mode)) {
      life.control("*", ControlState.HALTED);
      life.venue.askAllBack();
      life.nextMinute();
      assertThat(life.take()).isEmpty();
      assertThat(life.reasons().get(life.reasons().size() - 1)).isEqualTo("HALTED");

      life.control("*", ControlState.ACTIVE);
      life.settle();

      assertFlat(life);
    }
  }

  @ParameterizedTest
  @EnumSource(Mode.class)
  void reduceOnlyLetsOutWhatLowersTheRisk(Mode mode) {
    try (Life life = Life.of(mode)) {
      life.control(ControlState.REDUCE_ONLY);
      life.market();
      life.signal(Signal.SWING_HIGH_BREAKOUT);
      life.risk(false);
      life.expose();
      assertThat(life.take()).isEmpty();
      assertThat(life.reasons()).endsWith("REDUCE_ONLY_REFUSED");
    }
    try (Life life = Life.entered(mode)) {
      life.control(ControlState.REDUCE_ONLY);
      life.venue.askAllBack();
      life.nextMinute();
      life.settle();

      assertFlat(life);
    }
  }
}
