package io.strategystreams.contract;

import io.strategystreams.core.market.Instrument;
import io.strategystreams.core.mode.Release;
import io.strategystreams.core.money.Decimals;
import io.strategystreams.core.money.Token;
import io.strategystreams.core.plan.Plan;
import io.strategystreams.core.plan.PlannedOrder;
import io.strategystreams.core.plan.Step;
import io.strategystreams.events.Action;
import io.strategystreams.events.ExecutionMode;
import io.strategystreams.events.Operation;
import io.strategystreams.events.Order;
import io.strategystreams.events.OrderType;
import io.strategystreams.events.Side;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;

/** Planned orders as the contract's, with their identity. */
public final class OrderWriter {
  private OrderWriter() {}

  /**
   * The orders of one step.
   *
   * @param number 1-based place of the step in the plan
   * @param now when it is released
   * @param expiresAt when its executor must refuse it
   */
  public static List<Order> step(
      PlanIdentity plan, int number, Step step, Instant now, Instant expiresAt) {
    List<Order> orders = new ArrayList<>();
    for (PlannedOrder order : step.orders()) {
      orders.add(order(plan, number, step, orders.size() + 1, order, now, expiresAt));
    }
    return orders;
  }

  /** The orders of every step as planned, as if each were released now. */
  public static List<Order> plan(
      PlanIdentity identity, Plan plan, Instant now, Duration orderTtl, Release release) {
    List<Order> orders = new ArrayList<>();
    int number = 0;
    int place = 0;
    for (Step step : plan.steps()) {
      number++;
      place++;
      orders.addAll(step(identity, number, step, now, now.plus(release.life(place, orderTtl))));
      place = step.queues() ? 0 : place;
    }
    return orders;
  }

  private static Order order(
      PlanIdentity plan,
      int stepNumber,
      Step step,
      int sequence,
      PlannedOrder order,
      Instant now,
      Instant expiresAt) {
    boolean atomic = step.mode() == io.strategystreams.core.plan.ExecutionMode.ATOMIC;
    return Order.newBuilder()
        .setOrderId(plan.orderId(stepNumber, sequence))
        .setPlanId(plan.planId())
        .setPlanNumber(plan.number())
        .setStrategyId(plan.strategyId())
        .setMode(plan.mode().id())
        .setAction(action(plan.action()))
        .setStrategyIntent(order.intent().label())
        .setVenue(order.venue().name())
        .setOperation(Operation.valueOf(order.operation().name()))
        .setPair(order.pair())
        .setSide(order.side() == null ? null : Side.valueOf(order.side().name()))
        .setTokenIn(symbol(order.tokenIn()))
        .setTokenOut(symbol(order.tokenOut()))
        .setAmount(exact(order.amount().value()))
        .setAmountToken(order.amount().token().symbol())
        .setOrderType(OrderType.MARKET)
        .setLimitPrice(null)
        .setReferencePrice(price(order.referencePrice()))
        .setSourceVenue(Objects.requireNonNull(order.sourceVenue(), "source_venue").name())
        .setTargetVenue(Objects.requireNonNull(order.targetVenue(), "target_venue").name())
        .setSourceToken(Objects.requireNonNull(order.sourceToken(), "source_token").symbol())
        .setTargetToken(Objects.requireNonNull(order.targetToken(), "target_token").symbol())
        .setExpectedDeltas(amounts(order.expectedDeltas()))
        .setReduceOnly(order.reduceOnly())
        .setFullBalance(order.fullBalance())
        .setTakeProfit(price(order.takeProfit()))
        .setStopLoss(price(order.stopLoss()))
        .setSlippageTolerance(
            order.slippageTolerance() == null ? null : order.slippageTolerance().doubleValue())
        .setFlashFee(price(order.flashFee()))
        .setExecutionMode(atomic ? ExecutionMode.ATOMIC : ExecutionMode.SEQUENTIAL)
        .setAtomicGroupId(
            atomic
                ? Identity.atomicGroupId(
                    plan.strategyId(), plan.incarnation(), plan.number(), stepNumber)
                : null)
        .setStep(stepNumber)
        .setSteps(plan.steps())
        .setSequenceInGroup(sequence)
        .setGroupSize(step.orders().size())
        .setEventTime(now)
        .setExpiresAt(expiresAt)
        .build();
  }

  static Action action(io.strategystreams.core.plan.Action action) {
    return switch (action) {
      case NONE -> Action.NONE;
      case ENTRY_FULL -> Action.ENTRY_FULL;
      case ENTRY_PARTIAL -> Action.ENTRY_PARTIAL;
      case EXIT_FULL -> Action.EXIT_FULL;
      case EXIT_PARTIAL -> Action.EXIT_PARTIAL;
      case SELL_DUST -> Action.SELL_DUST;
    };
  }

  /** By instrument, toward zero at the contract's 18 decimals. */
  static Map<String, BigDecimal> amounts(Map<Instrument, BigDecimal> amounts) {
    Map<String, BigDecimal> named = new TreeMap<>();
    amounts.forEach(
        (instrument, amount) -> named.put(instrument.toString(), Decimals.down(amount)));
    return named;
  }

  /** What is sent was rounded by whoever planned it; losing a digit here would be an error. */
  private static BigDecimal exact(BigDecimal amount) {
    return amount.setScale(Decimals.SCALE, RoundingMode.UNNECESSARY);
  }

  private static BigDecimal price(BigDecimal price) {
    return price == null ? null : price.setScale(Decimals.SCALE, RoundingMode.HALF_EVEN);
  }

  private static String symbol(Token token) {
    return token == null ? null : token.symbol();
  }
}
