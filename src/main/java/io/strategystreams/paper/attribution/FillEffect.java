package io.strategystreams.paper.attribution;

import static io.strategystreams.core.money.Decimals.divide;

import io.strategystreams.core.market.Instrument;
import io.strategystreams.core.market.Market;
import io.strategystreams.core.market.PositionType;
import io.strategystreams.core.money.Token;
import io.strategystreams.core.plan.OrderStatus;
import io.strategystreams.core.plan.Side;
import io.strategystreams.paper.ledger.PaperLedger;
import io.strategystreams.paper.ledger.Valuation;
import java.math.BigDecimal;
import java.util.Map;

/**
 * What a fill does to equity, from what was filled, at which price and for which fee; never from
 * the deltas, against which the sum is held afterwards.
 */
final class FillEffect {
  private final PaperLedger before;
  private final Worth worth;
  private final Increment fill;
  private final Tally tally = new Tally();

  private FillEffect(PaperLedger before, Worth worth, Increment fill) {
    this.before = before;
    this.worth = worth;
    this.fill = fill;
  }

  /**
   * Of an order other than a flash loan's.
   *
   * @param before the ledger without this fill
   */
  static Tally of(OrderTerms order, Increment fill, PaperLedger before, Worth worth) {
    FillEffect effect = new FillEffect(before, worth, fill);
    switch (order.operation()) {
      case SPOT_TRADE -> effect.spot(order);
      case PERP_TRADE -> effect.perpOrder(order);
      case SWAP -> effect.swap(order.tokenIn());
      case SUPPLY, WITHDRAW, BORROW, REPAY, STAKE, UNSTAKE, TRANSFER -> {
        // What leaves is worth what arrives: the same token, or an LST at r, as both are valued.
      }
      case FLASH_BORROW, FLASH_REPAY ->
          throw new IllegalArgumentException("a flash loan's order is a FlashLoan's matter");
    }
    return effect.tally;
  }

  /**
   * Of a venue's own close. What it was executed at against the mark is the market's doing: the bar
   * went there before its close. Only what a liquidation charges is its cost.
   */
  static Tally ofVenue(ReportTerms report, Increment fill, PaperLedger before, Worth worth) {
    FillEffect effect = new FillEffect(before, worth, fill);
    boolean liquidated = report.status() == OrderStatus.LIQUIDATED;
    for (Map.Entry<Instrument, BigDecimal> delta : report.deltas().entrySet()) {
      Instrument instrument = delta.getKey();
      if (instrument.type() == PositionType.PERP) {
        effect.perp(
            instrument,
            delta.getValue().signum(),
            Component.PRICE,
            liquidated ? Component.LIQUIDATION : Component.FEES);
      } else if (instrument.type() == PositionType.A_TOKEN) {
        effect.seized(instrument, debtOf(report));
      }
    }
    return effect.tally;
  }

  /** BUY: q·c(base) − q·p·c(quote); SELL the other way round. */
  private void spot(OrderTerms order) {
    String[] pair = order.pair().split("/", -1);
    BigDecimal base = fill.amount().multiply(worth.ofToken(new Token(pair[0])));
    BigDecimal quote = fill.cost().multiply(worth.ofToken(new Token(pair[1])));
    BigDecimal bought = base.subtract(quote);
    tally.add(Component.SLIPPAGE, order.side() == Side.BUY ? bought : bought.negate());
    fee(Component.FEES);
  }

  private void perpOrder(OrderTerms order) {
    Instrument perp = new Instrument(order.venue(), PositionType.PERP, order.pair());
    perp(perp, order.side() == Side.LONG ? 1 : -1, Component.SLIPPAGE, Component.FEES);
  }

  /**
   * What opens enters at p and is worth M: q·(M − p). What closes realises p − e for each unit
   * whose unrealised gain was M − e: again q·(M − p), q signed as the trade.
   */
  private void perp(Instrument perp, int direction, Component executed, Component charged) {
    BigDecimal quantity = direction > 0 ? fill.amount() : fill.amount().negate();
    BigDecimal cost = direction > 0 ? fill.cost() : fill.cost().negate();
    BigDecimal better = quantity.multiply(Valuation.mark(perp, worth.prices())).subtract(cost);
    tally.add(executed, better.multiply(worth.of(Token.USDT)));
    Token coin = new Token(before.profile().settlementOf(perp.venue()).symbol());
    BigDecimal gain = realised(perp, direction);
    if (!coin.equals(Token.USDT) && gain.signum() != 0) {
      BigDecimal bookedAt = divide(worth.of(Worth.numeraire(coin)), fill.price());
      tally.add(Component.BASIS, gain.multiply(bookedAt.subtract(worth.of(Token.USDT))));
    }
    fee(charged);
  }

  /** USDT gained by what of the trade closes. */
  private BigDecimal realised(Instrument perp, int direction) {
    BigDecimal held = before.amount(perp);
    if (held.signum() != -direction) {
      return BigDecimal.ZERO;
    }
    BigDecimal closed = fill.amount().min(held.abs());
    BigDecimal perUnit = fill.price().subtract(before.entries().get(perp));
    return closed.multiply(held.signum() > 0 ? perUnit : perUnit.negate());
  }

  /** q·(p − r)·c(ETH) = q·(m − r)·c(ETH) + q·(p − m)·c(ETH). */
  private void swap(Token lst) {
    BigDecimal m = worth.prices().of(Market.dex(lst));
    BigDecimal per = worth.of(Token.ETH);
    BigDecimal ofDex = fill.amount().multiply(m);
    BigDecimal ofProtocol = fill.amount().multiply(worth.inNumeraire(lst));
    tally.add(Component.BASIS, ofDex.subtract(ofProtocol).multiply(per));
    tally.add(Component.SLIPPAGE, fill.cost().subtract(ofDex).multiply(per));
  }

  /** Debt repaid less collateral taken for it. */
  private void seized(Instrument collateral, Instrument debt) {
    BigDecimal repaid = fill.cost().multiply(worth.ofHolding(debt));
    BigDecimal taken = fill.amount().multiply(worth.ofHolding(collateral));
    tally.add(Component.LIQUIDATION, repaid.subtract(taken));
    fee(Component.LIQUIDATION);
  }

  private void fee(Component into) {
    if (fill.fee().signum() != 0) {
      tally.add(into, fill.fee().multiply(worth.ofToken(fill.feeToken())).negate());
    }
  }

  private static Instrument debtOf(ReportTerms report) {
    return report.deltas().keySet().stream()
        .filter(instrument -> instrument.type() == PositionType.DEBT_TOKEN)
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "a close that takes collateral must repay a debt, deltas were "
                        + report.deltas()));
  }
}
