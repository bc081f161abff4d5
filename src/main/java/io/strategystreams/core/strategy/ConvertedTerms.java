package io.strategystreams.core.strategy;

import static io.strategystreams.core.money.Decimals.atLeastZero;
import static io.strategystreams.core.money.Decimals.divide;
import static io.strategystreams.core.money.Decimals.down;
import static io.strategystreams.core.money.Decimals.up;

import io.strategystreams.core.exposure.Positions;
import io.strategystreams.core.leg.LeveragedStakingLeg;
import io.strategystreams.core.leg.LiquidStaking;
import io.strategystreams.core.leg.LongLeg;
import io.strategystreams.core.leg.ShortLeg;
import io.strategystreams.core.market.Instrument;
import io.strategystreams.core.market.Market;
import io.strategystreams.core.market.MarketRules;
import io.strategystreams.core.market.PositionType;
import io.strategystreams.core.market.Venue;
import io.strategystreams.core.money.Token;
import java.math.BigDecimal;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * A converted book's parts and the figures its rules share: a USDT share class that holds a
 * volatile asset through a long leg and is short the same through perps.
 *
 * @param urgentLeg the long leg as it is freed when there is no time for a queue
 * @param staking the long leg's LST, null for spot
 * @param price P, USDT per asset unit; empty if never seen
 * @param legShare fraction of E' that the long leg should hold
 * @param marginFraction fraction of E' that lies at perp venues as margin; 0 in margin scope
 *     portfolio
 */
