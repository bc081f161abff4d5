package io.strategystreams.audit;

import io.strategystreams.contract.Topics;
import io.strategystreams.core.money.Decimals;
import io.strategystreams.events.Decision;
import io.strategystreams.events.ExecutionReport;
import io.strategystreams.events.Exposure;
import io.strategystreams.events.Order;
import io.strategystreams.events.ReportStatus;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What a decision had to wait for: a later step the fills of the one before, a plan an exposure
 * that includes the reports of the plans before it. Where neither a decision's trigger nor the
 * equity that it names tells what it had read, nothing is said of it.
 */
final class BarrierAudit {
  private final Map<String, Logged<Exposure>> exposures = new HashMap<>();
  private final Map<String, Map<BigDecimal, List<Logged<Exposure>>>> exposuresOf = new HashMap<>();
  private final Map<String, Order> orders = new HashMap<>();
  private final Map<String, Long> ended = new HashMap<>();
  private final Map<String, Logged<ExecutionReport>> terminal = new HashMap<>();
  private final Map<String, List<String>> ordersOfPlans = new HashMap<>();
  private final Breaches breaches;

  private BarrierAudit(Breaches breaches) {
    this.breaches = breaches;
  }

  static void check(History history, Breaches breaches) {
    BarrierAudit audit = new BarrierAudit(breaches);
    history
        .exposures()
        .forEach(
            at -> {
              audit.exposures.put(at.place(), at);
              audit
                  .exposuresOf
                  .computeIfAbsent(at.event().getStrategyId(), id -> new HashMap<>())
                  .computeIfAbsent(equity(at), equity -> new ArrayList<>())
                  .add(at);
            });
    history.orders().forEach(at -> audit.orders.putIfAbsent(at.event().getOrderId(), at.event()));
    history.reports().forEach(audit::take);
    history.decisions().forEach(audit::check);
  }

  private void take(Logged<ExecutionReport> at) {
    if (ReportAudit.isTerminal(at.event().getStatus())) {
      terminal.putIfAbsent(at.event().getOrderId(), at);
    }
  }

  private void check(Logged<Decision> at) {
    Decision decision = at.event();
    if (!decision.getOrderIds().isEmpty()) {
      Order first = orders.get(decision.getOrderIds().get(0));
      if (first != null && first.getStep() > 1) {
        checkFills(at, first);
      } else if (first != null) {
        checkExposure(at);
      }
      ordersOfPlans
          .computeIfAbsent(decision.getPlanId(), plan -> new ArrayList<>())
          .addAll(decision.getOrderIds());
    }
    switch (decision.getReason()) {
      case PLAN_COMPLETED, PLAN_ABANDONED -> end(decision);
      default -> {}
    }
  }

  /** From now on an exposure must include the reports that ended it. */
  private void end(Decision decision) {
    for (String orderId : ordersOfPlans.getOrDefault(decision.getPlanId(), List.of())) {
      Logged<ExecutionReport> last = terminal.get(orderId);
      if (last != null) {
        ended.merge(decision.getStrategyId(), last.offset(), Math::max);
      }
    }
  }

  private void checkFills(Logged<Decision> at, Order released) {
    Place trigger = Place.parse(at.event().getTrigger());
    for (String orderId : ordersOfPlans.getOrDefault(released.getPlanId(), List.of())) {
      Order before = orders.get(orderId);
      Logged<ExecutionReport> fill = terminal.get(orderId);
      boolean wasFilled = fill != null && fill.event().getStatus() == ReportStatus.FILLED;
      boolean wasRead =
          wasFilled
              && (!trigger.topic().equals(Topics.EXECUTION_REPORTS)
                  || fill.offset() <= trigger.offset());
      if (before != null && before.getStep() < released.getStep() && !wasRead) {
        breaches.add(
            Promise.STEP_AFTER_FILL,
            released.getStrategyId(),
            "step %d of plan %d goes out at %s, by %s, before order %s of step %d was FILLED%s"
                .formatted(
                    released.getStep(),
                    released.getPlanNumber(),
                    at.place(),
                    at.event().getTrigger(),
                    orderId,
                    before.getStep(),
                    fill == null ? "" : " at " + fill.place()));
      }
    }
  }

  private void checkExposure(Logged<Decision> at) {
    Decision decision = at.event();
    Logged<Exposure> read = read(decision);
    Long needed = ended.get(decision.getStrategyId());
    if (read == null || needed == null || read.event().getLastReportOffset() == null) {
      return;
    }
    if (read.event().getLastReportOffset() < needed) {
      breaches.add(
          Promise.PLAN_AFTER_REPORTS,
          decision.getStrategyId(),
          "plan %d begins at %s on the exposure at %s, which includes reports up to offset %d only,"
                  .formatted(
                      decision.getPlanNumber(),
                      at.place(),
                      read.place(),
                      read.event().getLastReportOffset())
              + " not up to "
              + needed);
    }
  }

  /**
   * The exposure that a decision rested on: its trigger, or, where something else called for it,
   * the one with the equity that it names; of several the one that includes most. Later ones than
   * the decision it cannot have read: its time is the highest that its strategy had seen. Null if
   * there is none.
   */
  private Logged<Exposure> read(Decision decision) {
    Logged<Exposure> trigger = exposures.get(decision.getTrigger());
    if (trigger != null || decision.getEquity() == null) {
      return trigger;
    }
    List<Logged<Exposure>> same =
        exposuresOf
            .getOrDefault(decision.getStrategyId(), Map.of())
            .getOrDefault(decision.getEquity().stripTrailingZeros(), List.of())
            .stream()
            .filter(at -> !at.event().getEventTime().isAfter(decision.getEventTime()))
            .toList();
    return same.stream().anyMatch(at -> at.event().getLastReportOffset() == null)
        ? null
        : same.stream()
            .max(Comparator.comparing(at -> at.event().getLastReportOffset()))
            .orElse(null);
  }

  /** As a decision names it, at whatever scale. */
  private static BigDecimal equity(Logged<Exposure> at) {
    return Decimals.down(at.event().getTotalExposure()).stripTrailingZeros();
  }
}
