package io.strategystreams.operate;

import io.strategystreams.cluster.ClusterAccess;
import io.strategystreams.cluster.EventLog;
import io.strategystreams.cluster.LoggedEvent;
import io.strategystreams.contract.Topics;
import io.strategystreams.events.Decision;
import io.strategystreams.events.ExecutionReport;
import io.strategystreams.events.Order;
import io.strategystreams.events.Reason;
import io.strategystreams.events.ReportStatus;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What the topics tell of one strategy's state, which only the application itself holds: its last
 * decision, its last plan and the orders whose fate is not settled.
 */
public final class StrategyTrace {
  private static final Set<Reason> ENDS =
      EnumSet.of(
          Reason.PLAN_COMPLETED,
          Reason.PLAN_ABANDONED,
          Reason.PLAN_SUPERSEDED,
          Reason.PLAN_TIMED_OUT);
  private static final Set<ReportStatus> TERMINAL =
      EnumSet.of(
          ReportStatus.FILLED,
          ReportStatus.REJECTED,
          ReportStatus.CANCELLED,
          ReportStatus.EXPIRED,
          ReportStatus.LIQUIDATED);

  private final String strategyId;
  private final Map<String, Order> orders = new LinkedHashMap<>();
  private final Set<String> settled = new HashSet<>();
  private Decision last;
  private long plan;
  private boolean ended;

  private StrategyTrace(String strategyId) {
    this.strategyId = strategyId;
  }

  /**
   * Reads decisions, orders and reports from their beginning, those of all strategies at once.
   *
   * @throws io.strategystreams.cluster.ClusterException if the brokers do not answer
   */
  public static Map<String, StrategyTrace> read(ClusterAccess access, List<String> strategyIds) {
    Map<String, StrategyTrace> traces = new LinkedHashMap<>();
    strategyIds.forEach(one -> traces.put(one, new StrategyTrace(one)));
    List<String> topics = List.of(Topics.DECISIONS, Topics.ORDERS, Topics.EXECUTION_REPORTS);
    try (EventLog log = EventLog.open(access, topics)) {
      log.readToEnd(
          event -> {
            StrategyTrace trace = traces.get(event.key());
            if (trace != null) {
              trace.take(event);
            }
          });
    }
    return traces;
  }

  private void take(LoggedEvent record) {
    if (record.event() instanceof Decision decision) {
      take(decision);
    } else if (record.event() instanceof Order order) {
      orders.put(order.getOrderId(), order);
    } else if (record.event() instanceof ExecutionReport report
        && TERMINAL.contains(report.getStatus())) {
      settled.add(report.getOrderId());
    }
  }

  private void take(Decision decision) {
    if (last == null || decision.getIncarnation() > last.getIncarnation()) {
      plan = 0;
      ended = true;
    }
    last = decision;
    Long number = decision.getPlanNumber();
    if (number == null || number < plan) {
      return;
    }
    ended = ENDS.contains(decision.getReason()) || number == plan && ended;
    plan = number;
  }

  public String strategyId() {
    return strategyId;
  }

  /** Empty if none was recorded, or none is kept. */
  public Optional<Decision> lastDecision() {
    return Optional.ofNullable(last);
  }

  /** Plans made in the last incarnation that decisions tell of. */
  public long plans() {
    return plan;
  }

  /** Whether the last plan is open as far as decisions tell. */
  public boolean hasOpenPlan() {
    return plan > 0 && !ended;
  }

  /** Orders that went out and have no terminal report, the earliest first. */
  public List<Order> unsettled() {
    return orders.values().stream().filter(order -> !settled.contains(order.getOrderId())).toList();
  }
}
