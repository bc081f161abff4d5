package io.strategystreams.core.leg;

import static io.strategystreams.core.money.Decimals.divide;

import io.strategystreams.core.exposure.Positions;
import io.strategystreams.core.market.Instrument;
import io.strategystreams.core.market.Market;
import io.strategystreams.core.market.MarketCatalogue;
import io.strategystreams.core.market.MarketRules;
import io.strategystreams.core.market.PositionType;
import io.strategystreams.core.market.PriceBoard;
import io.strategystreams.core.market.Venue;
import io.strategystreams.core.money.Decimals;
import io.strategystreams.core.money.Token;
import io.strategystreams.core.plan.ExchangeOrders;
import io.strategystreams.core.plan.Intent;
import io.strategystreams.core.plan.PlanDraft;
import java.math.BigDecimal;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;

/**
 * The perp side of a neutral book: short what the book is long, split over venues. Sizes are in
 * units of the asset, never in USDT. Judged in total; then each venue trades to its own share.
 */
public final class ShortLeg {
  private final Token asset;
  private final MarketCatalogue catalogue;
  private final PriceBoard prices;
  private final SortedMap<Venue, BigDecimal> allocation;
  private final HedgeSplit split;
  private final Instrument sharedFeeAccount;
  private final Intent intent;

  /**
   * @param sharedFeeAccount the balance that pays every fee (margin scope portfolio), null where
   *     each venue's USDT pays its own
   */
  public ShortLeg(
      Token asset,
      SortedMap<Venue, BigDecimal> allocation,
      MarketCatalogue catalogue,
      PriceBoard prices,
      Instrument sharedFeeAccount,
      Intent intent) {
    this.asset = asset;
    this.catalogue = catalogue;
    this.prices = prices;
    this.allocation = allocation;
    this.sharedFeeAccount = sharedFeeAccount;
    this.intent = intent;
    Map<Venue, MarketRules> rules = new HashMap<>();
    Map<Venue, BigDecimal> known = new HashMap<>();
    for (Venue venue : allocation.keySet()) {
      rules.put(venue, catalogue.rulesOf(Market.perp(venue, asset)));
      price(venue).ifPresent(price -> known.put(venue, price));
    }
    this.split = new HedgeSplit(allocation, rules, known);
  }

  /** The perp markets whose price must be fresh before the hedge grows. */
  public List<Market> growthMarkets() {
    return allocation.keySet().stream().map(venue -> Market.perp(venue, asset)).toList();
  }

  /** Σ of the perps of the asset, signed. */
  public BigDecimal total(Positions book) {
    return current(book).values().stream().reduce(BigDecimal.ZERO, BigDecimal::add);
  }

  /** Whether any perp of the asset is held. */
  public boolean isOpen(Positions book) {
    return current(book).values().stream().anyMatch(held -> held.signum() != 0);
  }

  /** The perps of the asset by instrument: those held and those with a share. */
  public SortedMap<Instrument, BigDecimal> current(Positions book) {
    SortedMap<Instrument, BigDecimal> current = new TreeMap<>();
    for (Venue venue : allocation.keySet()) {
      current.put(Instrument.perp(venue, asset), BigDecimal.ZERO);
    }
    String symbol = asset.symbol() + "USDT";
    book.ofType(PositionType.PERP)
        .forEach(
            (instrument, held) -> {
              if (instrument.symbol().equals(symbol)) {
                current.put(instrument, held);
              }
            });
    return current;
  }

  /**
   * What each venue should hold, negative, when the book ends {@code netLong} long (not negative).
   */
  public SortedMap<Instrument, BigDecimal> targets(Positions book, BigDecimal netLong) {
    SortedMap<Instrument, BigDecimal> targets = new TreeMap<>(current(book));
    targets.replaceAll((instrument, held) -> BigDecimal.ZERO);
    if (netLong.signum() > 0) {
      split
          .shares(netLong)
          .forEach((venue, share) -> targets.put(Instrument.perp(venue, asset), share.negate()));
    }
    return targets;
  }

  /**
   * |net long + perps| over net long; 1 where perps stand against nothing, 0 where there is
   * neither.
   */
  public BigDecimal deviation(Positions book, BigDecimal netLong) {
    BigDecimal open = total(book).add(netLong).abs();
    if (netLong.signum() > 0) {
      return divide(open, netLong);
    }
    return open.signum() == 0 ? BigDecimal.ZERO : BigDecimal.ONE;
  }

  /** Smallest lot of the venues that have a share. */
  public BigDecimal finestLot() {
    return split.finestLot();
  }

  /** Fractions by venue once shares too small for a hedge of {@code total} joined the largest. */
  public SortedMap<Venue, BigDecimal> weights(BigDecimal total) {
    return split.weights(total);
  }

  /** Taker fee of the whole hedge as a fraction of its notional. */
  public BigDecimal blendedFee() {
    return split.blendedFee();
  }

  /** Σ |perp| × price of a venue, USDT; zero without a price. */
  public BigDecimal notional(Positions book, Venue venue) {
    return price(venue)
        .map(price -> book.amount(Instrument.perp(venue, asset)).abs().multiply(price))
        .orElse(BigDecimal.ZERO);
  }

  /** Venues with a share or a position, by name. */
  public TreeSet<Venue> venues(Positions book) {
    TreeSet<Venue> venues = new TreeSet<>();
    current(book).keySet().forEach(instrument -> venues.add(instrument.venue()));
    return venues;
  }

