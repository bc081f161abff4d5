package io.strategystreams.topology.store;

import io.strategystreams.core.market.Instrument;
import io.strategystreams.core.market.Venue;
import io.strategystreams.core.mode.Mode;
import io.strategystreams.core.mode.Release;
import io.strategystreams.core.money.Quantity;
import io.strategystreams.core.money.Token;
import io.strategystreams.core.plan.Action;
import io.strategystreams.core.plan.ExecutionMode;
import io.strategystreams.core.plan.ExitDemand;
import io.strategystreams.core.plan.Intent;
import io.strategystreams.core.plan.OpenPlan;
import io.strategystreams.core.plan.Operation;
import io.strategystreams.core.plan.OrderProgress;
import io.strategystreams.core.plan.OrderProgress.Heard;
import io.strategystreams.core.plan.OrderProgress.Sent;
import io.strategystreams.core.plan.OrderStatus;
import io.strategystreams.core.plan.Plan;
import io.strategystreams.core.plan.PlanPhase;
import io.strategystreams.core.plan.PlanTerms;
import io.strategystreams.core.plan.PlannedOrder;
import io.strategystreams.core.plan.Side;
import io.strategystreams.core.plan.Sizing;
import io.strategystreams.core.plan.Step;
import io.strategystreams.state.OrderProgressState;
import io.strategystreams.state.PlanState;
import io.strategystreams.state.PlannedOrderState;
import io.strategystreams.state.StepState;
import java.time.Duration;
import java.util.List;

/** An open plan and its orders. */
final class PlanCodec {
  private PlanCodec() {}

  static PlanState write(OpenPlan plan) {
    if (plan == null) {
      return null;
    }
    PlanTerms terms = plan.terms();
    return new PlanState(
        plan.number(),
        plan.plan().action().name(),
        plan.plan().lowersRisk(),
        plan.plan().steps().stream().map(PlanCodec::write).toList(),
        progress(plan.orders()),
        plan.phase().name(),
        terms.mode().id(),
        terms.configVersion(),
        terms.demand().name(),
        terms.orderTtl().toMillis(),
        terms.grace().toMillis(),
        terms.settleDelay().toMillis(),
        terms.unstakingDelay().toMillis(),
        terms.cooldownInitial().toMillis(),
        terms.cooldownMax().toMillis(),
        terms.release().name());
  }

  static OpenPlan read(PlanState stored) {
    if (stored == null) {
      return null;
    }
    return new OpenPlan(
        stored.getNumber(),
        new Plan(
            Action.valueOf(stored.getAction()),
            stored.getSteps().stream().map(PlanCodec::read).toList(),
            stored.getLowersRisk()),
        new PlanTerms(
            Mode.of(stored.getMode()),
            stored.getConfigVersion(),
            ExitDemand.valueOf(stored.getDemand()),
            Duration.ofMillis(stored.getOrderTtlMs()),
            Duration.ofMillis(stored.getGraceMs()),
            Duration.ofMillis(stored.getSettleDelayMs()),
            Duration.ofMillis(stored.getUnstakingDelayMs()),
            Duration.ofMillis(stored.getCooldownInitialMs()),
            Duration.ofMillis(stored.getCooldownMaxMs()),
            Release.valueOf(stored.getRelease())),
        progressed(stored.getOrders()),
        PlanPhase.valueOf(stored.getPhase()));
  }

  static List<OrderProgressState> progress(List<OrderProgress> orders) {
    return orders.stream()
        .map(
            order ->
                new OrderProgressState(
                    order.orderId(),
                    order.step(),
                    order.sequence(),
                    order.operation().name(),
                    order.status().name(),
                    Amounts.exact(order.filled()),
                    Amounts.named(order.deltas()),
                    order.expiresAt(),
                    order.deadline(),
                    order.sent() == null ? null : Amounts.exact(order.sent().amount()),
                    order.sent() == null ? null : Amounts.named(order.sent().deltas()),
                    order.heard() == null ? null : order.heard().offset(),
                    order.heard() == null ? null : order.heard().at(),
                    order.doubted()))
        .toList();
  }

