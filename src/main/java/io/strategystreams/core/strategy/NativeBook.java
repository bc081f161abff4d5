package io.strategystreams.core.strategy;

import static io.strategystreams.core.money.Decimals.atLeastZero;
import static io.strategystreams.core.money.Decimals.divide;
import static io.strategystreams.core.money.Decimals.down;
import static io.strategystreams.core.money.Decimals.up;

import io.strategystreams.core.exposure.Positions;
import io.strategystreams.core.leg.LeveragedStakingLeg;
import io.strategystreams.core.leg.LiquidStaking;
import io.strategystreams.core.leg.LongLeg;
import io.strategystreams.core.market.Market;
import io.strategystreams.core.money.Decimals;
import io.strategystreams.core.money.Token;
import io.strategystreams.core.plan.Action;
import io.strategystreams.core.plan.Intent;
import io.strategystreams.core.plan.Operation;
import io.strategystreams.core.plan.PlanDraft;
import java.math.BigDecimal;
import java.util.List;

/**
 * A book whose asset is its share class: lending, staking, leveraged staking. What the leg consumes
 * is brought to the wallet and put in; what it frees is share class at home already.
 */
final class NativeBook implements BookPlanner {
  private final Facts facts;
  private final LongLeg leg;
  private final LiquidStaking staking;
  private final ShareClass share;

  /**
   * @param staking the leg's LST, null for lending
   */
  NativeBook(Facts facts, LongLeg leg, LiquidStaking staking) {
    this.facts = facts;
    this.leg = leg;
    this.staking = staking;
    this.share = new ShareClass(facts.parameters().shareClass(), facts.home());
  }

  @Override
  public Proposal propose(boolean mayGrow) {
    Positions book = facts.positions();
    List<Market> missing = facts.prices().missing(leg.valuationMarkets());
    if (!missing.isEmpty() && (!facts.exits() || leg.isOpen(book))) {
      return facts.exits()
          ? exit(book)
          : Proposal.none(Reason.PRICE_MISSING, "no price of " + missing);
    }
    return facts.exits() ? exit(book) : adjust(book, mayGrow);
  }

  private Proposal exit(Positions book) {
    PlanDraft draft = new PlanDraft(book);
    share.bringHome(draft);
    boolean idleLst = idleLst(book).signum() > 0;
    if ((leg.isOpen(book) || idleLst) && !leg.close(draft, Intent.EXIT_FULL)) {
      return view(book, BigDecimal.ZERO).withoutAction(Reason.UNDERWATER, underwater());
    }
    return close(
        view(book, BigDecimal.ZERO), draft, Action.EXIT_FULL, facts.exit().orElseThrow(), false);
  }

  private Proposal adjust(Positions book, boolean mayGrow) {
    BigDecimal target = facts.investable();
    Proposal view = view(book, target);
    BigDecimal need = target.subtract(leg.equity(book));
    BigDecimal deviation = target.signum() > 0 ? leg.deviation(book, target) : BigDecimal.ZERO;
    boolean outOfLine =
        target.signum() > 0 ? deviation.compareTo(facts.threshold()) > 0 : leg.isOpen(book);
    BigDecimal missing = missing(book);
    BigDecimal afterSale =
        need.subtract(facts.fraction().multiply(lossOfSelling(excessLst(book, need))));
    boolean surplus = afterSale.signum() < 0 && outOfLine && isBeyondThreshold(afterSale, target);
    if (surplus || missing.signum() > 0) {
      return lower(book, view, target, missing);
    }
    Proposal tidied = tidy(book, view);
    if (!outOfLine || target.signum() == 0) {
      return tidied;
    }
    Proposal raised = raise(book, view, need, mayGrow);
    if (raised.grows() && !mayGrow) {
      return tidied;
    }
    return tidied.acts() && !raised.acts() ? tidied : raised;
  }

