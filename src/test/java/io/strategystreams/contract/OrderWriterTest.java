package io.strategystreams.contract;

import static io.strategystreams.testing.SampleEvents.NOON;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.strategystreams.core.market.Venue;
import io.strategystreams.core.mode.Mode;
import io.strategystreams.core.mode.Release;
import io.strategystreams.core.money.Quantity;
import io.strategystreams.core.money.Token;
import io.strategystreams.core.plan.Action;
import io.strategystreams.core.plan.Intent;
import io.strategystreams.core.plan.Operation;
import io.strategystreams.core.plan.Plan;
import io.strategystreams.core.plan.PlanFixtures;
import io.strategystreams.core.plan.PlannedOrder;
import io.strategystreams.core.plan.Side;
import io.strategystreams.core.plan.Sizing;
import io.strategystreams.core.plan.Step;
import io.strategystreams.core.strategy.Reason;
import io.strategystreams.core.strategy.Ruling;
import io.strategystreams.events.Decision;
import io.strategystreams.events.ExecutionMode;
import io.strategystreams.events.Order;
import io.strategystreams.events.OrderType;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class OrderWriterTest {
  private static final PlanIdentity PLAN =
      new PlanIdentity("eth_basis@fund-17", Mode.ETH_BASIS, 2, 7, Action.ENTRY_FULL, 2);

  private static PlannedOrder shortPerp(String amount) {
    return new PlannedOrder(
        Operation.PERP_TRADE,
        Venue.BYBIT,
        "ETHUSDT",
        Side.SHORT,
        null,
        null,
        Quantity.of(new BigDecimal(amount), Token.ETH),
        new BigDecimal("0.01"),
        BigDecimal.ZERO,
        new BigDecimal("3780.5"),
        Venue.BYBIT,
        Token.USDT,
        Venue.BYBIT,
        new Token("ETHUSDT"),
        PlanFixtures.deltas("bybit:Perp:ETHUSDT=-" + amount, "bybit:BaseToken:USDT=-1.5"),
        true,
        false,
        new BigDecimal("3600"),
        new BigDecimal("3900"),
        new BigDecimal("0.0005"),
        null,
        Intent.BASIS_PERP_SHORT,
        Sizing.FIXED,
        null,
        null);
  }

  @Test
  void anOrderSaysEverythingItsExecutorNeeds() {
    Order order =
        OrderWriter.step(PLAN, 1, Step.sequential(shortPerp("132.25")), NOON, NOON.plusSeconds(60))
            .get(0);

    assertThat(ContractRules.violations("eth_basis@fund-17", order)).isEmpty();
    assertThat(order.getOrderId()).isEqualTo(Identity.orderId("eth_basis@fund-17", 2, 7, 1, 1));
    assertThat(order.getPlanId()).isEqualTo(Identity.planId("eth_basis@fund-17", 2, 7));
    assertThat(order.getMode()).isEqualTo("eth_basis");
    assertThat(order.getStrategyIntent()).isEqualTo("basis_perp_short");
    assertThat(order.getSide()).isEqualTo(io.strategystreams.events.Side.SHORT);
    assertThat(order.getTokenIn()).isNull();
    assertThat(order.getAmount()).isEqualTo(new BigDecimal("132.250000000000000000"));
    assertThat(order.getAmountToken()).isEqualTo("ETH");
    assertThat(order.getOrderType()).isEqualTo(OrderType.MARKET);
    assertThat(order.getReferencePrice()).isEqualByComparingTo("3780.5");
    assertThat(order.getTakeProfit()).isEqualByComparingTo("3600");
    assertThat(order.getStopLoss()).isEqualByComparingTo("3900");
    assertThat(order.getSlippageTolerance()).isEqualTo(0.0005);
    assertThat(order.getSourceToken()).isEqualTo("USDT");
    assertThat(order.getTargetToken()).isEqualTo("ETHUSDT");
    assertThat(order.getExpectedDeltas())
        .containsOnlyKeys("bybit:Perp:ETHUSDT", "bybit:BaseToken:USDT");
    assertThat(order.getReduceOnly()).isTrue();
    assertThat(order.getExecutionMode()).isEqualTo(ExecutionMode.SEQUENTIAL);
    assertThat(order.getAtomicGroupId()).isNull();
    assertThat(order.getExpiresAt()).isEqualTo(NOON.plusSeconds(60));
  }

  @Test
  void theOrdersOfAPlanAreCountedByStepAndPlaceInTheGroup() {
    Plan plan =
        new Plan(
            Action.ENTRY_FULL,
            List.of(
                Step.atomic(List.of(shortPerp("1"), shortPerp("2"))),
                Step.sequential(shortPerp("3"))),
            false);

    List<Order> orders =
        OrderWriter.plan(PLAN, plan, NOON, Duration.ofSeconds(60), Release.STEPWISE);

    assertThat(orders).extracting(Order::getStep).containsExactly(1, 1, 2);
    assertThat(orders).extracting(Order::getSequenceInGroup).containsExactly(1, 2, 1);
    assertThat(orders).extracting(Order::getGroupSize).containsExactly(2, 2, 1);
    assertThat(orders).extracting(Order::getSteps).containsOnly(2);
    assertThat(orders)
        .extracting(Order::getAtomicGroupId)
        .containsExactly(
            Identity.atomicGroupId("eth_basis@fund-17", 2, 7, 1),
            Identity.atomicGroupId("eth_basis@fund-17", 2, 7, 1),
            null);
    assertThat(orders).extracting(Order::getOrderId).doesNotHaveDuplicates();
    orders.forEach(
        order -> assertThat(ContractRules.violations("eth_basis@fund-17", order)).isEmpty());
  }

  @ParameterizedTest
  @EnumSource(Operation.class)
  void everyOperationSideAndActionHasItsSymbol(Operation operation) {
    assertThat(io.strategystreams.events.Operation.valueOf(operation.name())).isNotNull();
    for (Side side : Side.values()) {
      assertThat(io.strategystreams.events.Side.valueOf(side.name())).isNotNull();
    }
    for (Action action : Action.values()) {
      assertThat(OrderWriter.action(action).name()).isEqualTo(action.name());
    }
  }

  @Test
  void anAmountThatWasNotRoundedIsAnErrorNotAnotherAmount() {
    assertThatExceptionOfType(ArithmeticException.class)
        .isThrownBy(
            () ->
                OrderWriter.step(
                    PLAN, 1, Step.sequential(shortPerp("0.0000000000000000001")), NOON, NOON));
  }

  @Test
  void aDecisionCarriesItsRulingAndItsIdentity() {
    Ruling ruling =
        new Ruling(
            Action.ENTRY_FULL,
            Reason.NO_POSITION,
            "detail",
            new BigDecimal("100.0000000000000000019"),
            PlanFixtures.deltas("binance:BaseToken:ETH=1"),
            PlanFixtures.deltas("binance:BaseToken:ETH=0"),
            1.0);
    DecisionWriter.Occasion occasion =
        new DecisionWriter.Occasion("s", "eth_basis", 2, 3, "exposures-0@7", 4, NOON);

    Decision decision = DecisionWriter.decision(occasion, ruling, 7L, List.of("o1"));

    assertThat(ContractRules.violations("s", decision)).isEmpty();
    assertThat(decision.getDecisionId()).isEqualTo(Identity.decisionId("s", 2, 3));
    assertThat(decision.getPlanId()).isEqualTo(Identity.planId("s", 2, 7));
    assertThat(decision.getReason()).isEqualTo(io.strategystreams.events.Reason.NO_POSITION);
    assertThat(decision.getEquity()).isEqualTo(new BigDecimal("100.000000000000000001"));
    assertThat(decision.getOrderIds()).containsExactly("o1");
    assertThat(decision.getConfigVersion()).isEqualTo(4);
    assertThat(decision.getTrigger()).isEqualTo("exposures-0@7");
  }

  @Test
  void aRefusalKeepsTheTargetsAndDoesNothing() {
    Ruling ruling =
        new Ruling(
            Action.ENTRY_FULL,
            Reason.NO_POSITION,
            null,
            BigDecimal.TEN,
            PlanFixtures.deltas("binance:BaseToken:ETH=1"),
            PlanFixtures.deltas("binance:BaseToken:ETH=0"),
            1.0);

    Decision decision =
        DecisionWriter.decision(
            new DecisionWriter.Occasion("s", "eth_basis", 1, 1, "t", 1, NOON),
            ruling.refused(Reason.COOLING_DOWN, "until noon"),
            null,
            List.of());

    assertThat(decision.getAction()).isEqualTo(io.strategystreams.events.Action.NONE);
    assertThat(decision.getReason()).isEqualTo(io.strategystreams.events.Reason.COOLING_DOWN);
    assertThat(decision.getDetail()).isEqualTo("until noon");
    assertThat(decision.getTargets()).containsOnlyKeys("binance:BaseToken:ETH");
    assertThat(decision.getPlanId()).isNull();
  }
}
