package io.strategystreams.core.strategy;

import static io.strategystreams.core.money.Decimals.down;

import io.strategystreams.core.exposure.Positions;
import io.strategystreams.core.leg.ShortLeg;
import io.strategystreams.core.market.Instrument;
import io.strategystreams.core.market.Market;
import io.strategystreams.core.market.Venue;
import io.strategystreams.core.plan.Action;
import io.strategystreams.core.plan.ExchangeOrders;
import io.strategystreams.core.plan.Intent;
import io.strategystreams.core.plan.PlanDraft;
import io.strategystreams.core.plan.Sizing;
import io.strategystreams.core.plan.TransferOrders;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * eth_basis in the ETH share class: the coin held is the spot leg, never bought, sold or judged;
 * perps are short E' of it, never more than is held. Margin is reckoned over everything on the
 * exchange.
 */
final class CoinBasisBook implements BookPlanner {
  private final Facts facts;
  private final ShortLeg shorts;
  private final ShareClass share;

  CoinBasisBook(Facts facts, ShortLeg shorts) {
    this.facts = facts;
    this.shorts = shorts;
    this.share = new ShareClass(facts.parameters().shareClass(), facts.home());
  }

  @Override
  public Proposal propose(boolean mayGrow) {
    Positions book = facts.positions();
    BigDecimal netLong = facts.investable().min(share.total(book));
    Proposal view = view(book, netLong);
    SortedMap<Venue, BigDecimal> trades = new TreeMap<>();
    if (isOutOfLine(book, netLong)) {
      trades.putAll(shorts.trades(book, netLong));
    }
    boolean grows = sum(trades).signum() < 0;
    if (grows && !mayGrow) {
      trades.clear();
      grows = false;
    }
    PlanDraft draft = new PlanDraft(book);
    if (grows) {
      gatherCollateral(draft);
    }
    shorts.trade(draft, trades, new ExchangeOrders(draft, facts.parameters().trading().slippage()));
    if (facts.exits() || facts.isWithdrawing()) {
      share.bringHome(draft);
    }
    return conclude(view, book, draft, trades, grows);
  }

  private Proposal conclude(
      Proposal view,
      Positions book,
      PlanDraft draft,
      SortedMap<Venue, BigDecimal> trades,
      boolean grows) {
    if (draft.isEmpty()) {
      if (facts.exits()) {
        return view.withoutAction(facts.exit().orElseThrow(), "nothing is left to do");
      }
      BigDecimal netLong = facts.investable().min(share.total(book));
      boolean missed = isOutOfLine(book, netLong);
      boolean nothing = facts.investable().signum() == 0;
      return view.withoutAction(
          nothing ? Reason.NO_EQUITY : missed ? Reason.INSUFFICIENT_FUNDS : Reason.ON_TARGET, null);
    }
    if (facts.exits()) {
      return acting(view, draft, Action.EXIT_FULL, facts.exit().orElseThrow(), false);
    }
    if (grows) {
      boolean opens = !shorts.isOpen(book);
      return acting(
          view,
          draft,
          opens ? Action.ENTRY_FULL : Action.ENTRY_PARTIAL,
          opens ? Reason.NO_POSITION : Reason.BELOW_TARGET,
          true);
    }
    Reason reason =
        trades.isEmpty()
            ? Reason.AWAY_FROM_HOME
            : facts.isWithdrawing() ? Reason.WITHDRAWAL_PARTIAL : Reason.ABOVE_TARGET;
    return acting(view, draft, Action.EXIT_PARTIAL, reason, false);
  }

  private boolean isOutOfLine(Positions book, BigDecimal netLong) {
    BigDecimal drift = facts.parameters().hedge().maxDeltaDrift();
    boolean out = shorts.deviation(book, netLong).compareTo(facts.threshold().min(drift)) > 0;
    BigDecimal surplus = shorts.total(book).negate().subtract(netLong);
    boolean judgedByLot = facts.exits() || facts.unpaid().compareTo(share.atHome(book)) > 0;
    return (out || (judgedByLot && surplus.signum() > 0))
        && surplus.abs().compareTo(shorts.finestLot()) >= 0;
  }

  /** The coin is the collateral; before the short grows all of it is brought to the exchange. */
  private void gatherCollateral(PlanDraft draft) {
    for (Map.Entry<Instrument, BigDecimal> held : share.holdings(draft.book()).entrySet()) {
      BigDecimal moved = down(held.getValue());
      if (!held.getKey().venue().equals(facts.home()) && moved.signum() > 0) {
        new TransferOrders(draft)
            .move(held.getKey(), facts.home(), moved, Intent.FUNDING_TRANSFER, Sizing.FIXED);
      }
    }
  }

  private Proposal view(Positions book, BigDecimal netLong) {
    return new Proposal(
        Action.NONE,
        Reason.ON_TARGET,
        null,
        shorts.targets(book, netLong),
        shorts.current(book),
        netLong.signum() > 0 ? shorts.deviation(book, netLong) : null,
        null,
        false,
        List.of(),
        false);
  }

  private Proposal acting(
      Proposal view, PlanDraft draft, Action action, Reason reason, boolean grows) {
    List<Market> markets = grows ? shorts.growthMarkets() : List.of();
    return new Proposal(
        action,
        reason,
        null,
        view.targets(),
        view.current(),
        view.deviation(),
        draft,
        grows,
        markets,
        false);
  }

  private static BigDecimal sum(SortedMap<Venue, BigDecimal> trades) {
    return trades.values().stream().reduce(BigDecimal.ZERO, BigDecimal::add);
  }
}
