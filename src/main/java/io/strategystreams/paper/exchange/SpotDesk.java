package io.strategystreams.paper.exchange;

import static io.strategystreams.core.money.Decimals.down;
import static io.strategystreams.core.money.Decimals.up;

import io.strategystreams.core.market.Instrument;
import io.strategystreams.core.market.Market;
import io.strategystreams.core.market.MarketCatalogue;
import io.strategystreams.core.market.MarketRules;
import io.strategystreams.core.market.Venue;
import io.strategystreams.core.money.Decimals;
import io.strategystreams.core.money.Token;
import io.strategystreams.core.plan.Side;
import io.strategystreams.paper.ledger.Prices;
import io.strategystreams.paper.ledger.Valuation;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Spot trades at binance: base ±q, quote ∓q·p, taker fee in the quote token. A pair without a
 * market of its own (EIGEN/ETH) trades through USDT, by the rules of BASE/USDT.
 */
final class SpotDesk {
  private final MarketCatalogue catalogue;
  private final TradeRules trade;

  SpotDesk(MarketCatalogue catalogue, TradeRules trade) {
    this.catalogue = catalogue;
    this.trade = trade;
  }

  /** The smallest step of the order's pair. */
  BigDecimal lot(PaperOrder order) {
    return rules(Pair.of(order)).lot();
  }

  /**
   * @param quantity how much of the order, base units
   * @throws Refusal if the venue, the size or the limit forbids it
   */
  Fill fill(PaperOrder order, BigDecimal quantity, Counter counter) {
    Refusal.unless(
        order.venue().equals(Venue.BINANCE), "spot trades at binance only, was " + order.venue());
    Pair pair = Pair.of(order);
    MarketRules rules = rules(pair);
    Prices prices = counter.prices();
    BigDecimal market =
        prices.spot(pair.base(), pair.quote()).setScale(Decimals.SCALE, RoundingMode.HALF_EVEN);
    TradeRules.checkSize(order, rules, notional(order, pair, market, prices));
    BigDecimal price = trade.price(order, market, rules.takerFee());
    BigDecimal traded = quantity.multiply(price);
    BigDecimal fee = traded.multiply(rules.takerFee());
    SortedMap<Instrument, BigDecimal> deltas = new TreeMap<>();
    Instrument base = Instrument.base(Venue.BINANCE, pair.base());
    Instrument quote = Instrument.base(Venue.BINANCE, pair.quote());
    if (order.side() == Side.BUY) {
      deltas.put(base, quantity);
      deltas.put(quote, up(traded.add(fee)).negate());
    } else {
      deltas.put(base, quantity.negate());
      deltas.put(quote, down(traded.subtract(fee)));
    }
    return new Fill(quantity, price, up(fee), pair.quote(), deltas);
  }

  /** The minimum of BASE/USDT is in USDT, that of the pair itself in its quote. */
  private BigDecimal notional(PaperOrder order, Pair pair, BigDecimal market, Prices prices) {
    BigDecimal inQuote = order.amount().value().multiply(market);
    return catalogue.find(pair.market()).isPresent()
        ? inQuote
        : inQuote.multiply(Valuation.usdtPrice(pair.quote(), prices));
  }

  private MarketRules rules(Pair pair) {
    Optional<MarketRules> own = catalogue.find(pair.market());
    Optional<MarketRules> rules =
        own.isPresent() ? own : catalogue.find(Market.spot(pair.base(), Token.USDT));
    return rules.orElseThrow(
        () -> new Refusal("no rules for " + pair.market() + ": add it to configs/markets.yaml"));
  }

  private record Pair(Token base, Token quote) {
    static Pair of(PaperOrder order) {
      String[] parts = order.pair() == null ? new String[0] : order.pair().split("/", -1);
      Refusal.unless(
          parts.length == 2 && (order.side() == Side.BUY || order.side() == Side.SELL),
          "a spot trade has a pair BASE/QUOTE and a side BUY or SELL, was "
              + order.pair()
              + " "
              + order.side());
      return new Pair(new Token(parts[0]), new Token(parts[1]));
    }

    Market market() {
      return Market.spot(base, quote);
    }
  }
}