record ConvertedTerms(
    Facts facts,
    LongLeg leg,
    LongLeg urgentLeg,
    LiquidStaking staking,
    ShortLeg shorts,
    AssetPile pile,
    Optional<BigDecimal> price,
    MarketRules spot,
    BigDecimal legShare,
    BigDecimal marginFraction) {

  /** The same book, freed without a queue. */
  ConvertedTerms urgent() {
    return new ConvertedTerms(
        facts, urgentLeg, urgentLeg, staking, shorts, pile, price, spot, legShare, marginFraction);
  }

  Token asset() {
    return facts.parameters().asset();
  }

  boolean isHedged() {
    return staking != null;
  }

  Market spotMarket() {
    return Market.spot(asset(), Token.USDT);
  }

  BigDecimal p() {
    return price.orElseThrow(
        () -> new IllegalStateException("no price of " + spotMarket() + " was seen"));
  }

  /** The long leg's target for an investable equity, asset units. */
  BigDecimal legTarget(BigDecimal investable) {
    return divide(legShare.multiply(investable), p());
  }

  /** The asset outside the leg that can be spent. */
  BigDecimal idle(Positions book) {
    return isHedged() ? pile.total(book) : pile.total(book).subtract(pile.atExchange(book));
  }

  /** WETH in the protocol's exit queue: long for the hedge, freed already for a withdrawal. */
  BigDecimal queued(Positions book) {
    return isHedged() ? book.amount(staking.queued()) : BigDecimal.ZERO;
  }

  /** LST that lies outside a leveraged leg. */
  BigDecimal idleLst(Positions book) {
    return leg instanceof LeveragedStakingLeg ? book.amount(staking.held()) : BigDecimal.ZERO;
  }

  /** The same at r, asset units. */
  BigDecimal idleLstValue(Positions book) {
    BigDecimal lst = idleLst(book);
    return lst.signum() == 0 ? BigDecimal.ZERO : lst.multiply(staking.r());
  }

  /**
   * What the perps must be short of: the leg's net long, queued and idle asset, LST outside the
   * leg.
   */
  BigDecimal netLong(Positions book) {
    BigDecimal held = isHedged() ? leg.equity(book).add(pile.total(book)) : pile.total(book);
    return atLeastZero(held.add(queued(book)).add(idleLstValue(book)));
  }

  BigDecimal usdt(Positions book) {
    return book.balancesOf(Token.USDT).values().stream().reduce(BigDecimal.ZERO, BigDecimal::add);
  }

  BigDecimal usdtAtHome(Positions book) {
    return MarginAccounts.balance(book, facts.home());
  }

  /**
   * Whether a spot order of {@code quantity} meets lot and minimum notional; without a price only
   * the lot counts.
   */
  boolean isTradable(BigDecimal quantity) {
    return quantity.compareTo(spot.lot()) >= 0
        && price.map(p -> quantity.multiply(p).compareTo(spot.minNotional()) >= 0).orElse(true);
  }

  /** Fraction a sale of the asset may cost. */
  BigDecimal sellingCost() {
    return spot.takerFee().add(slippage());
  }

  /** Fraction that covering the hedge may cost. */
  BigDecimal hedgeCost() {
    return shorts.blendedFee().add(slippage());
  }

  /**
   * USDT that one asset unit costs at most: price, fee, slippage, and the fees of what follows from
   * the same balance.
   */
  BigDecimal unitCost() {
    BigDecimal follows = marginFraction.signum() == 0 ? shorts.blendedFee() : BigDecimal.ZERO;
    return p().multiply(BigDecimal.ONE.add(sellingCost()).add(follows));
  }

  /**
   * Fees of the shorts that are missing already, USDT, where they are paid by the balance that
   * buys.
   */
  BigDecimal feesOfHedging(Positions book) {
    return marginFraction.signum() != 0
        ? BigDecimal.ZERO
        : atLeastZero(netLong(book).add(shorts.total(book)))
            .multiply(p())
            .multiply(shorts.blendedFee());
  }

  BigDecimal slippage() {
    return facts.parameters().trading().slippage();
  }

  /**
   * USDT by venue that makes its share of the margin for an investable equity, unrealised P&amp;L
   * reckoned in as the monitor reckons it; nothing where nothing is invested.
   */
  SortedMap<Venue, BigDecimal> margins(BigDecimal investable) {
    if (investable.signum() == 0) {
      return new TreeMap<>();
    }
    SortedMap<Venue, BigDecimal> wanted =
        MarginAccounts.split(
            marginFraction.multiply(investable), shorts.weights(legTarget(investable)));
    if (marginFraction.signum() != 0) {
      unrealised()
          .forEach(
              (venue, profit) ->
                  wanted.computeIfPresent(
                      venue, (same, margin) -> atLeastZero(margin.subtract(profit))));
    }
    return wanted;
  }

  /** USDT at venues that is margin for an investable equity, Σ of {@link #margins}. */
  BigDecimal margin(BigDecimal investable) {
    return margins(investable).values().stream().reduce(BigDecimal.ZERO, BigDecimal::add);
  }

  /**
   * Unrealised P&amp;L of the perps held, USDT: what equity has beyond everything else, by size of
   * perp.
   */
  private SortedMap<Venue, BigDecimal> unrealised() {
    Positions book = facts.positions();
    SortedMap<Venue, BigDecimal> sizes = new TreeMap<>();
    shorts.current(book).forEach((perp, size) -> sizes.put(perp.venue(), size.abs()));
    BigDecimal all = sizes.values().stream().reduce(BigDecimal.ZERO, BigDecimal::add);
    SortedMap<Venue, BigDecimal> profits = new TreeMap<>();
    if (all.signum() != 0) {
      BigDecimal profit = facts.equity().subtract(value(book));
      sizes.forEach((venue, size) -> profits.put(venue, down(divide(profit.multiply(size), all))));
    }
    return profits;
  }

  /**
   * What of a withdrawal neither lies at home nor comes there by bringing home what venues hold
   * beyond their margin and selling what is free already, USDT before costs; negative where there
   * is more. It is the leg's surplus, and more where equity is not all deliverable (dust, gas
   * reserve, P&amp;L that no venue can send).
   */
  BigDecimal missingAtHome(Positions book) {
    SortedMap<Venue, BigDecimal> margins = margins(facts.investable());
    BigDecimal deliverable = usdtAtHome(book);
    for (Map.Entry<Instrument, BigDecimal> held : book.balancesOf(Token.USDT).entrySet()) {
      Venue venue = held.getKey().venue();
      BigDecimal kept = margins.getOrDefault(venue, BigDecimal.ZERO);
      boolean away = !venue.equals(facts.home());
      deliverable =
          deliverable.add(away ? atLeastZero(held.getValue().subtract(kept)) : BigDecimal.ZERO);
    }
    BigDecimal free = idle(book).add(queued(book)).add(idleLstValue(book));
    return facts.unpaid().subtract(deliverable).subtract(free.multiply(p()));
  }

  /** Value of what is held without perps, USDT; rates and prices as known. */
  BigDecimal value(Positions book) {
    BigDecimal sum = BigDecimal.ZERO;
    for (Map.Entry<Instrument, BigDecimal> held : book.asMap().entrySet()) {
      sum = sum.add(value(held.getKey(), held.getValue()));
    }
    return sum;
  }

  private BigDecimal value(Instrument instrument, BigDecimal amount) {
    BigDecimal p = price.orElse(BigDecimal.ZERO);
    if (instrument.isBase(Token.USDT)) {
      return amount;
    }
    if (instrument.isBase(asset())
        || instrument.isBase(Token.WETH)
        || instrument.type() == PositionType.UNSTAKING) {
      return amount.multiply(p);
    }
    if (instrument.type() == PositionType.DEBT_TOKEN) {
      return amount.multiply(p).negate();
    }
    boolean staked =
        isHedged() && (instrument.equals(staking.held()) || instrument.equals(staking.supplied()));
    if (staked && staking.rate().isPresent()) {
      return amount.multiply(staking.r()).multiply(p);
    }
    return instrument.type() == PositionType.BASE_TOKEN
        ? facts
            .prices()
            .last(Market.spot(new Token(instrument.symbol()), Token.USDT))
            .map(amount::multiply)
            .orElse(BigDecimal.ZERO)
        : BigDecimal.ZERO;
  }

  /** USDT rounded up, at most {@code limit}. */
  static BigDecimal cashFor(BigDecimal quantity, BigDecimal unitCost, BigDecimal limit) {
    return up(quantity.multiply(unitCost)).min(limit);
  }
}
