package io.strategystreams.core.strategy;

import static io.strategystreams.core.money.Decimals.atLeastZero;
import static io.strategystreams.core.money.Decimals.divide;
import static io.strategystreams.core.money.Decimals.down;
import static io.strategystreams.core.money.Decimals.downToLot;
import static io.strategystreams.core.money.Decimals.nearestLot;
import static io.strategystreams.core.money.Decimals.up;
import static io.strategystreams.core.money.Decimals.upToLot;

import io.strategystreams.core.exposure.Positions;
import io.strategystreams.core.market.Instrument;
import io.strategystreams.core.market.Market;
import io.strategystreams.core.market.PriceBoard;
import io.strategystreams.core.market.Venue;
import io.strategystreams.core.money.Token;
import io.strategystreams.core.plan.ChainOrders;
import io.strategystreams.core.plan.ExchangeOrders;
import io.strategystreams.core.plan.Intent;
import io.strategystreams.core.plan.Operation;
import io.strategystreams.core.plan.PlanDraft;
import io.strategystreams.core.plan.Sizing;
import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Draws the orders of a converted book, in the order that leaves nothing unhedged: funding,
 * purchase, shorts, stake.
 */
final class ConvertedPlan {
  private final ConvertedTerms terms;
  private final PlanDraft draft;
  private final MarginAccounts accounts;
  private final TreeSet<Venue> traded = new TreeSet<>();

  ConvertedPlan(ConvertedTerms terms) {
    this.terms = terms;
    this.draft = new PlanDraft(terms.facts().positions());
    this.accounts = new MarginAccounts(terms.facts().home());
  }

  PlanDraft draft() {
    return draft;
  }

  /**
   * Sells what lies idle beyond what brings the leg to the target it has once the sale is paid:
   * first the asset, then LST by swap.
   *
   * @param need target − leg equity, asset units
   * @return what the leg still lacks, LST outside it reckoned in, asset units
   */
  BigDecimal sellExcess(BigDecimal need) {
    Positions book = draft.book();
    BigDecimal idle = terms.idle(book);
    BigDecimal lst = terms.idleLst(book);
    BigDecimal lstValue = terms.idleLstValue(book);
    BigDecimal excess = idle.add(lstValue).subtract(need);
    if (excess.signum() <= 0) {
      return need.subtract(lstValue);
    }
    BigDecimal share = terms.legShare().multiply(terms.facts().fraction());
    BigDecimal cost = terms.sellingCost();
    BigDecimal sold = divide(excess, BigDecimal.ONE.subtract(share.multiply(cost)));
    BigDecimal swapped = BigDecimal.ZERO;
    BigDecimal lost = share.multiply(cost).multiply(sold);
    if (sold.compareTo(idle) > 0) {
      BigDecimal proceeds =
          lst.signum() == 0 ? BigDecimal.ZERO : terms.staking().expectedProceeds();
      BigDecimal spent = share.multiply(cost).multiply(idle);
      if (lst.signum() > 0) {
        BigDecimal r = terms.staking().r();
        BigDecimal loss = r.subtract(proceeds).add(cost.multiply(proceeds));
        swapped =
            up(divide(lstValue.subtract(need).add(spent), r.subtract(share.multiply(loss))))
                .min(lst);
        spent = spent.add(share.multiply(loss).multiply(swapped));
        swap(swapped);
      }
      sold = idle.add(swapped.multiply(proceeds));
      lost = spent;
    }
    if (terms.facts().isWithdrawing()) {
      sold = upToLot(sold, terms.spot().lot());
    }
    sell(draft, sold.min(terms.idle(draft.book())));
    BigDecimal moved = terms.leg().equity(draft.book()).subtract(terms.leg().equity(book));
    return need.subtract(lost).subtract(moved).subtract(terms.idleLstValue(draft.book()));
  }

  /** Swaps LST that lies outside the leg. */
  void swap(BigDecimal lst) {
    new ChainOrders(
            draft,
            terms.staking().lst(),
            terms.staking().protocol(),
            terms.facts().parameters().trading().swapSlippage())
        .swap(lst, terms.staking().dexPrice(), false, Intent.EXIT_PARTIAL);
  }

  /**
   * How much of the asset comes in: from idle holdings, and bought with how much USDT set aside.
   */
  record Purchase(BigDecimal fromIdle, BigDecimal bought, BigDecimal cash, boolean capped) {
    static final Purchase NOTHING =
        new Purchase(BigDecimal.ZERO, BigDecimal.ZERO, BigDecimal.ZERO, true);

    boolean isNothing() {
      return fromIdle.signum() == 0 && bought.signum() == 0;
    }
  }

