package io.strategystreams.paper.exchange;

import static io.strategystreams.core.money.Decimals.divide;

import io.strategystreams.config.MarginTerms;
import io.strategystreams.config.VenueCatalogue;
import io.strategystreams.config.VenueProfile;
import io.strategystreams.core.market.Instrument;
import io.strategystreams.core.market.PositionType;
import io.strategystreams.core.market.Venue;
import io.strategystreams.core.money.Decimals;
import io.strategystreams.core.plan.OrderStatus;
import io.strategystreams.paper.ledger.LastBar;
import io.strategystreams.paper.ledger.MarginScope;
import io.strategystreams.paper.ledger.Margins;
import io.strategystreams.paper.ledger.MarketPrices;
import io.strategystreams.paper.ledger.MarketPrices.Extreme;
import io.strategystreams.paper.ledger.PaperLedger;
import io.strategystreams.paper.ledger.Prices;
import io.strategystreams.paper.ledger.UnpricedMarketException;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Instant;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What venues do to perps by themselves, looked at once for each bar that ended since a position
 * was there: the worse comes first. Losses: the stop loss, or the liquidation where the price gets
 * to it before; then the take profit.
 *
 * <p>A bar says how far a price went and not on which way. So a stop is filled at its price, or at
 * the bar's open where that is already beyond it, the price having gapped (where the open is not
 * known: at the bar's end nearest to the stop, if the whole bar is beyond); a take profit at its
 * price.
 *
 * <p><b>Liquidation.</b> The margin behind a perp, by the account's scope, falls below the venue's
 * maintenance margin. Between two ends of a bar all prices of the scope move together in a straight
 * line, on which margin and notional are linear: margin − maintenance × notional is 0 at x = a / (a
 * − b), with its values a at the better and b at the worse end. The position closes at its price
 * there, or at the open if that is worse, for the venue's liquidation fee; where even the better
 * end does not suffice, at the open (not known: at the last price). A venue lets no balance fall
 * below 0: what is lost beyond the margin is the insurance fund's.
 */
final class PerpWatch {
  private final VenueCatalogue venues;
  private final PerpDesk desk;
  private final TradeRules trade;

  PerpWatch(VenueCatalogue venues, PerpDesk desk, TradeRules trade) {
    this.venues = venues;
    this.desk = desk;
    this.trade = trade;
  }

  /**
   * The account after every close that bars brought about.
   *
   * @param since bars that ended by then were looked at before, null for none
   */
  Turn check(Account account, MarketPrices prices, Instant since) {
    Turn turn = Turn.nothing(account);
    for (Instrument perp :
        List.copyOf(account.ledger().positions().ofType(PositionType.PERP).keySet())) {
      LastBar bar = prices.bar(PerpDesk.marketOf(perp)).orElse(null);
      boolean isNew = bar != null && (since == null || bar.endedAt().isAfter(since));
      if (isNew && turn.account().ledger().amount(perp).signum() != 0) {
        turn = turn.then(check(turn.account(), perp, bar, prices));
      }
    }
    return turn;
  }

  private Turn check(Account account, Instrument perp, LastBar bar, MarketPrices prices) {
    boolean isLong = account.ledger().amount(perp).signum() > 0;
    Opening opening = account.opening(perp);
    BigDecimal stop = opening.stopLoss();
    boolean stopped =
        stop != null && (isLong ? bar.low().compareTo(stop) <= 0 : bar.high().compareTo(stop) >= 0);
    BigDecimal liquidation = liquidationPrice(account.ledger(), perp, bar, prices);
    if (stopped && (liquidation == null || isWorse(liquidation, stop, isLong))) {
      BigDecimal reached =
          isLong ? stop.min(first(bar, bar.high())) : stop.max(first(bar, bar.low()));
      return triggered(account, perp, reached, "stop loss at " + Decimals.plain(stop));
    }
    if (liquidation != null) {
      BigDecimal open = first(bar, liquidation);
      return liquidated(account, perp, isLong ? liquidation.min(open) : liquidation.max(open));
    }
    BigDecimal profit = opening.takeProfit();
    boolean taken =
        profit != null
            && (isLong ? bar.high().compareTo(profit) >= 0 : bar.low().compareTo(profit) <= 0);
    return taken
        ? triggered(account, perp, profit, "take profit at " + Decimals.plain(profit))
        : Turn.nothing(account);
  }

