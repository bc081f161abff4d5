package io.strategystreams.core.strategy;

import io.strategystreams.core.market.Instrument;
import io.strategystreams.core.market.Market;
import io.strategystreams.core.plan.Action;
import io.strategystreams.core.plan.PlanDraft;
import java.math.BigDecimal;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What a book's planner proposes: a draft with its action, or nothing with the reason.
 *
 * @param growthMarkets markets whose fresh price the proposal needs because it grows; empty where
 *     it does not grow
 * @param grows whether any leg grows
 */
record Proposal(
    Action action,
    Reason reason,
    String detail,
    SortedMap<Instrument, BigDecimal> targets,
    SortedMap<Instrument, BigDecimal> current,
    BigDecimal deviation,
    PlanDraft draft,
    boolean grows,
    List<Market> growthMarkets,
    boolean usesPrediction) {

  static Proposal none(Reason reason, String detail) {
    return new Proposal(
        Action.NONE,
        reason,
        detail,
        new TreeMap<>(),
        new TreeMap<>(),
        null,
        null,
        false,
        List.of(),
        false);
  }

  boolean acts() {
    return action != Action.NONE;
  }

  /** The same view of targets with nothing to do. */
  Proposal withoutAction(Reason why, String what) {
    return new Proposal(
        Action.NONE, why, what, targets, current, deviation, null, false, List.of(), false);
  }

  /** The same, with the present prediction used up. */
  Proposal usingPrediction() {
    return new Proposal(
        action, reason, detail, targets, current, deviation, draft, grows, growthMarkets, true);
  }
}
