package io.strategystreams.paper.ledger;

import static io.strategystreams.core.money.Decimals.divide;

import io.strategystreams.core.market.Instrument;
import io.strategystreams.core.market.PositionType;
import io.strategystreams.core.market.Venue;
import io.strategystreams.core.money.Token;
import java.math.BigDecimal;
import java.util.Map;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Margin of a ledger's perps. ratio_v = (USDT_v + unrealised P&amp;L_v) / notional_v; {@code
 * portfolio} = (exchange USDT + base asset at P + unrealised P&amp;L) / notional (strategies.md,
 * «Legs», perp). All in USDT, perps at their mark, base assets at binance's spot.
 */
public final class Margins {
  /** Key of the ratio over all exchange balances. */
  public static final String PORTFOLIO = "portfolio";

  /**
   * @param margin USDT that stands behind the perps, below 0 where losses passed it
   * @param notional USDT value of the perps, long and short alike
   */
  public record Cover(BigDecimal margin, BigDecimal notional) {
    /** Margin over notional, 60 significant digits; there must be a notional. */
    public BigDecimal ratio() {
      return divide(margin, notional);
    }

    /** Whether the margin is at least that fraction of the notional. */
    public boolean suffices(BigDecimal fraction) {
      return margin.compareTo(notional.multiply(fraction)) >= 0;
    }
  }

  private Margins() {}

  /**
   * By venue with a perp, and {@code portfolio}; a ratio whose prices are not known is left out.
   */
  public static SortedMap<String, BigDecimal> ratios(PaperLedger ledger, Prices prices) {
    SortedMap<String, BigDecimal> ratios = new TreeMap<>();
    for (Venue venue : perpVenues(ledger)) {
      putIfPriced(ratios, venue.name(), ledger, prices, venue);
    }
    if (!ratios.isEmpty()) {
      putIfPriced(ratios, PORTFOLIO, ledger, prices, null);
    }
    return ratios;
  }

  /**
   * What stands behind the perps at a venue, by the strategy's margin scope.
   *
   * @throws UnpricedMarketException if a price it needs was never seen
   */
  public static Cover behind(PaperLedger ledger, Venue venue, Prices prices) {
    return switch (ledger.profile().marginScope()) {
      case VENUE -> atVenue(ledger, venue, prices);
      case PORTFOLIO -> portfolio(ledger, prices);
    };
  }

  /** The venues where perps are held, by name. */
  public static SortedSet<Venue> perpVenues(PaperLedger ledger) {
    SortedSet<Venue> venues = new TreeSet<>();
    ledger.positions().ofType(PositionType.PERP).keySet().forEach(perp -> venues.add(perp.venue()));
    return venues;
  }

  private static void putIfPriced(
      SortedMap<String, BigDecimal> into,
      String key,
      PaperLedger ledger,
      Prices prices,
      Venue venue) {
    try {
      Cover cover = venue == null ? portfolio(ledger, prices) : atVenue(ledger, venue, prices);
      if (cover.notional().signum() > 0) {
        into.put(key, cover.ratio());
      }
    } catch (UnpricedMarketException e) {
      // No ratio: to whoever reads the assessment an absent one means no margin action.
    }
  }

  private static Cover atVenue(PaperLedger ledger, Venue venue, Prices prices) {
    BigDecimal margin = ledger.amount(Instrument.base(venue, Token.USDT));
    BigDecimal notional = BigDecimal.ZERO;
    for (Instrument perp : ledger.positions().ofType(PositionType.PERP).keySet()) {
      if (perp.venue().equals(venue)) {
        margin = margin.add(Valuation.unrealised(ledger, perp, prices));
        notional = notional.add(notionalOf(ledger, perp, prices));
      }
    }
    return new Cover(margin, notional);
  }

  private static Cover portfolio(PaperLedger ledger, Prices prices) {
    BigDecimal margin = BigDecimal.ZERO;
    BigDecimal notional = BigDecimal.ZERO;
    SortedSet<Token> counted = new TreeSet<>();
    counted.add(Token.USDT);
    for (Instrument perp : ledger.positions().ofType(PositionType.PERP).keySet()) {
      counted.add(Places.baseOfPerp(perp));
      margin = margin.add(Valuation.unrealised(ledger, perp, prices));
      notional = notional.add(notionalOf(ledger, perp, prices));
    }
    for (Map.Entry<Instrument, BigDecimal> held :
        ledger.positions().ofType(PositionType.BASE_TOKEN).entrySet()) {
      Token token = new Token(held.getKey().symbol());
      if (Places.isExchange(held.getKey().venue()) && counted.contains(token)) {
        margin = margin.add(held.getValue().multiply(Valuation.usdtPrice(token, prices)));
      }
    }
    return new Cover(margin, notional);
  }

  private static BigDecimal notionalOf(PaperLedger ledger, Instrument perp, Prices prices) {
    return ledger.amount(perp).abs().multiply(Valuation.mark(perp, prices));
  }
}
