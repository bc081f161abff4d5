package io.strategystreams.paper.exchange;

import io.strategystreams.core.market.Instrument;
import io.strategystreams.core.market.Venue;
import io.strategystreams.core.money.Quantity;
import io.strategystreams.core.money.Token;
import io.strategystreams.core.plan.Action;
import io.strategystreams.core.plan.Operation;
import io.strategystreams.core.plan.Side;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;

/**
 * An order as the paper executor reads it: the contract's fields it acts on, nothing in it UNKNOWN.
 *
 * @param intent the contract's strategy_intent
 * @param pair null but for trades
 * @param side null but for trades
 * @param limitPrice quote units per base unit, null for a market order
 * @param referencePrice the price the decision saw, null where there is none
 * @param takeProfit price at which the venue closes what this opens, null for none
 * @param stopLoss as {@code takeProfit}, with a loss
 * @param slippageTolerance fraction, null where the order says none
 * @param flashFee WETH on top of a flash loan, null but for its two orders
 * @param named the instruments of its expected deltas
 * @param step place of its step in the plan, from 1
 * @param groupId null unless atomic
 * @param sequence place in its group, from 1
 */
public record PaperOrder(
    String orderId,
    String planId,
    String strategyId,
    Action action,
    String intent,
    Operation operation,
    Venue venue,
    String pair,
    Side side,
    Token tokenIn,
    Token tokenOut,
    Quantity amount,
    BigDecimal limitPrice,
    BigDecimal referencePrice,
    Venue sourceVenue,
    Token sourceToken,
    Venue targetVenue,
    Token targetToken,
    Set<Instrument> named,
    boolean reduceOnly,
    BigDecimal takeProfit,
    BigDecimal stopLoss,
    BigDecimal slippageTolerance,
    BigDecimal flashFee,
    int step,
    String groupId,
    int sequence,
    int groupSize,
    Instant eventTime,
    Instant expiresAt) {
  public PaperOrder {
    named = Set.copyOf(named);
  }

  /** The same with so much more to be moved, or less. */
  PaperOrder of(BigDecimal moved) {
    return new PaperOrder(
        orderId,
        planId,
        strategyId,
        action,
        intent,
        operation,
        venue,
        pair,
        side,
        tokenIn,
        tokenOut,
        Quantity.of(moved, amount.token()),
        limitPrice,
        referencePrice,
        sourceVenue,
        sourceToken,
        targetVenue,
        targetToken,
        named,
        reduceOnly,
        takeProfit,
        stopLoss,
        slippageTolerance,
        flashFee,
        step,
        groupId,
        sequence,
        groupSize,
        eventTime,
        expiresAt);
  }

  public boolean isAtomic() {
    return groupId != null;
  }

  public Optional<BigDecimal> limit() {
    return Optional.ofNullable(limitPrice);
  }

  /** For messages: what it is, whose and which. */
  @Override
  public String toString() {
    return operation
        + " "
        + amount
        + " at "
        + venue
        + " (strategy "
        + strategyId
        + ", order "
        + orderId
        + ")";
  }
}
