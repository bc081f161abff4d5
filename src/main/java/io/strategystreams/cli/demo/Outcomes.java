package io.strategystreams.cli.demo;

import io.strategystreams.backtest.Activity;
import io.strategystreams.core.market.Instrument;
import io.strategystreams.core.market.PositionType;
import io.strategystreams.core.money.Decimals;
import io.strategystreams.events.Action;
import io.strategystreams.events.Decision;
import io.strategystreams.events.Exposure;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Whether a run did what it was to do: what failed, a plain sentence each. */
final class Outcomes {
  /**
   * What may be left of a strategy's capital when everything was asked back: crumbs below a lot,
   * and the ETH that is kept for gas.
   */
  private static final BigDecimal CRUMBS = new BigDecimal("0.0025");

  private final List<DemoStrategy> strategies;
  private final List<Planned> planned;
  private final RunRecords records;
  private final List<String> failures = new ArrayList<>();

  private Outcomes(List<DemoStrategy> strategies, List<Planned> planned, RunRecords records) {
    this.strategies = strategies;
    this.planned = planned;
    this.records = records;
  }

  /** Everything that failed; empty if nothing did. */
  static List<String> failures(
      List<DemoStrategy> strategies,
      List<Planned> planned,
      List<StrategyReport> reports,
      RunRecords records) {
    Outcomes outcomes = new Outcomes(strategies, planned, records);
    strategies.forEach(outcomes::checkEntered);
    reports.forEach(outcomes::checkPlans);
    planned.forEach(outcomes::checkInjection);
    strategies.forEach(outcomes::checkPaidOut);
    outcomes.checkAudit();
    outcomes.checkDeadLetters();
    return List.copyOf(outcomes.failures);
  }

  private void checkEntered(DemoStrategy strategy) {
    if (decided(strategy.id(), Action.ENTRY_FULL, Instant.MIN, Instant.MAX).isEmpty()) {
      failures.add(
          strategy.id()
              + " never entered"
              + (strategy.followsSignals()
                  ? "; it needs a signal above its confidence threshold"
                  : ""));
    }
  }

  private void checkPlans(StrategyReport report) {
    if (report.completedPlans() == 0) {
      failures.add(report.strategy().id() + " has no completed plan");
    }
    int open = report.plans().getOrDefault(Activity.Outcome.OPEN, 0);
    if (open > 0) {
      failures.add(report.strategy().id() + " ends with " + open + " plan(s) open");
    }
  }

  private void checkInjection(Planned one) {
    Injection injection = one.injection();
    for (Planned.Expected expected : one.expected()) {
      Action action = Action.valueOf(expected.action().name());
      if (isOut(injection.strategyId(), expected)) {
        continue; // a take profit or stop loss was before: nothing is left to be freed
      }
      if (decided(injection.strategyId(), action, expected.from(), expected.until()).isEmpty()) {
        failures.add(
            "%s: no %s from %s to %s, after the %s of %s"
                .formatted(
                    injection.strategyId(),
                    action,
                    expected.from(),
                    expected.until(),
                    injection.text(),
                    injection.at()));
      }
    }
  }

  /**
   * Whether a strategy that follows signals holds no position when something is expected of it, or
   * the venue closed it within that time.
   */
  private boolean isOut(String strategyId, Planned.Expected expected) {
    boolean followsSignals =
        strategies.stream()
            .anyMatch(strategy -> strategy.id().equals(strategyId) && strategy.followsSignals());
    return followsSignals
        && (isClosedByVenue(strategyId, expected) || isFlat(strategyId, expected.from()));
  }

  private boolean isClosedByVenue(String strategyId, Planned.Expected expected) {
    return records.reports().stream()
        .filter(report -> report.getStrategyId().equals(strategyId))
        .filter(report -> report.getClosesOrderId() != null)
        .anyMatch(
            report ->
                !report.getEventTime().isBefore(expected.from())
                    && report.getEventTime().isBefore(expected.until()));
  }

  private boolean isFlat(String strategyId, Instant at) {
    return records.exposures().stream()
        .filter(exposure -> exposure.getStrategyId().equals(strategyId))
        .filter(exposure -> exposure.getEventTime().isBefore(at))
        .reduce((first, second) -> second)
        .map(Outcomes::holdsNoPerp)
        .orElse(false);
  }

  private static boolean holdsNoPerp(Exposure exposure) {
    return exposure.getPositions().keySet().stream()
        .noneMatch(held -> Instrument.parse(held).type() == PositionType.PERP);
  }

  /** Everything was asked back near the end: nothing may be left but crumbs. */
  private void checkPaidOut(DemoStrategy strategy) {
    Optional<Exposure> last =
        records.exposures().stream()
            .filter(one -> one.getStrategyId().equals(strategy.id()))
            .reduce((first, second) -> second);
    if (last.isEmpty()) {
      failures.add(strategy.id() + " has no exposure");
      return;
    }
    Exposure exposure = last.get();
    if (exposure.getWithdrawalRequested()) {
      failures.add(strategy.id() + " ends with a withdrawal that is not paid out");
    }
    BigDecimal left = exposure.getTotalExposure();
    if (left.abs().compareTo(strategy.capital().multiply(CRUMBS)) > 0) {
      failures.add(
          "%s still holds %s %s after everything was asked back"
              .formatted(strategy.id(), Decimals.plain(left), strategy.shareClass()));
    }
  }

  private void checkAudit() {
    records.breaches().forEach(breach -> failures.add("audit: " + breach.message()));
  }

  private void checkDeadLetters() {
    records.deadLetters().forEach(letter -> failures.add("dead letter: " + letter));
  }

  private Optional<Decision> decided(String strategyId, Action action, Instant from, Instant to) {
    return records.decisions().stream()
        .filter(decision -> decision.getStrategyId().equals(strategyId))
        .filter(decision -> decision.getAction() == action)
        .filter(decision -> !decision.getEventTime().isBefore(from))
        .filter(decision -> decision.getEventTime().isBefore(to))
        .findFirst();
  }
}