  /**
   * What of a withdrawal is neither share class anywhere nor on its way out of the leg. On chain
   * there is no lot to judge a leg by, so a withdrawal lowers it by this and not by every drift.
   */
  private BigDecimal missing(Positions book) {
    if (!facts.isWithdrawing()) {
      return BigDecimal.ZERO;
    }
    BigDecimal lst = idleLst(book);
    BigDecimal swapped =
        lst.signum() == 0 ? BigDecimal.ZERO : lst.multiply(staking.expectedProceeds());
    BigDecimal free = share.total(book).add(queued(book)).add(swapped);
    return atLeastZero(facts.unpaid().subtract(free)).min(atLeastZero(leg.equity(book)));
  }

  /**
   * Whether the missing or surplus equity itself, apart from the leg's LTV, is beyond the
   * threshold.
   */
  private boolean isBeyondThreshold(BigDecimal need, BigDecimal target) {
    return target.signum() == 0 || divide(need.abs(), target).compareTo(facts.threshold()) > 0;
  }

  /**
   * @param need target − leg, share class units; negative where only the leg's LTV is off
   * @param mayGrow if not, only debt is lowered
   */
  private Proposal raise(Positions book, Proposal view, BigDecimal need, boolean mayGrow) {
    PlanDraft draft = new PlanDraft(book);
    boolean opens = !leg.isOpen(book);
    Intent intent = opens ? Intent.ENTRY_FULL : Intent.ENTRY_PARTIAL;
    BigDecimal sold = excessLst(book, need);
    BigDecimal loss = lossOfSelling(sold);
    if (sold.signum() > 0) {
      share.sellIdleLst(draft, staking, facts, sold);
    }
    BigDecimal lstValue = lstValue(draft.book());
    BigDecimal available = atLeastZero(share.total(draft.book()).subtract(facts.unpaid()));
    BigDecimal lacking = need.subtract(facts.fraction().multiply(loss)).subtract(lstValue);
    BigDecimal amount = mayGrow ? down(atLeastZero(lacking).min(available)) : BigDecimal.ZERO;
    if (amount.signum() == 0 && lstValue.signum() == 0 && !isLeverOff(book)) {
      return view.withoutAction(
          Reason.INSUFFICIENT_FUNDS, "nothing deployable for " + Decimals.plain(down(need)));
    }
    boolean owes =
        leg instanceof LeveragedStakingLeg leveraged
            && leveraged.owesTooMuch(book, amount.add(lstValue));
    share.bring(draft, amount, consumed());
    if (!leg.raise(draft, amount, intent)) {
      return view.withoutAction(Reason.UNDERWATER, underwater());
    }
    if (draft.isEmpty()) {
      return view.withoutAction(Reason.INSUFFICIENT_FUNDS, "nothing deployable");
    }
    if (owes) {
      boolean stakes = draft.contains(order -> order.operation() == Operation.STAKE);
      return close(view, draft, Action.EXIT_PARTIAL, Reason.LTV_ABOVE_TARGET, stakes);
    }
    Reason reason =
        opens
            ? Reason.NO_POSITION
            : amount.signum() > 0 ? Reason.BELOW_TARGET : Reason.LTV_BELOW_TARGET;
    return close(view, draft, opens ? Action.ENTRY_FULL : Action.ENTRY_PARTIAL, reason, true);
  }

  /** Whether the LTV itself is off, which takes no new funds to mend. */
  private boolean isLeverOff(Positions book) {
    if (!(leg instanceof LeveragedStakingLeg) || !leg.isOpen(book)) {
      return false;
    }
    BigDecimal equity = leg.equity(book);
    return equity.signum() <= 0 || leg.deviation(book, equity).compareTo(facts.threshold()) > 0;
  }

  /**
   * Idle LST that no leg takes in, LST units: beyond what brings the leg to the target it has once
   * the swap is paid, v − x·r = need − φ·x·(r − m(1 − s)).
   */
  private BigDecimal excessLst(Positions book, BigDecimal need) {
    BigDecimal excess = lstValue(book).subtract(need);
    if (idleLst(book).signum() == 0 || excess.signum() <= 0) {
      return BigDecimal.ZERO;
    }
    BigDecimal loss = staking.r().subtract(staking.expectedProceeds());
    return up(divide(excess, staking.r().subtract(facts.fraction().multiply(loss))))
        .min(idleLst(book));
  }

