package io.strategystreams.cli.demo;

import io.strategystreams.backtest.Activity;
import io.strategystreams.backtest.Activity.Outcome;
import io.strategystreams.events.Action;
import io.strategystreams.events.Exposure;
import io.strategystreams.events.Operation;
import io.strategystreams.events.PaperFlow;
import io.strategystreams.events.PaperFlowKind;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;

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

  static StrategyReport of(DemoStrategy strategy, RunRecords records) {
    List<Exposure> exposures =
        records.exposures().stream()
            .filter(one -> one.getStrategyId().equals(strategy.id()))
            .toList();
    Activity activity = new Activity();
    records.decisions().stream()
        .filter(one -> one.getStrategyId().equals(strategy.id()))
        .forEach(activity::decided);
    records.orders().stream()
        .filter(one -> one.getStrategyId().equals(strategy.id()))
        .forEach(activity::ordered);
    records.reports().stream()
        .filter(one -> one.getStrategyId().equals(strategy.id()))
        .forEach(activity::reported);
    return new StrategyReport(
        strategy,
        exposures.isEmpty() ? null : exposures.get(0).getTotalExposure(),
        moved(strategy, records, PaperFlowKind.DEPOSIT),
        moved(strategy, records, PaperFlowKind.PAID),
        exposures.isEmpty() ? null : exposures.get(exposures.size() - 1).getTotalExposure(),
        activity.decisions(),
        activity.orders(),
        activity.plans(),
        activity.refusals());
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
}
