package io.strategystreams.contract;

import io.strategystreams.core.mode.Mode;
import io.strategystreams.core.plan.Action;
import java.util.Objects;

/**
 * Whose plan it is: what every order of a plan has in common.
 *
 * @param incarnation of the strategy, from 1
 * @param number plans made in the incarnation, from 1
 * @param action what the plan as a whole does
 * @param steps of the plan, 1 or more
 */
public record PlanIdentity(
    String strategyId, Mode mode, long incarnation, long number, Action action, int steps) {
  public PlanIdentity {
    Objects.requireNonNull(strategyId, "strategyId");
    Objects.requireNonNull(mode, "mode");
    Objects.requireNonNull(action, "action");
  }

  /** The plan's id, a UUID. */
  public String planId() {
    return Identity.planId(strategyId, incarnation, number);
  }

  /** The id of an order by its place in the plan. */
  public String orderId(int step, int sequenceInGroup) {
    return Identity.orderId(strategyId, incarnation, number, step, sequenceInGroup);
  }
}