  /**
   * What growth by {@code need} amounts to: idle asset first, then as much as {@code budget} USDT
   * buys with all costs, rounded down to the lot.
   */
  Purchase purchase(BigDecimal need, BigDecimal usableIdle, BigDecimal budget) {
    BigDecimal fromIdle = down(usableIdle.min(need));
    // What is bought lowers the equity its target is reckoned from: n + g·c·n = need.
    BigDecimal share = terms.legShare().multiply(terms.facts().fraction());
    BigDecimal cost = terms.sellingCost().add(terms.shorts().blendedFee());
    BigDecimal wanted = divide(need.subtract(fromIdle), BigDecimal.ONE.add(share.multiply(cost)));
    BigDecimal affordable = divide(budget, terms.unitCost());
    boolean capped = affordable.compareTo(wanted) <= 0;
    BigDecimal bought = downToLot(wanted.min(affordable), terms.spot().lot());
    if (!terms.isTradable(bought)) {
      BigDecimal worthIt = terms.isTradable(fromIdle) ? fromIdle : BigDecimal.ZERO;
      return new Purchase(worthIt, BigDecimal.ZERO, BigDecimal.ZERO, capped);
    }
    BigDecimal cash =
        capped ? down(budget) : ConvertedTerms.cashFor(bought, terms.unitCost(), budget);
    return new Purchase(fromIdle, bought, cash, capped);
  }

  /**
   * Raises the leg.
   *
   * @param margins by venue, brought there before any short grows
   * @return false if the leg's debt makes it impossible
   */
  boolean raise(
      Purchase purchase, SortedMap<Venue, BigDecimal> margins, Intent intent, boolean judgeByLot) {
    PlanDraft trial = new PlanDraft(draft.book());
    if (!grow(trial, purchase, intent, () -> {})) {
      return false;
    }
    BigDecimal netLong = terms.netLong(trial.book());
    boolean shortsGrow =
        needsHedge(trial.book(), netLong, judgeByLot)
            && hedgeChange(trial.book(), netLong).signum() < 0;
    boolean bought = purchase.bought().signum() > 0;
    if (bought || shortsGrow) {
      SortedMap<Venue, BigDecimal> wanted = withUnpaid(margins);
      wanted.merge(Venue.BINANCE, purchase.cash(), BigDecimal::add);
      accounts.fund(draft, wanted);
    }
    boolean done = grow(draft, purchase, intent, () -> hedge(netLong, judgeByLot));
    if (done && !bought) {
      if (shortsGrow) {
        accounts.fund(draft, withUnpaid(margins));
      }
      hedge(netLong, judgeByLot);
    }
    if (done && terms.facts().isWithdrawing() && !draft.isEmpty()) {
      bringHome();
    }
    return done;
  }

  /** What a withdrawal is owed lies at home and is not spent. */
  private SortedMap<Venue, BigDecimal> withUnpaid(SortedMap<Venue, BigDecimal> margins) {
    SortedMap<Venue, BigDecimal> wanted = new TreeMap<>(margins);
    wanted.merge(terms.facts().home(), terms.facts().unpaid(), BigDecimal::add);
    return wanted;
  }

  private boolean grow(PlanDraft target, Purchase purchase, Intent intent, Runnable afterPurchase) {
    if (!terms.isHedged()) {
      BigDecimal there = terms.pile().atExchange(target.book());
      terms.pile().bringToExchange(target, there.add(purchase.fromIdle()), Intent.FUNDING_TRANSFER);
    }
    if (purchase.bought().signum() > 0) {
      Intent reason = terms.isHedged() ? Intent.FUNDING_PURCHASE : Intent.BASIS_SPOT_LONG;
      exchange(target)
          .buy(terms.asset(), Token.USDT, purchase.bought(), terms.spot(), terms.p(), reason);
      afterPurchase.run();
    }
    BigDecimal in = purchase.fromIdle().add(purchase.bought());
    if (terms.isHedged()) {
      terms.pile().bringToWallet(target, in);
    }
    if (!terms.leg().raise(target, in, intent)) {
      return false;
    }
    sellIdle(target);
    return true;
  }

