package io.strategystreams.core.strategy;

import static io.strategystreams.core.money.Decimals.atLeastZero;
import static io.strategystreams.core.money.Decimals.divide;

import io.strategystreams.core.exposure.Positions;
import io.strategystreams.core.leg.LeveragedStakingLeg;
import io.strategystreams.core.market.Instrument;
import io.strategystreams.core.market.Market;
import io.strategystreams.core.market.Venue;
import io.strategystreams.core.money.Token;
import io.strategystreams.core.plan.Action;
import io.strategystreams.core.plan.Intent;
import io.strategystreams.core.plan.PlanDraft;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;

/**
 * A neutral book in USDT: a long leg in a volatile asset (spot, staking, leveraged staking) and
 * perps short of what the book is long. Decides what moves; {@link ConvertedPlan} draws the orders,
 * {@link ConvertedView} says what is seen.
 */
final class ConvertedBook implements BookPlanner {
  private static final BigDecimal LEFT_OVER_COSTS = BigDecimal.valueOf(3);

  private final ConvertedTerms terms;
  private final ConvertedView view;
  private final Facts facts;
  private final BigDecimal threshold;

  /**
   * @param threshold fraction by which the long leg may be off its target
   */
  ConvertedBook(ConvertedTerms terms, BigDecimal threshold) {
    this.terms = terms;
    this.view = new ConvertedView(terms);
    this.facts = terms.facts();
    this.threshold = threshold;
  }

  @Override
  public Proposal propose(boolean mayGrow) {
    Positions book = facts.positions();
    if (facts.exits()) {
      return exit(book);
    }
    List<Market> needed = new ArrayList<>(terms.leg().valuationMarkets());
    needed.add(terms.spotMarket());
    List<Market> missing = facts.prices().missing(needed);
    return missing.isEmpty()
        ? adjust(book, mayGrow)
        : Proposal.none(Reason.PRICE_MISSING, "no price of " + missing);
  }

  private Proposal exit(Positions book) {
    ConvertedPlan plan = new ConvertedPlan(terms);
    if (!plan.close(Intent.EXIT_FULL)) {
      return view.ofExit(book).withoutAction(Reason.UNDERWATER, underwater());
    }
    plan.hedge(terms.netLong(plan.draft().book()), true);
    plan.bringHome();
    Reason reason = facts.exit().orElseThrow();
    return plan.draft().isEmpty()
        ? view.ofExit(book).withoutAction(reason, "nothing is left to do")
        : view.acting(view.ofExit(book), plan.draft(), Action.EXIT_FULL, reason, false);
  }

  private Proposal adjust(Positions book, boolean mayGrow) {
    MarginRule margin = new MarginRule(terms);
    if (margin.calls()) {
      Proposal answer = margin.answer(view.of(book), this);
      if (answer.acts()) {
        return answer;
      }
    }
    BigDecimal target = terms.legTarget(facts.investable());
    BigDecimal need = target.subtract(terms.leg().equity(book));
    boolean outOfLine = isOutOfLine(book, target);
    boolean sizeOff = target.signum() == 0 || divide(need.abs(), target).compareTo(threshold) > 0;
    BigDecimal missing = missing(book);
    boolean judgedByLot = awaitsWithdrawal(book);
    boolean surplus = need.signum() < 0 && (judgedByLot || (outOfLine && sizeOff));
    if (surplus || judgedByLot || missing.compareTo(withinThreshold()) > 0) {
      Proposal lowered = lower(book, need.negate().max(divide(missing, terms.p())));
      if (lowered.acts() || lowered.reason() == Reason.UNDERWATER) {
        return lowered;
      }
    }
    Proposal raised = null;
    if (target.signum() > 0 && (outOfLine || (need.signum() > 0 && hasFunds(book)))) {
      raised = raise(book, need, mayGrow && !isOwed(book));
      if (raised.acts() && (mayGrow || !raised.grows())) {
        return raised;
      }
    }
    Proposal settled = settle(book, mayGrow);
    if (settled.acts() && (mayGrow || !settled.grows())) {
      return settled;
    }
    if (raised != null && (raised.acts() || outOfLine)) {
      return raised;
    }
    return settled;
  }

