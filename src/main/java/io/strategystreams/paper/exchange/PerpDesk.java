package io.strategystreams.paper.exchange;

import static io.strategystreams.core.money.Decimals.divide;
import static io.strategystreams.core.money.Decimals.up;

import io.strategystreams.core.market.Instrument;
import io.strategystreams.core.market.Market;
import io.strategystreams.core.market.MarketCatalogue;
import io.strategystreams.core.market.MarketKind;
import io.strategystreams.core.market.MarketRules;
import io.strategystreams.core.market.PositionType;
import io.strategystreams.core.money.Decimals;
import io.strategystreams.core.money.Token;
import io.strategystreams.core.plan.Side;
import io.strategystreams.paper.ledger.PaperLedger;
import io.strategystreams.paper.ledger.Places;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Perp trades: position ±q; taker fee and realised P&amp;L on the settlement balance: the venue's
 * USDT, binance's USDT in portfolio scope, binance's BTC for BTC margin (fee q·fee, P&amp;L at the
 * fill price).
 */
final class PerpDesk {
  private final MarketCatalogue catalogue;
  private final TradeRules trade;

  PerpDesk(MarketCatalogue catalogue, TradeRules trade) {
    this.catalogue = catalogue;
    this.trade = trade;
  }

  /** The smallest step of the order's perp. */
  BigDecimal lot(PaperOrder order) {
    return rules(perpOf(order)).lot();
  }

  /**
   * @param quantity how much of the order, base units; a reduce-only order trades at most the
   *     position
   * @throws Refusal if the venue, the size, the limit or the position forbids it
   */
  Fill fill(PaperOrder order, BigDecimal quantity, Counter counter) {
    Instrument perp = perpOf(order);
    PaperLedger ledger = counter.ledger();
    MarketRules rules = rules(perp);
    BigDecimal market = counter.prices().of(marketOf(perp));
    TradeRules.checkSize(order, rules, order.amount().value().multiply(market));
    Instrument settlement = settlement(order, ledger);
    BigDecimal held = ledger.amount(perp);
    int direction = order.side() == Side.LONG ? 1 : -1;
    BigDecimal traded = quantity;
    if (order.reduceOnly()) {
      Refusal.unless(
          held.signum() == -direction,
          "a reduce-only "
              + order.side()
              + " needs a position the other way, "
              + perp
              + " was "
              + Decimals.plain(held));
      traded = quantity.min(held.abs());
    }
    BigDecimal price = trade.price(order, market, rules.takerFee());
    return booked(ledger, perp, settlement, traded, direction, price, rules.takerFee());
  }

  /**
   * A close of a whole position that no order asked for.
   *
   * @param feeRate fraction of the notional
   */
  static Fill closing(PaperLedger ledger, Instrument perp, BigDecimal price, BigDecimal feeRate) {
    BigDecimal held = ledger.amount(perp);
    Instrument settlement = ledger.profile().settlementOf(perp.venue());
    return booked(ledger, perp, settlement, held.abs(), -held.signum(), price, feeRate);
  }

  private static Fill booked(
      PaperLedger ledger,
      Instrument perp,
      Instrument settlement,
      BigDecimal traded,
      int direction,
      BigDecimal price,
      BigDecimal feeRate) {
    boolean inBase = settlement.isBase(Places.baseOfPerp(perp));
    BigDecimal fee = up((inBase ? traded : traded.multiply(price)).multiply(feeRate));
    BigDecimal gain = realised(ledger, perp, traded, direction, price);
    BigDecimal booked = (inBase ? divide(gain, price) : gain).subtract(fee);
    SortedMap<Instrument, BigDecimal> deltas = new TreeMap<>();
    deltas.put(perp, direction > 0 ? traded : traded.negate());
    deltas.put(settlement, booked.setScale(Decimals.SCALE, RoundingMode.FLOOR));
    return new Fill(traded, price, fee, new Token(settlement.symbol()), deltas);
  }

  /** The smallest step and fee of a perp. */
  MarketRules rulesOf(Instrument perp) {
    return rules(perp);
  }

  /** The perp an order trades. */
  static Instrument perpOf(PaperOrder order) {
    Refusal.unless(
        order.pair() != null
            && order.pair().endsWith(Token.USDT.symbol())
            && (order.side() == Side.LONG || order.side() == Side.SHORT),
        "a perp trade has a pair BASEUSDT and a side LONG or SHORT, was "
            + order.pair()
            + " "
            + order.side());
    return new Instrument(order.venue(), PositionType.PERP, order.pair());
  }

  /** Where fee and P&amp;L are booked; the order must not expect them elsewhere. */
  private static Instrument settlement(PaperOrder order, PaperLedger ledger) {
    Instrument settlement = ledger.profile().settlementOf(order.venue());
    for (Instrument named : order.named()) {
      Refusal.unless(
          named.type() != PositionType.BASE_TOKEN || named.equals(settlement),
          "the order expects its fee on "
              + named
              + ", but with margin scope "
              + ledger.profile().marginScope()
              + " it is booked on "
              + settlement
              + ": open the strategy with the margin scope its mode file has");
    }
    return settlement;
  }

  /** Realised P&amp;L in USDT of the part of the trade that closes. */
  private static BigDecimal realised(
      PaperLedger ledger, Instrument perp, BigDecimal traded, int direction, BigDecimal price) {
    BigDecimal held = ledger.amount(perp);
    if (held.signum() != -direction) {
      return BigDecimal.ZERO;
    }
    BigDecimal closed = traded.min(held.abs());
    BigDecimal perUnit = price.subtract(ledger.entries().get(perp));
    return closed.multiply(held.signum() > 0 ? perUnit : perUnit.negate());
  }

  private MarketRules rules(Instrument perp) {
    return catalogue
        .find(marketOf(perp))
        .orElseThrow(
            () ->
                new Refusal("no rules for " + marketOf(perp) + ": add it to configs/markets.yaml"));
  }

  static Market marketOf(Instrument perp) {
    return new Market(perp.venue(), MarketKind.PERP, perp.symbol());
  }
}