  /**
   * Lowers the leg by what brings it to its target after costs, and sells it with whatever lies
   * idle.
   *
   * @param surplus leg equity beyond its target, asset units
   * @param share fraction of equity the leg should hold after costs (0 leaves costs out)
   * @return false if the leg's debt makes it impossible
   */
  boolean lower(BigDecimal surplus, BigDecimal share, Intent intent) {
    BigDecimal idleLst = terms.idleLst(draft.book());
    BigDecimal swapLoss = BigDecimal.ZERO;
    if (idleLst.signum() > 0) {
      BigDecimal loss = terms.staking().r().subtract(terms.staking().expectedProceeds());
      swapLoss = share.multiply(idleLst).multiply(loss);
      swap(idleLst);
    }
    Positions book = draft.book();
    BigDecimal idle = terms.idle(book);
    BigDecimal imbalance =
        terms.netLong(book).add(terms.shorts().total(book)).abs().multiply(terms.hedgeCost());
    BigDecimal idleCost = share.multiply(idle).multiply(terms.sellingCost());
    BigDecimal out =
        LoweringAmount.of(
            surplus.add(swapLoss).add(idleCost).add(share.multiply(imbalance)),
            share,
            terms.leg().freeingCost(book, surplus),
            terms.sellingCost(),
            terms.hedgeCost());
    if (terms.facts().isWithdrawing()) {
      out = upToLot(out.add(idle), terms.spot().lot()).subtract(idle);
    }
    if (out.signum() <= 0) {
      sellIdle(draft);
      return true;
    }
    if (!terms.isHedged()) {
      sell(draft, out.add(idle).min(terms.pile().total(book)));
      return true;
    }
    if (!terms.leg().lower(draft, out, intent)) {
      return false;
    }
    sellIdle(draft);
    return true;
  }

  /** Frees and sells everything. */
  boolean close(Intent intent) {
    boolean open = terms.leg().isOpen(draft.book()) || terms.idleLst(draft.book()).signum() > 0;
    if (open && !terms.leg().close(draft, intent)) {
      return false;
    }
    sell(draft, terms.pile().total(draft.book()));
    return true;
  }

  /** Sells the asset that lies outside the leg, if it is worth an order. */
  void sellIdle(PlanDraft target) {
    sell(target, terms.idle(target.book()));
  }

  private void sell(PlanDraft target, BigDecimal quantity) {
    BigDecimal lots = downToLot(quantity, terms.spot().lot());
    if (!terms.isTradable(lots)) {
      return;
    }
    BigDecimal there = terms.pile().atExchange(target.book());
    BigDecimal kept =
        terms.isHedged()
            ? BigDecimal.ZERO
            : atLeastZero(there.add(terms.idle(target.book())).subtract(quantity));
    terms.pile().bringToExchange(target, quantity.add(kept), Intent.SETTLEMENT);
    Intent intent = terms.isHedged() ? Intent.SETTLEMENT : Intent.BASIS_SPOT_LONG;
    exchange(target)
        .sell(terms.asset(), Token.USDT, lots, terms.spot(), terms.price(), intent, Sizing.FOLLOWS);
  }

  /** Whether the perps are out of line with what the book ends long. */
  boolean needsHedge(Positions book, BigDecimal netLong, boolean judgeByLot) {
    BigDecimal deviation = terms.shorts().deviation(book, netLong);
    BigDecimal drift = terms.facts().parameters().hedge().maxDeltaDrift();
    boolean out = deviation.compareTo(terms.facts().threshold().min(drift)) > 0;
    boolean covers = hedgeChange(book, netLong).signum() > 0;
    return (out || (judgeByLot && covers))
        && nearestLot(terms.shorts().total(book).add(netLong), terms.shorts().finestLot()).signum()
            != 0;
  }

  private BigDecimal hedgeChange(Positions book, BigDecimal netLong) {
    return terms.shorts().trades(book, netLong).values().stream()
        .reduce(BigDecimal.ZERO, BigDecimal::add);
  }

  /** Trades the perps to −{@code netLong} if they are out of line. */
  void hedge(BigDecimal netLong, boolean judgeByLot) {
    if (!needsHedge(draft.book(), netLong, judgeByLot)) {
      return;
    }
    SortedMap<Venue, BigDecimal> trades = terms.shorts().trades(draft.book(), netLong);
    traded.addAll(trades.keySet());
    accounts.fund(draft, terms.shorts().fees(trades));
    terms.shorts().trade(draft, trades, exchange(draft));
  }

  /** As {@link #hedge}, with the margin of each venue brought there first where the short grows. */
  void hedgeFunded(SortedMap<Venue, BigDecimal> margins, boolean judgeByLot) {
    BigDecimal netLong = terms.netLong(draft.book());
    if (needsHedge(draft.book(), netLong, judgeByLot)
        && hedgeChange(draft.book(), netLong).signum() < 0) {
      accounts.fund(draft, margins);
    }
    hedge(netLong, judgeByLot);
  }