  private BigDecimal lossOfSelling(BigDecimal lst) {
    return lst.signum() == 0
        ? BigDecimal.ZERO
        : lst.multiply(staking.r().subtract(staking.expectedProceeds()));
  }

  private BigDecimal lstValue(Positions book) {
    BigDecimal lst = idleLst(book);
    return lst.signum() == 0 ? BigDecimal.ZERO : lst.multiply(staking.r());
  }

  private Proposal lower(Positions book, Proposal view, BigDecimal target, BigDecimal missing) {
    PlanDraft draft = new PlanDraft(book);
    // First what need not wait: once an unstake is queued nothing else may be left to do.
    if (facts.isWithdrawing()) {
      share.bringHome(draft);
    }
    boolean closes = target.signum() == 0;
    BigDecimal idle = closes ? BigDecimal.ZERO : idleLst(book);
    if (idle.signum() > 0) {
      share.sellIdleLst(draft, staking, facts, idle);
    }
    BigDecimal surplus =
        atLeastZero(
            leg.equity(book).subtract(target).add(facts.fraction().multiply(lossOfSelling(idle))));
    BigDecimal out =
        closes
            ? surplus
            : LoweringAmount.of(surplus, facts.fraction(), leg.freeingCost(book, surplus))
                .max(missing);
    boolean done =
        closes
            ? leg.close(draft, Intent.EXIT_PARTIAL)
            : out.signum() > 0 && leg.lower(draft, out, Intent.EXIT_PARTIAL);
    if (!done) {
      return view.withoutAction(Reason.UNDERWATER, underwater());
    }
    Reason reason = facts.isWithdrawing() ? Reason.WITHDRAWAL_PARTIAL : Reason.ABOVE_TARGET;
    return close(view, draft, Action.EXIT_PARTIAL, reason, false);
  }

  /**
   * Nothing of the leg moves: idle LST is sold, share class that a withdrawal needs is brought
   * home.
   */
  private Proposal tidy(Positions book, Proposal view) {
    PlanDraft draft = new PlanDraft(book);
    if (idleLst(book).signum() > 0) {
      share.sellIdleLst(draft, staking, facts, idleLst(book));
      return close(view, draft, Action.EXIT_PARTIAL, Reason.IDLE_ASSETS, false);
    }
    if (facts.isWithdrawing()) {
      share.bringHome(draft);
    }
    if (!draft.isEmpty()) {
      return close(view, draft, Action.EXIT_PARTIAL, Reason.AWAY_FROM_HOME, false);
    }
    boolean nothing = facts.investable().signum() == 0 && !leg.isOpen(book);
    return view.withoutAction(nothing ? Reason.NO_EQUITY : Reason.ON_TARGET, null);
  }

  private Proposal close(
      Proposal view, PlanDraft draft, Action action, Reason reason, boolean grows) {
    if (draft.isEmpty()) {
      return view.withoutAction(facts.exit().orElse(reason), "nothing is left to do");
    }
    return new Proposal(
        action,
        reason,
        view.detail(),
        view.targets(),
        view.current(),
        view.deviation(),
        draft,
        grows,
        grows ? leg.growthMarkets() : List.of(),
        false);
  }

  private Proposal view(Positions book, BigDecimal target) {
    boolean judged = target.signum() > 0;
    return new Proposal(
        Action.NONE,
        Reason.ON_TARGET,
        null,
        leg.targets(target),
        leg.current(book),
        judged ? leg.deviation(book, target) : null,
        null,
        false,
        List.of(),
        false);
  }

  private Token consumed() {
    return staking == null ? facts.parameters().shareClass() : Token.WETH;
  }

  /** LST outside the leg; a plain staking leg holds its LST where idle LST would lie. */
  private BigDecimal idleLst(Positions book) {
    return leg instanceof LeveragedStakingLeg ? book.amount(staking.held()) : BigDecimal.ZERO;
  }

  private BigDecimal queued(Positions book) {
    return staking == null ? BigDecimal.ZERO : book.amount(staking.queued());
  }

  private String underwater() {
    return staking != null && staking.dexPrice().isEmpty()
        ? "no price of " + staking.dexMarket() + " to swap at"
        : "the debt cannot be repaid from the collateral at present prices and costs";
  }
}