  static List<OrderProgress> progressed(List<OrderProgressState> stored) {
    return stored.stream()
        .map(
            order ->
                new OrderProgress(
                    order.getOrderId(),
                    order.getStep(),
                    order.getSequence(),
                    Operation.valueOf(order.getOperation()),
                    OrderStatus.valueOf(order.getStatus()),
                    order.getFilled(),
                    Amounts.byInstrument(order.getDeltas()),
                    order.getExpiresAt(),
                    order.getDeadline(),
                    order.getSentAmount() == null
                        ? null
                        : new Sent(
                            order.getSentAmount(), Amounts.byInstrument(order.getSentDeltas())),
                    order.getHeardOffset() == null
                        ? null
                        : new Heard(order.getHeardOffset(), order.getHeardAt()),
                    order.getDoubted()))
        .toList();
  }

  private static StepState write(Step step) {
    return new StepState(step.mode().name(), step.orders().stream().map(PlanCodec::write).toList());
  }

  private static Step read(StepState stored) {
    return new Step(
        ExecutionMode.valueOf(stored.getMode()),
        stored.getOrders().stream().map(PlanCodec::read).toList());
  }

  private static PlannedOrderState write(PlannedOrder order) {
    return PlannedOrderState.newBuilder()
        .setOperation(order.operation().name())
        .setVenue(order.venue().name())
        .setPair(order.pair())
        .setSide(order.side() == null ? null : order.side().name())
        .setTokenIn(symbol(order.tokenIn()))
        .setTokenOut(symbol(order.tokenOut()))
        .setAmount(Amounts.exact(order.amount().value()))
        .setAmountToken(order.amount().token().symbol())
        .setLot(Amounts.exact(order.lot()))
        .setMinAmount(Amounts.exact(order.minAmount()))
        .setReferencePrice(Amounts.exact(order.referencePrice()))
        .setSourceVenue(order.sourceVenue().name())
        .setSourceToken(order.sourceToken().symbol())
        .setTargetVenue(order.targetVenue().name())
        .setTargetToken(order.targetToken().symbol())
        .setExpectedDeltas(Amounts.named(order.expectedDeltas()))
        .setReduceOnly(order.reduceOnly())
        .setFullBalance(order.fullBalance())
        .setTakeProfit(Amounts.exact(order.takeProfit()))
        .setStopLoss(Amounts.exact(order.stopLoss()))
        .setSlippageTolerance(Amounts.exact(order.slippageTolerance()))
        .setFlashFee(Amounts.exact(order.flashFee()))
        .setIntent(order.intent().label())
        .setSizing(order.sizing().name())
        .setSource(order.source() == null ? null : order.source().toString())
        .setSourceBefore(Amounts.exact(order.sourceBefore()))
        .build();
  }

  private static PlannedOrder read(PlannedOrderState stored) {
    return new PlannedOrder(
        Operation.valueOf(stored.getOperation()),
        new Venue(stored.getVenue()),
        stored.getPair(),
        stored.getSide() == null ? null : Side.valueOf(stored.getSide()),
        token(stored.getTokenIn()),
        token(stored.getTokenOut()),
        Quantity.of(stored.getAmount(), new Token(stored.getAmountToken())),
        stored.getLot(),
        stored.getMinAmount(),
        stored.getReferencePrice(),
        new Venue(stored.getSourceVenue()),
        new Token(stored.getSourceToken()),
        new Venue(stored.getTargetVenue()),
        new Token(stored.getTargetToken()),
        Amounts.byInstrument(stored.getExpectedDeltas()),
        stored.getReduceOnly(),
        stored.getFullBalance(),
        stored.getTakeProfit(),
        stored.getStopLoss(),
        stored.getSlippageTolerance(),
        stored.getFlashFee(),
        Intent.of(stored.getIntent()),
        Sizing.valueOf(stored.getSizing()),
        stored.getSource() == null ? null : Instrument.parse(stored.getSource()),
        stored.getSourceBefore());
  }

  private static String symbol(Token token) {
    return token == null ? null : token.symbol();
  }

  private static Token token(String symbol) {
    return symbol == null ? null : new Token(symbol);
  }
}