  private boolean isOutOfLine(Positions book, BigDecimal target) {
    return target.signum() > 0
        ? terms.leg().deviation(book, target).compareTo(threshold) > 0
        : terms.leg().isOpen(book);
  }

  /**
   * While W exceeds what is at home or comes there without the leg, legs are judged by lot and
   * minimum notional alone; what is queued is freed already, and until it came nothing more is
   * asked for within the threshold.
   */
  private boolean awaitsWithdrawal(Positions book) {
    return missing(book).signum() > 0 && terms.queued(book).signum() == 0;
  }

  /** What of a withdrawal only the leg can pay, USDT; zero where nothing is asked back. */
  private BigDecimal missing(Positions book) {
    return facts.isWithdrawing() ? atLeastZero(terms.missingAtHome(book)) : BigDecimal.ZERO;
  }

  private BigDecimal withinThreshold() {
    return facts.threshold().multiply(facts.investable());
  }

  /** Whether a withdrawal is not covered at home yet; until it is, an open leg takes in nothing. */
  private boolean isOwed(Positions book) {
    return facts.isWithdrawing()
        && facts.unpaid().compareTo(terms.usdtAtHome(book)) > 0
        && (missing(book).signum() > 0 || terms.queued(book).signum() > 0)
        && terms.leg().isOpen(book);
  }

  /**
   * Idle asset worth an order, or (hedged books) idle deposits beyond θ·E', call for growth within
   * the threshold.
   */
  private boolean hasFunds(Positions book) {
    boolean deposit = terms.isHedged() && idleDeposit(book).compareTo(withinThreshold()) > 0;
    return deposit || terms.isTradable(terms.idle(book));
  }

  /** USDT at venues that hold no margin, less what a withdrawal or φ holds back. */
  private BigDecimal idleDeposit(Positions book) {
    SortedMap<Venue, BigDecimal> margins = terms.margins(facts.investable());
    BigDecimal idle = BigDecimal.ZERO;
    for (Map.Entry<Instrument, BigDecimal> held : book.balancesOf(Token.USDT).entrySet()) {
      boolean marginVenue = margins.containsKey(held.getKey().venue());
      idle = idle.add(marginVenue ? BigDecimal.ZERO : held.getValue());
    }
    return idle.subtract(facts.equity().subtract(facts.investable()));
  }

  private Proposal raise(Positions book, BigDecimal need, boolean mayGrow) {
    ConvertedPlan plan = new ConvertedPlan(terms);
    BigDecimal lacking = atLeastZero(plan.sellExcess(need));
    Positions after = plan.draft().book();
    BigDecimal budget =
        atLeastZero(
            terms
                .usdt(after)
                .subtract(facts.unpaid())
                .subtract(terms.margin(facts.investable()))
                .subtract(terms.feesOfHedging(after)));
    ConvertedPlan.Purchase purchase =
        mayGrow
            ? plan.purchase(lacking, terms.idle(after), budget)
            : ConvertedPlan.Purchase.NOTHING;
    boolean opens = opens(book);
    if (!opens && isLeftOver(purchase, book)) {
      return view.of(book)
          .withoutAction(
              Reason.INSUFFICIENT_FUNDS,
              "what is deployable is no more than an earlier purchase kept back for slippage");
    }
    boolean owes =
        terms.leg() instanceof LeveragedStakingLeg leveraged
            && leveraged.owesTooMuch(
                book, purchase.fromIdle().add(purchase.bought()).add(terms.idleLstValue(book)));
    Proposal seen = view.of(book);
    boolean moved = terms.leg().equity(after).compareTo(terms.leg().equity(book)) > 0;
    if (purchase.isNothing() && !moved && !isLeverOff(book)) {
      return seen.withoutAction(
          Reason.INSUFFICIENT_FUNDS, "nothing deployable reaches a lot and the minimum notional");
    }
    Intent intent = opens ? Intent.ENTRY_FULL : Intent.ENTRY_PARTIAL;
    if (!plan.raise(purchase, terms.margins(facts.investable()), intent, false)) {
      return seen.withoutAction(Reason.UNDERWATER, underwater());
    }
    if (plan.draft().isEmpty()) {
      return seen.withoutAction(Reason.INSUFFICIENT_FUNDS, "nothing deployable reaches a lot");
    }
    if (!isHedgedEnough(plan.draft())) {
      return seen.withoutAction(
          Reason.INSUFFICIENT_FUNDS,
          "what could be bought is below the lot or minimum notional of its hedge");
    }
    if (owes) {
      boolean grows = plan.draft().contains(ConvertedView::isGrowth);
      return view.acting(seen, plan.draft(), Action.EXIT_PARTIAL, Reason.LTV_ABOVE_TARGET, grows);
    }
    Reason reason =
        opens
            ? Reason.NO_POSITION
            : purchase.isNothing() && isLeverOff(book)
                ? Reason.LTV_BELOW_TARGET
                : Reason.BELOW_TARGET;
    return view.acting(
        seen, plan.draft(), opens ? Action.ENTRY_FULL : Action.ENTRY_PARTIAL, reason, true);
  }

