package io.strategystreams.core.strategy;

import io.strategystreams.core.market.Instrument;
import io.strategystreams.core.plan.Action;
import io.strategystreams.core.plan.Plan;
import java.math.BigDecimal;
import java.util.Collections;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * How an evaluation ended: one action, one reason, and the plan if the action is not NONE.
 *
 * @param detail what an operator wants to know beside the reason, null for nothing
 * @param equity E, in share class units, null where the exposure was unusable
 * @param targets by instrument, in its unit
 * @param current by instrument, the same instruments as {@code targets}
 * @param deviation the largest relative deviation of a leg, null where no leg has a target
 * @param plan null exactly when the action is NONE
 * @param usesPrediction whether the present prediction is used up: the plan acts on it, or the
 *     position already is what it asks for
 */
public record Verdict(
    Action action,
    Reason reason,
    String detail,
    BigDecimal equity,
    SortedMap<Instrument, BigDecimal> targets,
    SortedMap<Instrument, BigDecimal> current,
    Double deviation,
    Plan plan,
    boolean usesPrediction) {
  public Verdict {
    targets = Collections.unmodifiableSortedMap(new TreeMap<>(targets));
    current = Collections.unmodifiableSortedMap(new TreeMap<>(current));
    if ((plan == null) != (action == Action.NONE)) {
      throw new IllegalArgumentException(
          "a verdict has a plan exactly when it acts, was " + action + " with " + plan);
    }
  }

  /** The same verdict, acting on a part of its plan. */
  public Verdict withPlan(Plan part) {
    return new Verdict(
        action, reason, detail, equity, targets, current, deviation, part, usesPrediction);
  }

  public Optional<Plan> planned() {
    return Optional.ofNullable(plan);
  }
}
