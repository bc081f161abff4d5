package io.strategystreams.paper.attribution;

import io.strategystreams.core.market.Instrument;
import io.strategystreams.core.market.Market;
import io.strategystreams.core.market.PositionType;
import io.strategystreams.core.money.Token;
import io.strategystreams.paper.ledger.PaperLedger;
import io.strategystreams.paper.ledger.Places;
import io.strategystreams.paper.ledger.Valuation;
import java.math.BigDecimal;
import java.util.Map;
import java.util.Optional;

/**
 * What a change of prices does to a book, holding by holding (mark to market).
 *
 * <p>LST: q·r′·c′ − q·r·c = q·(r′ − r)·c′ + q·r·(c′ − c). Perp: q·(M′ − e)·c′ − q·(M − e)·c = q·(M′
 * − M)·c′ + q·(M − e)·(c′ − c), and M′ − M is what spot moved by plus what the mark moved against
 * it.
 */
final class MarketMove {
  private final PaperLedger ledger;
  private final Worth before;
  private final Worth after;
  private final Tally tally = new Tally();

  private MarketMove(PaperLedger ledger, Worth before, Worth after) {
    this.ledger = ledger;
    this.before = before;
    this.after = after;
  }

  /**
   * @throws io.strategystreams.paper.ledger.UnpricedMarketException if something held had no price
   *     before
   */
  static Tally of(PaperLedger ledger, Worth before, Worth after) {
    MarketMove move = new MarketMove(ledger, before, after);
    for (Map.Entry<Instrument, BigDecimal> held : ledger.positions().asMap().entrySet()) {
      if (held.getKey().type() == PositionType.PERP) {
        move.perp(held.getKey(), held.getValue());
      } else {
        move.balance(held.getKey(), held.getValue());
      }
    }
    return move.tally;
  }

  private void balance(Instrument instrument, BigDecimal amount) {
    Token token = Worth.underlying(instrument);
    Token numeraire = Worth.numeraire(token);
    BigDecimal quantity = Worth.sign(instrument) < 0 ? amount.negate() : amount;
    BigDecimal rate = before.inNumeraire(token);
    BigDecimal rateAfter = after.inNumeraire(token);
    BigDecimal per = before.of(numeraire);
    BigDecimal perAfter = after.of(numeraire);
    BigDecimal ofRate = quantity.multiply(rateAfter.subtract(rate)).multiply(perAfter);
    tally.add(Worth.isLst(token) ? Component.STAKING_YIELD : Component.PRICE, ofRate);
    tally.add(Component.PRICE, quantity.multiply(rate).multiply(perAfter.subtract(per)));
  }

  private void perp(Instrument perp, BigDecimal quantity) {
    BigDecimal mark = Valuation.mark(perp, before.prices());
    BigDecimal moved = Valuation.mark(perp, after.prices()).subtract(mark);
    BigDecimal spotMoved = spotMoved(perp).orElse(moved);
    BigDecimal per = before.of(Token.USDT);
    BigDecimal perAfter = after.of(Token.USDT);
    tally.add(Component.PRICE, quantity.multiply(spotMoved).multiply(perAfter));
    tally.add(Component.BASIS, quantity.multiply(moved.subtract(spotMoved)).multiply(perAfter));
    BigDecimal unrealised = quantity.multiply(mark.subtract(ledger.entries().get(perp)));
    tally.add(Component.PRICE, unrealised.multiply(perAfter.subtract(per)));
  }

  /** Empty while the perp's asset has no spot price: then the mark alone says what it moved by. */
  private Optional<BigDecimal> spotMoved(Instrument perp) {
    Market spot = Market.spot(Places.baseOfPerp(perp), Token.USDT);
    return before
        .prices()
        .find(spot)
        .flatMap(was -> after.prices().find(spot).map(is -> is.subtract(was)));
  }
}
