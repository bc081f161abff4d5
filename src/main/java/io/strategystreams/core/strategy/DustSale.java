package io.strategystreams.core.strategy;

import static io.strategystreams.core.money.Decimals.divide;
import static io.strategystreams.core.money.Decimals.down;
import static io.strategystreams.core.money.Decimals.downToLot;
import static io.strategystreams.core.money.Decimals.up;

import io.strategystreams.core.exposure.Positions;
import io.strategystreams.core.market.Instrument;
import io.strategystreams.core.market.Market;
import io.strategystreams.core.market.MarketRules;
import io.strategystreams.core.market.PriceBoard;
import io.strategystreams.core.market.Venue;
import io.strategystreams.core.money.Decimals;
import io.strategystreams.core.money.Token;
import io.strategystreams.core.plan.ExchangeOrders;
import io.strategystreams.core.plan.Intent;
import io.strategystreams.core.plan.PlanDraft;
import io.strategystreams.core.plan.Sizing;
import io.strategystreams.core.plan.TransferOrders;
import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Sale of dust for the share class at binance, after a transfer where it lies elsewhere. Each token
 * is judged by itself; one without a price or below {@code dust.min_notional} stays. A pair without
 * a market is priced through USDT.
 */
final class DustSale {
  private static final List<Token> TOKENS =
      List.of(new Token("EIGEN"), Token.ETH, new Token("ETHFI"));

  private final Facts facts;
  private final PriceBoard prices;
  private final Token share;

  DustSale(Facts facts) {
    this.facts = facts;
    this.prices = facts.prices();
    this.share = facts.parameters().shareClass();
  }

  /** The orders that sell what is worth it; empty if nothing is. */
  PlanDraft draw() {
    PlanDraft draft = new PlanDraft(facts.positions());
    for (Token token : TOKENS) {
      BigDecimal reported =
          facts.situation().exposure().dust().getOrDefault(token, BigDecimal.ZERO);
      if (!token.equals(share) && reported.signum() > 0) {
        sell(draft, token, reported);
      }
    }
    return draft;
  }

  private void sell(PlanDraft draft, Token token, BigDecimal reported) {
    Optional<BigDecimal> inUsdt = prices.last(Market.spot(token, Token.USDT));
    Optional<BigDecimal> price = price(token);
    Optional<MarketRules> rules = rules(token);
    if (inUsdt.isEmpty() || price.isEmpty() || rules.isEmpty()) {
      return;
    }
    SortedMap<Instrument, BigDecimal> places = places(draft.book(), token, reported);
    BigDecimal present = places.values().stream().reduce(BigDecimal.ZERO, BigDecimal::add);
    BigDecimal quantity = downToLot(present, rules.get().lot());
    boolean worthIt =
        present.multiply(inUsdt.get()).compareTo(facts.parameters().trading().dustMinNotional())
            > 0;
    if (!worthIt
        || quantity.signum() == 0
        || quantity.multiply(price.get()).compareTo(minNotional(rules.get())) < 0) {
      return;
    }
    bring(draft, places);
    new ExchangeOrders(draft, facts.parameters().trading().slippage())
        .sell(
            token,
            share,
            quantity,
            inShare(rules.get()),
            price,
            Intent.DUST_CLEANUP,
            Sizing.FOLLOWS);
  }

  private static void bring(PlanDraft draft, SortedMap<Instrument, BigDecimal> places) {
    for (Map.Entry<Instrument, BigDecimal> place : places.entrySet()) {
      if (!place.getKey().venue().equals(Venue.BINANCE)) {
        new TransferOrders(draft)
            .move(
                place.getKey(),
                Venue.BINANCE,
                down(place.getValue()),
                Intent.DUST_CLEANUP,
                Sizing.FIXED);
      }
    }
  }

  /**
   * Where the dust lies, no more than was reported; ETH in the wallet beyond the gas reserve only.
   */
  private SortedMap<Instrument, BigDecimal> places(
      Positions book, Token token, BigDecimal reported) {
    SortedMap<Instrument, BigDecimal> places = new TreeMap<>();
    BigDecimal left = reported;
    for (Map.Entry<Instrument, BigDecimal> held : walletFirst(book, token).entrySet()) {
      boolean gas = token.equals(Token.ETH) && held.getKey().venue().equals(Venue.WALLET);
      BigDecimal reserve = gas ? facts.parameters().trading().gasReserve() : BigDecimal.ZERO;
      BigDecimal taken = held.getValue().subtract(reserve).max(BigDecimal.ZERO).min(left);
      if (taken.signum() > 0) {
        places.put(held.getKey(), taken);
        left = left.subtract(taken);
      }
    }
    return places;
  }

  private static Map<Instrument, BigDecimal> walletFirst(Positions book, Token token) {
    Map<Instrument, BigDecimal> ordered = new LinkedHashMap<>();
    SortedMap<Instrument, BigDecimal> held = book.balancesOf(token);
    Instrument wallet = Instrument.base(Venue.WALLET, token);
    if (held.containsKey(wallet)) {
      ordered.put(wallet, held.get(wallet));
    }
    held.forEach(ordered::putIfAbsent);
    return ordered;
  }

  /** Share class units per token. */
  private Optional<BigDecimal> price(Token token) {
    Optional<BigDecimal> direct = prices.last(Market.spot(token, share));
    if (direct.isPresent()) {
      return direct;
    }
    Optional<BigDecimal> ofShare = prices.last(Market.spot(share, Token.USDT));
    return prices
        .last(Market.spot(token, Token.USDT))
        .flatMap(inUsdt -> ofShare.map(shareInUsdt -> divide(inUsdt, shareInUsdt)))
        .map(Decimals::down);
  }

  private Optional<MarketRules> rules(Token token) {
    Optional<MarketRules> direct = facts.catalogue().find(Market.spot(token, share));
    return direct.isPresent() ? direct : facts.catalogue().find(Market.spot(token, Token.USDT));
  }

  /**
   * Minimum notionals are in USDT; a pair in another share class has them at that share class's
   * price.
   */
  private MarketRules inShare(MarketRules rules) {
    return new MarketRules(rules.lot(), minNotional(rules), rules.takerFee());
  }

  private BigDecimal minNotional(MarketRules rules) {
    if (share.equals(Token.USDT)) {
      return rules.minNotional();
    }
    return prices
        .last(Market.spot(share, Token.USDT))
        .map(shareInUsdt -> up(divide(rules.minNotional(), shareInUsdt)))
        .orElse(rules.minNotional());
  }
}