  /**
   * What a purchase kept back for slippage, and what its costs freed of the margin, must not call
   * for the next one: of an open leg that is at most a few times the leg's own costs, and a lot.
   */
  private boolean isLeftOver(ConvertedPlan.Purchase purchase, Positions book) {
    BigDecimal costs = terms.sellingCost().add(terms.hedgeCost());
    BigDecimal ofLeg = terms.leg().equity(book).multiply(costs).multiply(LEFT_OVER_COSTS);
    return purchase.capped()
        && purchase.fromIdle().signum() == 0
        && purchase.bought().signum() > 0
        && purchase.cash().compareTo(ofLeg.add(terms.spot().lot()).multiply(terms.p())) <= 0;
  }

  private boolean opens(Positions book) {
    return !terms.leg().isOpen(book) && !terms.shorts().isOpen(book);
  }

  /**
   * Whether a leveraged leg has work to do without new funds: its LTV is off, or LST lies outside
   * it.
   */
  private boolean isLeverOff(Positions book) {
    BigDecimal equity = terms.leg().equity(book);
    boolean off =
        terms.leg() instanceof LeveragedStakingLeg
            && terms.leg().isOpen(book)
            && (equity.signum() <= 0
                || terms.leg().deviation(book, equity).compareTo(threshold) > 0);
    return off || terms.idleLst(book).signum() > 0;
  }

  /** Growth must not leave more unhedged than max_delta_drift and a lot allow. */
  private boolean isHedgedEnough(PlanDraft draft) {
    BigDecimal netLong = terms.netLong(draft.book());
    BigDecimal open = netLong.add(terms.shorts().total(draft.book())).abs();
    BigDecimal before =
        terms.netLong(draft.before()).add(terms.shorts().total(draft.before())).abs();
    BigDecimal drift = facts.parameters().hedge().maxDeltaDrift().multiply(netLong);
    boolean naked =
        netLong.compareTo(terms.spot().lot()) >= 0 && !terms.shorts().isOpen(draft.book());
    boolean drifted = open.compareTo(drift.add(terms.shorts().finestLot())) > 0;
    return !naked && (!drifted || open.compareTo(before) <= 0);
  }

  /**
   * Shrinks both legs without a queue and makes margin of what that frees.
   *
   * @param surplus what the long leg gives up, asset units
   * @param lacking USDT that each venue then lacks as margin
   */
  Proposal shrinkForMargin(BigDecimal surplus, SortedMap<Venue, BigDecimal> lacking) {
    Positions book = facts.positions();
    ConvertedPlan plan = new ConvertedPlan(terms.urgent());
    boolean closes = surplus.compareTo(terms.leg().equity(book)) >= 0;
    boolean done =
        closes
            ? plan.close(Intent.EXIT_PARTIAL)
            : plan.lower(surplus, BigDecimal.ZERO, Intent.EXIT_PARTIAL);
    if (!done) {
      return view.of(book).withoutAction(Reason.UNDERWATER, underwater());
    }
    plan.hedge(terms.netLong(plan.draft().book()), true);
    plan.topUp(lacking);
    return plan.draft().isEmpty()
        ? view.of(book).withoutAction(Reason.BELOW_MINIMUM, "the margin lacking is below a lot")
        : view.acting(
            view.of(book), plan.draft(), Action.EXIT_PARTIAL, Reason.MARGIN_SHRINK, false);
  }

