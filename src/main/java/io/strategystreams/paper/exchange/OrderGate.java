package io.strategystreams.paper.exchange;

import io.strategystreams.core.market.Instrument;
import io.strategystreams.core.market.PositionType;
import io.strategystreams.core.money.Token;
import io.strategystreams.core.plan.Action;
import io.strategystreams.core.plan.Operation;
import io.strategystreams.core.plan.Side;
import io.strategystreams.paper.ledger.PaperLedger;
import io.strategystreams.paper.ledger.Places;
import io.strategystreams.paper.ledger.Prices;
import io.strategystreams.paper.ledger.UnpricedMarketException;
import io.strategystreams.paper.ledger.Valuation;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;

/**
 * What an executor refuses before the venue is called (contract.md, «Duties of an executor»).
 *
 * <p>Under REDUCE_ONLY an order passes if it lowers risk by its nature: it is reduce_only; its plan
 * exits or sells dust; it repays; it only moves a token between places; its intent is one that
 * exists to lower risk; or it is a hedge ({@code basis_perp_short}, {@code market_neutral_hedge})
 * that brings the book's net holding of the asset nearer to zero.
 */
public final class OrderGate {
  /** What an operator allows. */
  public enum Allowed {
    EVERYTHING,
    REDUCTIONS,
    NOTHING
  }

  private static final Set<String> LOWERING =
      Set.of(
          "exit_full",
          "exit_partial",
          "dust_cleanup",
          "ml_flat",
          "settlement",
          "deleverage",
          "margin_top_up");
  private static final Set<String> HEDGES = Set.of("basis_perp_short", "market_neutral_hedge");

  private OrderGate() {}

  /**
   * Why the order must not reach its venue; empty if it may.
   *
   * @param now the highest event time seen
   */
  public static Optional<String> refusal(
      PaperOrder order, Allowed allowed, PaperLedger ledger, Prices prices, Instant now) {
    if (now.isAfter(order.expiresAt())) {
      return Optional.of("expired at " + order.expiresAt() + ", now is " + now);
    }
    return switch (allowed) {
      case EVERYTHING -> Optional.empty();
      case NOTHING -> Optional.of("the control state is HALTED (or stricter): nothing is executed");
      case REDUCTIONS ->
          reduces(order, ledger, prices)
              ? Optional.empty()
              : Optional.of(
                  "the control state is REDUCE_ONLY and the order does not lower the book's risk");
    };
  }

  /** Whether an order lowers the book's risk. */
  static boolean reduces(PaperOrder order, PaperLedger ledger, Prices prices) {
    boolean exits =
        order.action() == Action.EXIT_FULL
            || order.action() == Action.EXIT_PARTIAL
            || order.action() == Action.SELL_DUST;
    return exits
        || order.reduceOnly()
        || order.operation() == Operation.REPAY
        || order.operation() == Operation.TRANSFER
        || LOWERING.contains(order.intent())
        || (HEDGES.contains(order.intent()) && neutralises(order, ledger, prices));
  }

  private static boolean neutralises(PaperOrder order, PaperLedger ledger, Prices prices) {
    if (order.operation() != Operation.PERP_TRADE || order.pair() == null) {
      return false;
    }
    try {
      Instrument perp = new Instrument(order.venue(), PositionType.PERP, order.pair());
      Token asset = Places.baseOfPerp(perp);
      BigDecimal before = net(ledger, asset, prices);
      BigDecimal change = order.amount().value();
      BigDecimal after = order.side() == Side.SHORT ? before.subtract(change) : before.add(change);
      return after.abs().compareTo(before.abs()) < 0;
    } catch (UnpricedMarketException | IllegalArgumentException e) {
      return false;
    }
  }

  /** Net holding of an asset, perps included, in units of it. */
  private static BigDecimal net(PaperLedger ledger, Token asset, Prices prices) {
    Valuation valuation = Valuation.of(ledger, prices);
    BigDecimal net = asset.equals(Token.BTC) ? valuation.btc() : valuation.eth();
    for (Instrument perp : ledger.positions().ofType(PositionType.PERP).keySet()) {
      if (Places.baseOfPerp(perp).equals(asset)) {
        net = net.add(ledger.amount(perp));
      }
    }
    return net;
  }
}
