package io.strategystreams.core.strategy;

import static io.strategystreams.core.fixture.OrderText.orders;
import static io.strategystreams.core.fixture.OrderText.plain;
import static io.strategystreams.core.fixture.SituationBuilder.given;
import static org.assertj.core.api.Assertions.assertThat;

import io.strategystreams.core.fixture.RandomBooks;
import io.strategystreams.core.market.Signal;
import io.strategystreams.core.mode.Mode;
import io.strategystreams.core.plan.Action;
import io.strategystreams.core.plan.ExecutionMode;
import io.strategystreams.core.plan.Operation;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The rows of «Readings settled» that the core answers for. */
class ReadingsSettledTest {
  @Test
  void thereAreTenStrategies() {
    assertThat(Mode.values()).hasSize(10);
  }

  @Test
  void thereIsNoPriceOf3000WithoutATopicThatSaysSo() {
    Verdict verdict =
        given(Mode.ETH_BASIS)
            .exposure(e -> e.holding("binance:BaseToken:USDT", "1000").equity("1000"))
            .withoutPrices()
            .evaluate();

    assertThat(verdict.action()).isEqualTo(Action.NONE);
    assertThat(verdict.reason()).isEqualTo(Reason.PRICE_MISSING);
  }

  @ParameterizedTest
  @EnumSource(Mode.class)
  void everyEvaluationEndsInADecisionWithItsReason(Mode mode) {
    Verdict verdict = given(mode).exposure(e -> e.equity("7")).withoutPrices().evaluate();

    assertThat(verdict.reason()).isNotNull();
  }

  @ParameterizedTest
  @EnumSource(
      value = Mode.class,
      names = {"ETH_STAKING_ONLY", "USDT_ETH_STAKING_HEDGED_SIMPLE"})
  void stakingExitsOnOverrideAndOnWithdrawal(Mode mode) {
    assertThat(given(mode).holding("etherfi:LST:weETH", "1").override().evaluate().action())
        .isEqualTo(Action.EXIT_FULL);
    assertThat(
            given(mode)
                .holding("etherfi:LST:weETH", "1")
                .exposure(e -> e.withdrawAll())
                .evaluate()
                .action())
        .isEqualTo(Action.EXIT_FULL);
  }

  @ParameterizedTest
  @EnumSource(Mode.class)
  void onlyLeveragedStakingIsAtomic(Mode mode) {
    boolean leveraged =
        mode == Mode.ETH_LEVERAGED || mode == Mode.USDT_ETH_STAKING_HEDGED_LEVERAGED;
    for (int seed = 0; seed < 100; seed++) {
      new RandomBooks(mode, seed, false)
          .next().evaluate().planned().stream()
              .flatMap(plan -> plan.steps().stream())
              .filter(step -> step.mode() == ExecutionMode.ATOMIC)
              .forEach(
                  step ->
                      assertThat(leveraged).as("%s", step.orders().get(0).operation()).isTrue());
    }
  }

  @ParameterizedTest
  @EnumSource(Mode.class)
  void everyFlashLoanIsRepaidInItsOwnGroup(Mode mode) {
    for (int seed = 0; seed < 100; seed++) {
      new RandomBooks(mode, seed, false)
          .next().evaluate().planned().stream()
              .flatMap(plan -> plan.steps().stream())
              .forEach(
                  step -> {
                    long borrowed = count(step, Operation.FLASH_BORROW);
                    assertThat(count(step, Operation.FLASH_REPAY)).isEqualTo(borrowed);
                    assertThat(borrowed == 0 || step.mode() == ExecutionMode.ATOMIC).isTrue();
                  });
    }
  }

  @Test
  void whatIsHeldIsNamedByVenueTypeAndSymbol() {
    Verdict verdict =
        given(Mode.USDT_ETH_STAKING_HEDGED_SIMPLE)
            .holding("wallet:BaseToken:USDT", "100000")
            .evaluate();

    assertThat(plain(verdict.targets()).keySet())
        .containsExactly(
            "binance:Perp:ETHUSDT", "bybit:Perp:ETHUSDT", "etherfi:LST:weETH", "okx:Perp:ETHUSDT");
  }

  @Test
  void confidenceMustBeStrictlyAboveEightTenths() {
    assertThat(
            given(Mode.ML_BTC_DIRECTIONAL_BTC_MARGIN)
                .holding("binance:BaseToken:BTC", "1")
                .prediction(Signal.SWING_HIGH_BREAKOUT, seen -> seen.confidence(.8))
                .evaluate()
                .action())
        .isEqualTo(Action.NONE);
  }

  /** At a .7, 70,000 / (3000 · 1.0015) = 23.2983 ETH are staked and as many are short. */
  @Test
  void theShortIsTheNetLongNotTheHedgeEquity() {
    Verdict verdict =
        given(Mode.USDT_ETH_STAKING_HEDGED_SIMPLE)
            .with("stake_allocation_percentage", ".7")
            .parameters(file -> file.hedgeAllocation("binance=1"))
            .holding("wallet:BaseToken:USDT", "100000")
            .evaluate();

    assertThat(orders(verdict))
        .contains(
            "funding_purchase: SPOT_TRADE binance ETH/USDT BUY 23.2983 ETH",
            "market_neutral_hedge: PERP_TRADE binance ETHUSDT SHORT 23.298 ETH");
  }

  private static long count(io.strategystreams.core.plan.Step step, Operation operation) {
    return Stream.of(step)
        .flatMap(same -> same.orders().stream())
        .filter(order -> order.operation() == operation)
        .count();
  }
}