  /**
   * As {@link #hedge} where nothing may grow: the perps cover, or sell at most what the book is
   * naked long, at venues whose price is fresh and whose margin lies there already.
   */
  void hedgeNaked(boolean judgeByLot) {
    BigDecimal netLong = terms.netLong(draft.book());
    if (!needsHedge(draft.book(), netLong, judgeByLot)) {
      return;
    }
    if (netLong.add(terms.shorts().total(draft.book())).signum() <= 0) {
      hedge(netLong, judgeByLot);
      return;
    }
    SortedMap<Venue, BigDecimal> trades =
        terms.shorts().hedge(draft.book(), netLong, venue -> room(venue, netLong));
    traded.addAll(trades.keySet());
    terms.shorts().trade(draft, trades, exchange(draft));
  }

  /**
   * How much more a venue can be short before its margin calls, asset units; where all exchange
   * balances are margin, the coins that are hedged are themselves enough.
   */
  private BigDecimal room(Venue venue, BigDecimal netLong) {
    PriceBoard prices = terms.facts().prices();
    Market perp = Market.perp(venue, terms.asset());
    Optional<BigDecimal> price = prices.last(perp);
    if (price.isEmpty() || !prices.stale(List.of(perp)).isEmpty()) {
      return BigDecimal.ZERO;
    }
    if (terms.marginFraction().signum() == 0) {
      return netLong;
    }
    BigDecimal minimum = terms.facts().parameters().hedge().marginRatioMin();
    BigDecimal fee = terms.facts().catalogue().rulesOf(perp).takerFee();
    BigDecimal spare =
        MarginAccounts.balance(draft.book(), venue)
            .subtract(minimum.multiply(terms.shorts().notional(draft.book(), venue)));
    return divide(atLeastZero(spare), price.get().multiply(minimum.add(fee)));
  }

  /**
   * Brings each venue the margin it lacks after this plan's costs, from what a withdrawal is not
   * owed.
   */
  void restoreMargins() {
    accounts.fund(draft, withUnpaid(terms.margins(investableAfterCosts())));
  }

  /** Brings each venue {@code lacking} USDT on top of what it held before the plan. */
  void topUp(SortedMap<Venue, BigDecimal> lacking) {
    SortedMap<Venue, BigDecimal> wanted = new TreeMap<>();
    for (Venue venue : terms.shorts().venues(draft.book())) {
      BigDecimal held = MarginAccounts.balance(draft.before(), venue);
      wanted.put(venue, held.add(lacking.getOrDefault(venue, BigDecimal.ZERO)));
    }
    accounts.fund(draft, wanted);
  }

  /**
   * Sends home what venues hold beyond their margin after this plan's costs; nothing is tolerated
   * away from home in an exit or while W is not covered there.
   */
  void bringHome() {
    Facts facts = terms.facts();
    boolean owed = facts.unpaid().compareTo(terms.usdtAtHome(draft.book())) > 0;
    BigDecimal tolerance = facts.exits() || owed ? BigDecimal.ZERO : facts.threshold();
    SortedMap<Venue, BigDecimal> kept = new TreeMap<>(terms.margins(investableAfterCosts()));
    if (terms.queued(draft.book()).signum() > 0) {
      for (Venue venue : terms.shorts().venues(draft.book())) {
        if (draft.present(Instrument.perp(venue, terms.asset())).signum() != 0) {
          kept.merge(venue, marginOfOpenShort(venue), BigDecimal::max);
        }
      }
    }
    accounts.bringHome(draft, kept, tolerance, traded);
  }

  /** A short that waits for the queue keeps what its venue held before the plan, USDT. */
  private BigDecimal marginOfOpenShort(Venue venue) {
    return MarginAccounts.balance(draft.before(), venue)
        .min(MarginAccounts.balance(draft.book(), venue));
  }

  /** E' once this plan's expected costs, slippage included, are paid. */
  private BigDecimal investableAfterCosts() {
    Facts facts = terms.facts();
    if (facts.exits()) {
      return BigDecimal.ZERO;
    }
    BigDecimal slipped =
        draft.steps().stream()
            .flatMap(step -> step.orders().stream())
            .filter(
                order ->
                    order.operation() == Operation.SPOT_TRADE
                        || order.operation() == Operation.PERP_TRADE)
            .map(order -> order.amount().value().multiply(terms.p()).multiply(terms.slippage()))
            .reduce(BigDecimal.ZERO, BigDecimal::add);
    BigDecimal equity =
        facts
            .equity()
            .add(terms.value(draft.book()))
            .subtract(terms.value(draft.before()))
            .subtract(slipped);
    return atLeastZero(facts.fraction().multiply(equity.subtract(facts.unpaid())));
  }

  private ExchangeOrders exchange(PlanDraft target) {
    return new ExchangeOrders(target, terms.slippage());
  }
}
