package io.strategystreams.core.strategy;

import io.strategystreams.core.exposure.Exposure;
import io.strategystreams.core.exposure.RiskAssessment;
import io.strategystreams.core.market.Instrument;
import io.strategystreams.core.market.Market;
import io.strategystreams.core.mode.StrategyParameters;
import io.strategystreams.core.money.Decimals;
import io.strategystreams.core.plan.Action;
import io.strategystreams.core.plan.Intent;
import io.strategystreams.core.plan.Plan;
import io.strategystreams.core.plan.PlanDraft;
import io.strategystreams.core.plan.PlannedOrder;
import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The ten strategies by the rules of the five standard actions: freshness, exit, effective equity,
 * legs, dust, nothing. Stateless; one instance serves every strategy.
 */
public final class Strategies implements StrategyEvaluator {
  /** The contract writes as many before the point. */
  private static final int DIGITS = 20;

  @Override
  public Verdict evaluate(Situation situation) {
    Optional<Verdict> unusable = unusable(situation);
    if (unusable.isPresent()) {
      return unusable.get();
    }
    Facts facts = Facts.of(situation);
    Books books = new Books(facts);
    Proposal proposal = propose(facts, books.planner());
    if (!proposal.acts() && situation.parameters().mode().sellsDust()) {
      PlanDraft sale = new DustSale(facts).draw();
      if (!sale.isEmpty()) {
        return verdict(facts, books, proposal, Action.SELL_DUST, Reason.DUST_SOLD, sale);
      }
    }
    return proposal.acts()
        ? verdict(facts, books, proposal, proposal.action(), proposal.reason(), proposal.draft())
        : nothing(facts, proposal);
  }

  private static Optional<Verdict> unusable(Situation situation) {
    Exposure exposure = situation.exposure();
    StrategyParameters parameters = situation.parameters();
    if (!exposure.shareClass().equals(parameters.shareClass())) {
      String detail =
          "share_class must be " + parameters.shareClass() + ", was " + exposure.shareClass();
      return Optional.of(none(Reason.SHARE_CLASS_MISMATCH, detail, null));
    }
    if (exposure.eventTime().plus(parameters.freshness().exposure()).isBefore(situation.now())) {
      return Optional.of(
          none(
              Reason.EXPOSURE_STALE,
              "the exposure is of " + exposure.eventTime(),
              exposure.equity()));
    }
    return Optional.empty();
  }

  /**
   * What grows needs plausible and fresh inputs; without them only what lowers exposure goes on.
   */
  private static Proposal propose(Facts facts, BookPlanner planner) {
    Proposal proposal = planner.propose(true);
    boolean wantsToAct = proposal.acts() || proposal.reason() == Reason.INSUFFICIENT_FUNDS;
    if (!wantsToAct || facts.exitsAtAnyEquity()) {
      return proposal;
    }
    ValuedEquity valued = facts.valued();
    if (valued.isContradicted()) {
      return doubting(facts.contradictedBy(valued), valued);
    }
    if (!proposal.grows()) {
      return proposal;
    }
    Optional<Proposal> held = unfit(facts, proposal, valued).or(() -> withheld(facts, proposal));
    if (held.isEmpty()) {
      return proposal;
    }
    Proposal lowering = planner.propose(false);
    return lowering.acts() && !lowering.grows() ? lowering : held.get();
  }

  /** What goes on where the exposure contradicts itself: what is not sized by its equity. */
  private static Proposal doubting(Facts facts, ValuedEquity valued) {
    Proposal lowering = new Books(facts).planner().propose(false);
    return lowering.acts() && !lowering.grows()
        ? lowering
        : Proposal.none(Reason.EQUITY_IMPLAUSIBLE, valued.said());
  }

  /** What stops growth and nothing else. */
  private static Optional<Proposal> withheld(Facts facts, Proposal proposal) {
    return facts
        .situation()
        .growthHold()
        .or(() -> new MarketBounds(facts).hold(proposal.growthMarkets()))
        .map(hold -> proposal.withoutAction(hold.reason(), hold.detail()));
  }

