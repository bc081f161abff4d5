package io.strategystreams.backtest;

import io.strategystreams.events.Action;
import io.strategystreams.events.Decision;
import io.strategystreams.events.ExecutionReport;
import io.strategystreams.events.Operation;
import io.strategystreams.events.Order;
import io.strategystreams.events.Reason;
import io.strategystreams.events.ReportStatus;
import java.util.Collections;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/** Counts what one strategy did, fed with its events in their order. */
public final class Activity {
  /** How a plan ended. */
  public enum Outcome {
    COMPLETED,
    ABANDONED,
    SUPERSEDED,
    TIMED_OUT,
    OPEN
  }

  /**
   * Reasons that hold back what the strategy would otherwise do. A late report is none: it tells
   * what an order of a superseded plan brought after all, as an unstake that had been queued.
   */
  private static final Set<Reason> REFUSALS =
      Set.of(
          Reason.BELOW_MINIMUM,
          Reason.INSUFFICIENT_FUNDS,
          Reason.PRICE_MISSING,
          Reason.PRICE_STALE,
          Reason.RISK_MISSING,
          Reason.RISK_STALE,
          Reason.EXPOSURE_STALE,
          Reason.SHARE_CLASS_MISMATCH,
          Reason.UNDERWATER,
          Reason.NOT_CONFIGURED,
          Reason.CONFIGURATION_REFUSED,
          Reason.HALTED,
          Reason.REDUCE_ONLY_REFUSED,
          Reason.RETIRED,
          Reason.BARRIER_TIMED_OUT,
          Reason.COOLING_DOWN,
          Reason.PRICE_JUMPED,
          Reason.PRICE_CROSSED,
          Reason.LOT_OR_MINIMUM,
          Reason.MAX_NOTIONAL_EXCEEDED,
          Reason.PLAN_RATE_EXCEEDED,
          Reason.LTV_LIMIT,
          Reason.CONTRADICTORY_REPORT,
          Reason.HALT_LEAVES_UNHEDGED);

  private final Map<Action, Integer> decisions = new EnumMap<>(Action.class);
  private final Map<Operation, Integer> orders = new EnumMap<>(Operation.class);
  private final Map<Outcome, Integer> ended = new EnumMap<>(Outcome.class);
  private final SortedMap<String, Integer> refusals = new TreeMap<>();
  private final Set<Long> begun = new HashSet<>();

  public void decided(Decision decision) {
    Outcome outcome = outcomeTold(decision.getReason());
    if (outcome != null) {
      ended.merge(outcome, 1, Integer::sum);
    } else if (!isProgress(decision.getReason())) {
      decisions.merge(decision.getAction(), 1, Integer::sum);
      if (decision.getAction() != Action.NONE) {
        begun.add(decision.getPlanNumber());
      } else if (REFUSALS.contains(decision.getReason())) {
        refusals.merge(decision.getReason().name(), 1, Integer::sum);
      }
    }
  }

  public void ordered(Order order) {
    orders.merge(order.getOperation(), 1, Integer::sum);
  }

  public void reported(ExecutionReport report) {
    if (report.getStatus() == ReportStatus.REJECTED) {
      refusals.merge("rejected: " + report.getReason(), 1, Integer::sum);
    }
  }

  /**
   * Recorded decisions by action; those that only release a step or tell a plan's progress are left
   * out.
   */
  public Map<Action, Integer> decisions() {
    return Collections.unmodifiableMap(decisions);
  }

  public Map<Operation, Integer> orders() {
    return Collections.unmodifiableMap(orders);
  }

  /** Plans by outcome, {@link Outcome#OPEN} for those not ended. */
  public Map<Outcome, Integer> plans() {
    Map<Outcome, Integer> plans = new EnumMap<>(Outcome.class);
    plans.putAll(ended);
    int closed = ended.values().stream().mapToInt(Integer::intValue).sum();
    if (begun.size() > closed) {
      plans.put(Outcome.OPEN, begun.size() - closed);
    }
    return Collections.unmodifiableMap(plans);
  }

  /**
   * By reason: evaluations that wanted to act and were held back, and orders that the executor
   * rejected.
   */
  public SortedMap<String, Integer> refusals() {
    return Collections.unmodifiableSortedMap(refusals);
  }

  /** The outcome that a decision of this reason tells, null for none. */
  private static Outcome outcomeTold(Reason reason) {
    if (reason == Reason.PLAN_COMPLETED) {
      return Outcome.COMPLETED;
    }
    if (reason == Reason.PLAN_ABANDONED) {
      return Outcome.ABANDONED;
    }
    if (reason == Reason.PLAN_SUPERSEDED) {
      return Outcome.SUPERSEDED;
    }
    return reason == Reason.PLAN_TIMED_OUT ? Outcome.TIMED_OUT : null;
  }

  private static boolean isProgress(Reason reason) {
    return reason == Reason.STEP_RELEASED
        || reason == Reason.PLAN_QUEUED
        || reason == Reason.PLAN_UNCERTAIN;
  }
}
