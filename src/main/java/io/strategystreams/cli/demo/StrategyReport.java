package io.strategystreams.cli.demo;

import io.strategystreams.events.Action;
import io.strategystreams.events.Decision;
import io.strategystreams.events.ExecutionReport;
import io.strategystreams.events.Exposure;
import io.strategystreams.events.Operation;
import io.strategystreams.events.Order;
import io.strategystreams.events.PaperFlow;
import io.strategystreams.events.PaperFlowKind;
import io.strategystreams.events.Reason;
import io.strategystreams.events.ReportStatus;
import java.math.BigDecimal;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What became of one strategy.
 *
 * @param equityStart share class units, of the first exposure; null if there was none
 * @param paidIn share class units that investors paid in after the start; dust is no deposit
 * @param paidOut share class units paid back to investors
 * @param equityEnd of the last exposure
 * @param decisions recorded ones by action; those that only release a step or tell a plan's
 *     progress are left out
 * @param orders by operation
 * @param plans by outcome, {@link Outcome#OPEN} for those not ended
 * @param refusals evaluations that wanted to act and were held back, and orders that the executor
 *     rejected, by reason
 */
record StrategyReport(
    DemoStrategy strategy,
    BigDecimal equityStart,
    BigDecimal paidIn,
    BigDecimal paidOut,
    BigDecimal equityEnd,
    Map<Action, Integer> decisions,
    Map<Operation, Integer> orders,
    Map<Outcome, Integer> plans,
    SortedMap<String, Integer> refusals) {

  /** How a plan ended. */
  enum Outcome {
    COMPLETED,
    ABANDONED,
    SUPERSEDED,
    TIMED_OUT,
    OPEN
  }

  /** Reasons that hold back what the strategy would otherwise do. */
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
          Reason.LATE_REPORT,
          Reason.CONTRADICTORY_REPORT,
          Reason.HALT_LEAVES_UNHEDGED);

  static StrategyReport of(DemoStrategy strategy, RunRecords records) {
    List<Exposure> exposures =
        records.exposures().stream()
            .filter(one -> one.getStrategyId().equals(strategy.id()))
            .toList();
    Map<Action, Integer> decisions = new EnumMap<>(Action.class);
    SortedMap<String, Integer> refusals = new TreeMap<>();
    Set<Long> begun = new HashSet<>();
    Map<Outcome, Integer> plans = new EnumMap<>(Outcome.class);
    for (Decision decision : records.decisions()) {
      if (!decision.getStrategyId().equals(strategy.id())) {
        continue;
      }
      Outcome outcome = outcomeTold(decision.getReason());
      if (outcome != null) {
        plans.merge(outcome, 1, Integer::sum);
      } else if (!isProgress(decision.getReason())) {
        decisions.merge(decision.getAction(), 1, Integer::sum);
        if (decision.getAction() != Action.NONE) {
          begun.add(decision.getPlanNumber());
        } else if (REFUSALS.contains(decision.getReason())) {
          refusals.merge(decision.getReason().name(), 1, Integer::sum);
        }
      }
    }
    int ended = plans.values().stream().mapToInt(Integer::intValue).sum();
    if (begun.size() > ended) {
      plans.put(Outcome.OPEN, begun.size() - ended);
    }
    addRejections(strategy, records.reports(), refusals);
    return new StrategyReport(
        strategy,
        exposures.isEmpty() ? null : exposures.get(0).getTotalExposure(),
        moved(strategy, records, PaperFlowKind.DEPOSIT),
        moved(strategy, records, PaperFlowKind.PAID),
        exposures.isEmpty() ? null : exposures.get(exposures.size() - 1).getTotalExposure(),
        decisions,
        operations(strategy, records.orders()),
        plans,
        refusals);
  }

  int completedPlans() {
    return plans.getOrDefault(Outcome.COMPLETED, 0);
  }

  /** In the share class; the wallet's WETH is the ETH share class too. */
  private static BigDecimal moved(DemoStrategy strategy, RunRecords records, PaperFlowKind kind) {
    return records.flows().stream()
        .filter(flow -> flow.getStrategyId().equals(strategy.id()) && flow.getKind() == kind)
        .map(PaperFlow::getAmount)
        .reduce(BigDecimal.ZERO, BigDecimal::add);
  }

  /** What was earned or lost, dust and costs included; null if nothing is known of the equity. */
  BigDecimal result() {
    return equityStart == null
        ? null
        : equityEnd.add(paidOut).subtract(paidIn).subtract(equityStart);
  }

  private static Map<Operation, Integer> operations(DemoStrategy strategy, List<Order> orders) {
    Map<Operation, Integer> operations = new EnumMap<>(Operation.class);
    orders.stream()
        .filter(order -> order.getStrategyId().equals(strategy.id()))
        .forEach(order -> operations.merge(order.getOperation(), 1, Integer::sum));
    return operations;
  }

  private static void addRejections(
      DemoStrategy strategy, List<ExecutionReport> reports, Map<String, Integer> refusals) {
    reports.stream()
        .filter(report -> report.getStrategyId().equals(strategy.id()))
        .filter(report -> report.getStatus() == ReportStatus.REJECTED)
        .forEach(report -> refusals.merge("rejected: " + report.getReason(), 1, Integer::sum));
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
