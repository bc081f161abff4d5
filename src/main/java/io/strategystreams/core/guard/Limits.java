package io.strategystreams.core.guard;

import io.strategystreams.core.exposure.Exposure;
import io.strategystreams.core.exposure.Positions;
import io.strategystreams.core.market.MarketView;
import io.strategystreams.core.mode.StrategyParameters;
import io.strategystreams.core.money.Decimals;
import io.strategystreams.core.money.Token;
import io.strategystreams.core.plan.Operation;
import io.strategystreams.core.plan.Plan;
import io.strategystreams.core.plan.PlannedOrder;
import io.strategystreams.core.plan.Side;
import io.strategystreams.core.strategy.Reason;
import io.strategystreams.core.strategy.ValuedEquity;
import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;

/**
 * What an order and a book may be worth: {@code max_order_notional} in USD, {@code
 * max_order_to_equity} and {@code max_leverage} as multiples of equity, which is the lower of what
 * the exposure claims and what its positions are worth. Transfers and steps on chain count as any
 * order. Of what lowers risk, of exits and dust sales only orders that open a position are judged.
 *
 * @param values prices in force
 */
record Limits(StrategyParameters parameters, MarketView values, Exposure exposure) {

  /**
   * @param orders those of the plan that are still to go out
   * @param before the book before them
   */
  Optional<Refusal> refuse(Plan plan, List<PlannedOrder> orders, Positions before) {
    boolean exempt = isExempt(plan);
    Optional<Refusal> oversized =
        orders.stream()
            .filter(order -> !exempt || opens(order))
            .flatMap(order -> oversized(order).stream())
            .findFirst();
    return oversized.isPresent() || exempt ? oversized : leveraged(orders, before);
  }

  /**
   * Whether an order makes a position larger, as a hedge does: it is judged in every plan, since a
   * forged position asks for a hedge of its size.
   */
  private static boolean opens(PlannedOrder order) {
    return switch (order.operation()) {
      case PERP_TRADE -> !order.reduceOnly();
      case SPOT_TRADE -> order.side() == Side.BUY;
      case STAKE, SUPPLY, BORROW -> true;
      case REPAY, WITHDRAW, UNSTAKE, SWAP, FLASH_BORROW, FLASH_REPAY, TRANSFER -> false;
    };
  }

  static boolean isExempt(Plan plan) {
    return plan.lowersRisk()
        || switch (plan.action()) {
          case EXIT_FULL, EXIT_PARTIAL, SELL_DUST -> true;
          case NONE, ENTRY_FULL, ENTRY_PARTIAL -> false;
        };
  }

  private Optional<Refusal> oversized(PlannedOrder order) {
    Optional<Refusal> absolute =
        parameters
            .limits()
            .orderNotionalLimit()
            .flatMap(limit -> above(order, inUsdt(order), limit, "USD (max_order_notional)"));
    if (absolute.isPresent()) {
      return absolute;
    }
    BigDecimal limit = parameters.maxOrderToEquity().multiply(equity());
    return above(
        order,
        book().inShare(order.amount().value(), order.amount().token()),
        limit,
        parameters.shareClass()
            + ", "
            + Decimals.plain(Decimals.down(parameters.maxOrderToEquity()))
            + " times the equity (max_order_to_equity)");
  }

  private static Optional<Refusal> above(
      PlannedOrder order, Optional<BigDecimal> worth, BigDecimal limit, String unit) {
    return worth.filter(value -> value.compareTo(limit) <= 0).isPresent()
        ? Optional.empty()
        : Optional.of(
            new Refusal(
                Reason.MAX_NOTIONAL_EXCEEDED,
                PlanGuards.said(order)
                    + " must be worth at most "
                    + Decimals.plain(Decimals.down(limit))
                    + " "
                    + unit
                    + ", was "
                    + worth.map(Decimals::plain).orElse("without a price")));
  }

  private Optional<Refusal> leveraged(List<PlannedOrder> orders, Positions before) {
    Positions after = before;
    for (PlannedOrder order : orders) {
      after = after.plus(order.expectedDeltas());
    }
    BigDecimal gross = book().gross(after);
    BigDecimal limit = parameters.maxLeverage().multiply(equity());
    if (gross.compareTo(limit) <= 0 || gross.compareTo(book().gross(before)) <= 0) {
      return Optional.empty();
    }
    return Optional.of(
        new Refusal(
            Reason.LEVERAGE_LIMIT,
            "longs and perpetuals after the plan must be worth at most "
                + Decimals.plain(Decimals.down(limit))
                + " "
                + parameters.shareClass()
                + ", "
                + Decimals.plain(Decimals.down(parameters.maxLeverage()))
                + " times the equity (max_leverage), was "
                + Decimals.plain(Decimals.down(gross))));
  }

  /** The lower of claimed and valued, in the share class. */
  private BigDecimal equity() {
    return ValuedEquity.of(exposure, parameters, values).lower();
  }

  private Optional<BigDecimal> inUsdt(PlannedOrder order) {
    BigDecimal amount = order.amount().value();
    boolean quotedInUsdt =
        order.referencePrice() != null
            && (order.operation() == Operation.PERP_TRADE
                || (order.operation() == Operation.SPOT_TRADE
                    && order.pair().endsWith("/" + Token.USDT)));
    return quotedInUsdt
        ? Optional.of(amount.multiply(order.referencePrice()))
        : book().inUsdt(amount, order.amount().token());
  }

  private BookValue book() {
    return new BookValue(parameters, values);
  }
}