  /**
   * The change at each venue, signed, that brings the total to −{@code netLong}; trades too small
   * join the largest.
   */
  public SortedMap<Venue, BigDecimal> trades(Positions book, BigDecimal netLong) {
    SortedMap<Venue, BigDecimal> trades = new TreeMap<>();
    SortedMap<Instrument, BigDecimal> targets = targets(book, netLong);
    current(book)
        .forEach(
            (instrument, held) -> {
              BigDecimal change = targets.get(instrument).subtract(held);
              if (change.signum() != 0) {
                trades.put(instrument.venue(), change);
              }
            });
    joinSmallTrades(trades, book);
    SortedMap<Venue, BigDecimal> inLots = new TreeMap<>();
    trades.forEach(
        (venue, change) -> {
          BigDecimal rounded = Decimals.downToLot(change, rules(venue).lot());
          if (!isTooSmall(venue, rounded)) {
            inLots.put(venue, rounded);
          }
        });
    return inLots;
  }

  /**
   * What each venue sells, negative, of what the book is long without a short: its own share first,
   * then what others have no room for; never more in all than that.
   *
   * @param room how much more each venue can be short, asset units
   */
  public SortedMap<Venue, BigDecimal> hedge(
      Positions book, BigDecimal netLong, Function<Venue, BigDecimal> room) {
    SortedMap<Instrument, BigDecimal> targets = targets(book, netLong);
    SortedMap<Venue, BigDecimal> rooms = new TreeMap<>();
    SortedMap<Venue, BigDecimal> sold = new TreeMap<>();
    BigDecimal left = netLong.add(total(book));
    for (Venue venue : allocation.keySet()) {
      Instrument perp = Instrument.perp(venue, asset);
      rooms.put(venue, room.apply(venue));
      BigDecimal share = book.amount(perp).subtract(targets.get(perp));
      left = left.subtract(sell(sold, venue, share.min(rooms.get(venue)).min(left)));
    }
    for (Venue venue : allocation.keySet()) {
      BigDecimal more =
          rooms.get(venue).subtract(sold.getOrDefault(venue, BigDecimal.ZERO).negate());
      left = left.subtract(sell(sold, venue, more.min(left)));
    }
    return sold;
  }

  /** How much of it is worth an order, which is added to what the venue sells. */
  private BigDecimal sell(SortedMap<Venue, BigDecimal> sold, Venue venue, BigDecimal quantity) {
    BigDecimal lots = Decimals.downToLot(Decimals.atLeastZero(quantity), rules(venue).lot());
    if (lots.signum() == 0 || (!sold.containsKey(venue) && isTooSmall(venue, lots))) {
      return BigDecimal.ZERO;
    }
    sold.merge(venue, lots.negate(), BigDecimal::add);
    return lots;
  }

  /** A cover never turns a short into a long: what does not fit stays. */
  private void joinSmallTrades(SortedMap<Venue, BigDecimal> trades, Positions book) {
    Venue largest = null;
    for (Map.Entry<Venue, BigDecimal> trade : trades.entrySet()) {
      if (largest == null || trade.getValue().abs().compareTo(trades.get(largest).abs()) > 0) {
        largest = trade.getKey();
      }
    }
    if (largest == null) {
      return;
    }
    BigDecimal sign = BigDecimal.valueOf(trades.get(largest).signum());
    BigDecimal joined = BigDecimal.ZERO;
    for (Venue venue : new TreeSet<>(trades.keySet())) {
      BigDecimal change = trades.get(venue);
      if (!venue.equals(largest) && change.signum() == sign.signum() && isTooSmall(venue, change)) {
        joined = joined.add(trades.remove(venue));
      }
    }
    BigDecimal whole = trades.get(largest).add(joined);
    BigDecimal held = book.amount(Instrument.perp(largest, asset)).negate();
    boolean crosses = sign.signum() > 0 && whole.compareTo(held) > 0;
    trades.put(largest, crosses ? trades.get(largest).max(held) : whole);
  }

  /**
   * USDT that each venue's own balance needs to pay the trades' fees; empty where one balance pays
   * them all.
   */
  public SortedMap<Venue, BigDecimal> fees(SortedMap<Venue, BigDecimal> trades) {
    SortedMap<Venue, BigDecimal> fees = new TreeMap<>();
    if (sharedFeeAccount == null) {
      trades.forEach(
          (venue, change) ->
              price(venue)
                  .ifPresent(
                      price ->
                          fees.put(
                              venue,
                              Decimals.up(
                                  change
                                      .abs()
                                      .multiply(price)
                                      .multiply(rules(venue).takerFee())))));
    }
    return fees;
  }

  /** Appends the trades as orders, venues by name. */
  public void trade(PlanDraft draft, SortedMap<Venue, BigDecimal> trades, ExchangeOrders orders) {
    trades.forEach(
        (venue, change) -> {
          BigDecimal held = draft.present(Instrument.perp(venue, asset));
          boolean reduces =
              held.signum() != 0
                  && held.signum() != change.signum()
                  && change.abs().compareTo(held.abs()) <= 0;
          orders.perp(
              venue,
              asset,
              change,
              rules(venue),
              price(venue),
              feeAccount(venue),
              reduces,
              null,
              intent);
        });
  }

  /** The balance that pays a venue's fees. */
  public Instrument feeAccount(Venue venue) {
    return sharedFeeAccount != null ? sharedFeeAccount : Instrument.base(venue, Token.USDT);
  }

  private boolean isTooSmall(Venue venue, BigDecimal quantity) {
    MarketRules market = rules(venue);
    return quantity.abs().compareTo(market.lot()) < 0
        || price(venue)
            .map(price -> quantity.abs().multiply(price).compareTo(market.minNotional()) < 0)
            .orElse(false);
  }

  private MarketRules rules(Venue venue) {
    return catalogue.rulesOf(Market.perp(venue, asset));
  }

  private Optional<BigDecimal> price(Venue venue) {
    return prices.last(Market.perp(venue, asset));
  }
}