  /**
   * @param surplus leg equity beyond its target, or what a withdrawal lacks, asset units
   */
  private Proposal lower(Positions book, BigDecimal surplus) {
    ConvertedPlan plan = new ConvertedPlan(terms);
    boolean closes =
        facts.investable().signum() == 0 || surplus.compareTo(terms.leg().equity(book)) >= 0;
    BigDecimal share = terms.legShare().multiply(facts.fraction());
    boolean done =
        closes ? plan.close(Intent.EXIT_PARTIAL) : plan.lower(surplus, share, Intent.EXIT_PARTIAL);
    if (!done) {
      return view.of(book).withoutAction(Reason.UNDERWATER, underwater());
    }
    plan.hedgeFunded(terms.margins(facts.investable()), true);
    if (!plan.draft().isEmpty()) {
      plan.bringHome();
      plan.restoreMargins();
    }
    Reason reason = facts.isWithdrawing() ? Reason.WITHDRAWAL_PARTIAL : Reason.ABOVE_TARGET;
    return plan.draft().isEmpty()
        ? view.of(book)
            .withoutAction(
                Reason.BELOW_MINIMUM, "the surplus is below a lot or the minimum notional")
        : view.acting(view.of(book), plan.draft(), Action.EXIT_PARTIAL, reason, false);
  }

  /**
   * The long leg stays: idle asset is sold, the hedge follows, share class that a withdrawal needs
   * comes home.
   *
   * @param mayGrow if not, the hedge still follows, but only as far as a leg is naked
   */
  private Proposal settle(Positions book, boolean mayGrow) {
    ConvertedPlan plan = new ConvertedPlan(terms);
    boolean idleLst = terms.idleLst(book).signum() > 0;
    if (idleLst) {
      plan.swap(terms.idleLst(book));
    }
    plan.sellIdle(plan.draft());
    boolean sold = !plan.draft().isEmpty();
    BigDecimal before = terms.shorts().total(book);
    if (mayGrow) {
      plan.hedgeFunded(terms.margins(facts.investable()), awaitsWithdrawal(book));
    } else {
      plan.hedgeNaked(awaitsWithdrawal(book));
    }
    BigDecimal change = terms.shorts().total(plan.draft().book()).subtract(before);
    boolean hedged = change.signum() != 0;
    if (facts.isWithdrawing() || sold) {
      plan.bringHome();
    }
    if (plan.draft().isEmpty()) {
      return view.of(book)
          .withoutAction(
              facts.investable().signum() == 0 ? Reason.NO_EQUITY : Reason.ON_TARGET, null);
    }
    if (sold) {
      return view.acting(
          view.of(book),
          plan.draft(),
          Action.EXIT_PARTIAL,
          Reason.IDLE_ASSETS,
          mayGrow && change.signum() < 0);
    }
    if (!hedged) {
      return view.acting(
          view.of(book), plan.draft(), Action.EXIT_PARTIAL, Reason.AWAY_FROM_HOME, false);
    }
    boolean sells = change.signum() < 0;
    if (sells && !mayGrow && Solvency.overdrawn(plan.draft(), facts).isPresent()) {
      return view.of(book)
          .withoutAction(
              Reason.INSUFFICIENT_FUNDS, "no fees for the hedge are where it is missing");
    }
    Action action = sells ? Action.ENTRY_PARTIAL : Action.EXIT_PARTIAL;
    return view.acting(view.of(book), plan.draft(), action, Reason.DELTA_DRIFT, sells && mayGrow);
  }

  private String underwater() {
    return terms.isHedged() && terms.staking().dexPrice().isEmpty()
        ? "no price of " + terms.staking().dexMarket() + " to swap at"
        : "the debt cannot be repaid from the collateral at present prices and costs";
  }
}
