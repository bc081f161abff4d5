package io.strategystreams.paper.exchange;

import io.strategystreams.core.market.MarketRules;
import io.strategystreams.core.money.Decimals;
import io.strategystreams.core.plan.Side;
import java.math.BigDecimal;
import java.math.RoundingMode;

/** Lot, minimum notional, slippage and limit of a trade: the same for spot and perps. */
final class TradeRules {
  private final Chance chance;
  private final BigDecimal ceiling;

  /**
   * @param ceiling the most a fill is worse than the market, a fraction
   */
  TradeRules(Chance chance, BigDecimal ceiling) {
    this.chance = chance;
    this.ceiling = ceiling;
  }

  /**
   * @param notional of the whole order, in the unit of the minimum
   * @throws Refusal if the amount is no multiple of the lot or the order is too small
   */
  static void checkSize(PaperOrder order, MarketRules rules, BigDecimal notional) {
    BigDecimal amount = order.amount().value();
    Refusal.unless(
        Decimals.downToLot(amount, rules.lot()).compareTo(amount) == 0,
        "the amount must be a multiple of the lot "
            + Decimals.plain(rules.lot())
            + ", was "
            + Decimals.plain(amount));
    Refusal.unless(
        notional.compareTo(rules.minNotional()) >= 0,
        "the notional must be at least "
            + Decimals.plain(rules.minNotional())
            + ", was "
            + Decimals.plain(notional));
  }

  /**
   * What the order trades at: the market's price, worse by its seeded slippage. That is at most
   * ceiling / (1 + fee), so that with the fee on top a buy never costs more than price × (1 + fee +
   * ceiling), which is what a plan sets aside.
   *
   * @return quote units per base unit, 18 decimals
   * @throws Refusal if a limit is not met
   */
  BigDecimal price(PaperOrder order, BigDecimal market, BigDecimal takerFee) {
    boolean buys = order.side() == Side.BUY || order.side() == Side.LONG;
    BigDecimal most =
        order.slippageTolerance() == null ? ceiling : ceiling.min(order.slippageTolerance());
    BigDecimal slipped = slipped(order.orderId(), market, buys, most, takerFee);
    return order.limit().map(limit -> limited(slipped, market, limit, buys)).orElse(slipped);
  }

  /** What a close that a price triggered trades at: that price, slipped as a market order's. */
  BigDecimal triggered(String closeId, BigDecimal trigger, boolean buys, BigDecimal takerFee) {
    return slipped(closeId, trigger, buys, ceiling, takerFee);
  }

  private BigDecimal slipped(
      String id, BigDecimal market, boolean buys, BigDecimal most, BigDecimal takerFee) {
    BigDecimal slip =
        Decimals.divide(
            most.multiply(chance.fraction(id, "slippage")), BigDecimal.ONE.add(takerFee));
    BigDecimal factor = buys ? BigDecimal.ONE.add(slip) : BigDecimal.ONE.subtract(slip);
    return market.multiply(factor).setScale(Decimals.SCALE, RoundingMode.HALF_EVEN);
  }

  private static BigDecimal limited(
      BigDecimal slipped, BigDecimal market, BigDecimal limit, boolean buys) {
    Refusal.unless(
        buys ? market.compareTo(limit) <= 0 : market.compareTo(limit) >= 0,
        "the limit "
            + Decimals.plain(limit)
            + " is not met by the market at "
            + Decimals.plain(market)
            + ", and paper venues rest no orders");
    return buys ? slipped.min(limit) : slipped.max(limit);
  }
}