  /** The price a bar begins at, or what to take where that is not known. */
  private static BigDecimal first(LastBar bar, BigDecimal otherwise) {
    return bar.open() == null ? otherwise : bar.open();
  }

  private static boolean isWorse(BigDecimal price, BigDecimal than, boolean isLong) {
    return isLong ? price.compareTo(than) <= 0 : price.compareTo(than) >= 0;
  }

  private Turn triggered(Account account, Instrument perp, BigDecimal trigger, String reason) {
    boolean buys = account.ledger().amount(perp).signum() < 0;
    BigDecimal fee = desk.rulesOf(perp).takerFee();
    BigDecimal price = trade.triggered(Closing.nameOfNext(account, perp), trigger, buys, fee);
    Fill fill = PerpDesk.closing(account.ledger(), perp, price, fee);
    return Closing.of(account, perp, fill, OrderStatus.FILLED, reason);
  }

  private Turn liquidated(Account account, Instrument perp, BigDecimal price) {
    BigDecimal feeRate = margin(perp.venue()).liquidationFee();
    Fill fill =
        insured(account.ledger(), perp, PerpDesk.closing(account.ledger(), perp, price, feeRate));
    return Closing.of(
        account,
        perp,
        fill,
        OrderStatus.LIQUIDATED,
        "liquidated at " + Decimals.plain(fill.price()) + ": the margin fell below maintenance");
  }

  /** The fill, but for a loss that the balance it is booked on cannot bear. */
  private static Fill insured(PaperLedger ledger, Instrument perp, Fill fill) {
    Instrument settlement = ledger.profile().settlementOf(perp.venue());
    BigDecimal balance = Decimals.atLeastZero(ledger.amount(settlement));
    BigDecimal booked = fill.deltas().getOrDefault(settlement, BigDecimal.ZERO);
    if (ledger.profile().marginScope() == MarginScope.PORTFOLIO
        || balance.add(booked).signum() >= 0) {
      return fill;
    }
    BigDecimal held = ledger.amount(perp);
    BigDecimal entry = ledger.entries().get(perp);
    BigDecimal gain = booked.add(fill.fee());
    BigDecimal fee = Decimals.atLeastZero(balance.add(gain));
    // Without the fee the gain is q × (price − entry): the price at which it takes all the balance.
    BigDecimal price =
        fee.signum() > 0
            ? fill.price()
            : entry
                .subtract(divide(balance, held))
                .setScale(Decimals.SCALE, RoundingMode.HALF_EVEN);
    SortedMap<Instrument, BigDecimal> deltas = new TreeMap<>();
    deltas.put(perp, held.negate());
    deltas.put(settlement, balance.negate());
    return new Fill(fill.amount(), price, fee, fill.feeToken(), deltas);
  }

  /** Where within the bar the perp is liquidated; null for nowhere. */
  private BigDecimal liquidationPrice(
      PaperLedger ledger, Instrument perp, LastBar bar, MarketPrices prices) {
    boolean isLong = ledger.amount(perp).signum() > 0;
    Extreme worse = isLong ? Extreme.LOW : Extreme.HIGH;
    BigDecimal maintenance = margin(perp.venue()).maintenance();
    try {
      BigDecimal b = excess(ledger, perp.venue(), prices.at(worse), maintenance);
      if (b.signum() >= 0) {
        return null;
      }
      BigDecimal a = excess(ledger, perp.venue(), prices.at(worse.opposite()), maintenance);
      if (a.signum() <= 0) {
        return first(bar, bar.price());
      }
      BigDecimal from = worse.opposite().of(bar);
      BigDecimal way = worse.of(bar).subtract(from);
      BigDecimal at = from.add(divide(a, a.subtract(b)).multiply(way));
      return at.setScale(Decimals.SCALE, RoundingMode.HALF_EVEN);
    } catch (UnpricedMarketException e) {
      return null; // What cannot be valued cannot be judged: it waits for its price.
    }
  }

  private static BigDecimal excess(
      PaperLedger ledger, Venue venue, Prices prices, BigDecimal maintenance) {
    Margins.Cover cover = Margins.behind(ledger, venue, prices);
    return cover.margin().subtract(maintenance.multiply(cover.notional()));
  }

  private MarginTerms margin(Venue venue) {
    return venues
        .find(venue)
        .flatMap(VenueProfile::margin)
        .orElseThrow(
            () ->
                new IllegalStateException(
                    "perps at "
                        + venue
                        + " need maintenance_margin and liquidation_fee in configs/venues.yaml"));
  }
}
