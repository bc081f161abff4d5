package io.strategystreams.paper.topology;

import static io.strategystreams.paper.PaperFixtures.NOON;
import static io.strategystreams.paper.PaperFixtures.amount;

import io.strategystreams.events.Action;
import io.strategystreams.events.ExecutionMode;
import io.strategystreams.events.Operation;
import io.strategystreams.events.Order;
import io.strategystreams.events.OrderType;
import io.strategystreams.events.Side;
import java.time.Instant;
import java.util.Map;

/** Orders as the contract's topic carries them. */
public final class OrderEvent {
  private OrderEvent() {}

  public static Order.Builder supply(String strategyId, String id, String amount) {
    return order(strategyId, id, "aave_v3", Operation.SUPPLY, amount, "USDT")
        .setTokenIn("USDT")
        .setTokenOut("aUSDT")
        .setSourceToken("USDT")
        .setTargetVenue("aave_v3")
        .setTargetToken("aUSDT");
  }

  static Order.Builder withdraw(String strategyId, String id, String amount) {
    return order(strategyId, id, "aave_v3", Operation.WITHDRAW, amount, "USDT")
        .setAction(Action.EXIT_PARTIAL)
        .setTokenIn("aUSDT")
        .setTokenOut("USDT")
        .setSourceVenue("aave_v3")
        .setSourceToken("aUSDT")
        .setTargetToken("USDT");
  }

  static Order.Builder stake(String strategyId, String id, String amount) {
    return order(strategyId, id, "etherfi", Operation.STAKE, amount, "WETH")
        .setTokenIn("WETH")
        .setTokenOut("weETH")
        .setTargetVenue("etherfi")
        .setTargetToken("weETH");
  }

  static Order.Builder unstake(String strategyId, String id, String amount) {
    return order(strategyId, id, "etherfi", Operation.UNSTAKE, amount, "weETH")
        .setAction(Action.EXIT_PARTIAL)
        .setTokenIn("weETH")
        .setTokenOut("WETH")
        .setSourceVenue("etherfi")
        .setSourceToken("weETH");
  }

  static Order.Builder spot(String strategyId, String id, Side side, String amount) {
    return order(strategyId, id, "binance", Operation.SPOT_TRADE, amount, "ETH")
        .setPair("ETH/USDT")
        .setSide(side)
        .setSourceVenue("binance")
        .setSourceToken("USDT")
        .setTargetVenue("binance")
        .setTargetToken("ETH");
  }

  static Order.Builder perp(String strategyId, String id, Side side, String amount) {
    return order(strategyId, id, "bybit", Operation.PERP_TRADE, amount, "ETH")
        .setPair("ETHUSDT")
        .setSide(side)
        .setSourceVenue("bybit")
        .setSourceToken("USDT")
        .setTargetVenue("bybit")
        .setTargetToken("ETHUSDT");
  }

  public static Order.Builder at(Order.Builder order, Instant time) {
    return order.setEventTime(time).setExpiresAt(time.plusSeconds(60));
  }

  /** A place in an atomic group of that size. */
  static Order.Builder grouped(Order.Builder order, String group, int place, int size) {
    return order
        .setExecutionMode(ExecutionMode.ATOMIC)
        .setAtomicGroupId(group)
        .setSequenceInGroup(place)
        .setGroupSize(size);
  }

  static Order.Builder order(
      String strategyId, String id, String venue, Operation operation, String amount, String unit) {
    return Order.newBuilder()
        .setOrderId(id)
        .setPlanId("plan-of-" + id)
        .setPlanNumber(1)
        .setStrategyId(strategyId)
        .setMode("pure_lending_usdt")
        .setAction(Action.ENTRY_FULL)
        .setStrategyIntent("entry_full")
        .setVenue(venue)
        .setOperation(operation)
        .setAmount(amount(amount))
        .setAmountToken(unit)
        .setOrderType(OrderType.MARKET)
        .setSourceVenue("wallet")
        .setSourceToken("WETH")
        .setTargetVenue("wallet")
        .setTargetToken("WETH")
        .setExpectedDeltas(Map.of())
        .setReduceOnly(false)
        .setExecutionMode(ExecutionMode.SEQUENTIAL)
        .setStep(1)
        .setSteps(1)
        .setSequenceInGroup(1)
        .setGroupSize(1)
        .setEventTime(NOON)
        .setExpiresAt(NOON.plusSeconds(60));
  }
}