  /** What a proposal that grows lacks. */
  private static Optional<Proposal> unfit(Facts facts, Proposal proposal, ValuedEquity valued) {
    if (!valued.agrees()) {
      return Optional.of(
          proposal.withoutAction(
              Reason.PRICE_MISSING,
              "no price of " + valued.unpriced() + " to check total_exposure with"));
    }
    Optional<String> overdrawn = Solvency.overdrawn(proposal.draft(), facts);
    if (overdrawn.isPresent()) {
      return Optional.of(proposal.withoutAction(Reason.INSUFFICIENT_FUNDS, overdrawn.get()));
    }
    Situation situation = facts.situation();
    Optional<RiskAssessment> risk = situation.riskAssessment();
    if (risk.isEmpty()) {
      return Optional.of(
          proposal.withoutAction(Reason.RISK_MISSING, "no risk assessment was seen"));
    }
    if (risk.get()
        .eventTime()
        .plus(facts.parameters().freshness().risk())
        .isBefore(situation.now())) {
      return Optional.of(
          proposal.withoutAction(
              Reason.RISK_STALE, "the risk assessment is of " + risk.get().eventTime()));
    }
    List<Market> missing = facts.prices().missing(proposal.growthMarkets());
    if (!missing.isEmpty()) {
      return Optional.of(proposal.withoutAction(Reason.PRICE_MISSING, "no price of " + missing));
    }
    List<Market> stale = facts.prices().stale(proposal.growthMarkets());
    return stale.isEmpty()
        ? Optional.empty()
        : Optional.of(proposal.withoutAction(Reason.PRICE_STALE, "too old: " + stale));
  }

  private static Verdict verdict(
      Facts facts, Books books, Proposal proposal, Action action, Reason reason, PlanDraft draft) {
    Plan plan = new Plan(action, draft.steps(), lowersRisk(books, action, draft));
    Optional<String> oversized = oversized(plan);
    if (oversized.isPresent()) {
      return none(Reason.MAX_NOTIONAL_EXCEEDED, oversized.get(), facts.equity());
    }
    return new Verdict(
        action,
        reason,
        proposal.detail(),
        facts.equity(),
        written(proposal.targets()),
        written(proposal.current()),
        asDouble(proposal.deviation()),
        plan,
        proposal.usesPrediction());
  }

  /** An amount of more digits than the contract writes comes of a wrong unit or price. */
  private static Optional<String> oversized(Plan plan) {
    return plan.orders().stream()
        .flatMap(PlannedOrder::decimals)
        .filter(Strategies::isTooLarge)
        .findFirst()
        .map(
            amount ->
                "an amount must be below 1e20; look at the units of exposure and prices, was "
                    + Decimals.plain(amount));
  }

  /**
   * What a decision can say: an amount of more digits than the contract writes comes of a price or
   * a unit that is wrong, and is left out. What is ordered on it is refused or is within bounds.
   */
  private static SortedMap<Instrument, BigDecimal> written(
      SortedMap<Instrument, BigDecimal> amounts) {
    for (BigDecimal amount : amounts.values()) {
      if (isTooLarge(amount)) {
        SortedMap<Instrument, BigDecimal> kept = new TreeMap<>(amounts);
        kept.values().removeIf(Strategies::isTooLarge);
        return kept;
      }
    }
    return amounts;
  }

  private static boolean isTooLarge(BigDecimal amount) {
    return amount.precision() - amount.scale() > DIGITS;
  }

  private static boolean lowersRisk(Books books, Action action, PlanDraft draft) {
    if (draft.contains(order -> order.intent() == Intent.MARGIN_TOP_UP)) {
      return true;
    }
    BookRisk risk = books.risk();
    int change = risk.of(draft.book()).compareTo(risk.of(draft.before()));
    return switch (action) {
      case EXIT_FULL, EXIT_PARTIAL, SELL_DUST -> change <= 0;
      case ENTRY_FULL, ENTRY_PARTIAL, NONE -> change < 0;
    };
  }

  private static Verdict nothing(Facts facts, Proposal proposal) {
    return new Verdict(
        Action.NONE,
        proposal.reason(),
        proposal.detail(),
        facts.equity(),
        written(proposal.targets()),
        written(proposal.current()),
        asDouble(proposal.deviation()),
        null,
        proposal.usesPrediction());
  }

  private static Verdict none(Reason reason, String detail, BigDecimal equity) {
    return new Verdict(
        Action.NONE, reason, detail, equity, new TreeMap<>(), new TreeMap<>(), null, null, false);
  }

  private static Double asDouble(BigDecimal ratio) {
    return ratio == null ? null : ratio.doubleValue();
  }
}
