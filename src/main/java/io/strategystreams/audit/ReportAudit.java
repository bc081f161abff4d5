package io.strategystreams.audit;

import io.strategystreams.events.ExecutionReport;
import io.strategystreams.events.Operation;
import io.strategystreams.events.Order;
import io.strategystreams.events.ReportStatus;
import java.math.BigDecimal;
import java.util.HashMap;
import java.util.Map;

/** Reports follow their orders, grow only, and end once. */
final class ReportAudit {
  private ReportAudit() {}

  static void check(History history, boolean atRest, Breaches breaches) {
    Map<String, Logged<Order>> orders = new HashMap<>();
    history.orders().forEach(order -> orders.putIfAbsent(order.event().getOrderId(), order));
    Map<String, Logged<ExecutionReport>> last = new HashMap<>();
    Map<String, Logged<ExecutionReport>> terminal = new HashMap<>();
    for (Logged<ExecutionReport> at : history.reports()) {
      ExecutionReport report = at.event();
      requireOrder(at, orders, breaches);
      Logged<ExecutionReport> before = last.put(report.getOrderId(), at);
      if (before != null && filled(before).compareTo(filled(at)) > 0) {
        breaches.add(
            Promise.REPORT_SOUND,
            report.getStrategyId(),
            "filled_amount of order %s falls from %s at %s to %s at %s"
                .formatted(
                    report.getOrderId(),
                    filled(before).toPlainString(),
                    before.place(),
                    filled(at).toPlainString(),
                    at.place()));
      }
      if (isTerminal(report.getStatus())) {
        Logged<ExecutionReport> ended = terminal.putIfAbsent(report.getOrderId(), at);
        if (ended != null) {
          breaches.add(
              Promise.REPORT_ONE_TERMINAL,
              report.getStrategyId(),
              "order %s ended %s at %s and again %s at %s"
                  .formatted(
                      report.getOrderId(),
                      ended.event().getStatus(),
                      ended.place(),
                      report.getStatus(),
                      at.place()));
        }
      }
    }
    if (atRest) {
      orders.values().stream()
          .filter(order -> !terminal.containsKey(order.event().getOrderId()))
          .filter(order -> !isQueued(order.event(), last.get(order.event().getOrderId())))
          .forEach(order -> unreported(order, breaches));
    }
  }

  /** A report is on an order, or tells that the venue closed what an order opened. */
  private static void requireOrder(
      Logged<ExecutionReport> at, Map<String, Logged<Order>> orders, Breaches breaches) {
    ExecutionReport report = at.event();
    boolean ofVenue = report.getClosesOrderId() != null;
    String named = ofVenue ? report.getClosesOrderId() : report.getOrderId();
    if (!orders.containsKey(named)) {
      breaches.add(
          Promise.REPORT_SOUND,
          report.getStrategyId(),
          "the report at %s is on order %s, which is not in orders".formatted(at.place(), named));
    } else if (ofVenue && orders.containsKey(report.getOrderId())) {
      breaches.add(
          Promise.REPORT_SOUND,
          report.getStrategyId(),
          "the report at %s of a venue's own close has the id of order %s"
              .formatted(at.place(), report.getOrderId()));
    }
  }

  private static void unreported(Logged<Order> order, Breaches breaches) {
    breaches.add(
        Promise.REPORT_ONE_TERMINAL,
        order.event().getStrategyId(),
        "order %s at %s has no terminal report"
            .formatted(order.event().getOrderId(), order.place()));
  }

  private static BigDecimal filled(Logged<ExecutionReport> at) {
    return at.event().getFilledAmount();
  }

  /** An unstake waits in its protocol's queue as long as that takes. */
  private static boolean isQueued(Order order, Logged<ExecutionReport> last) {
    return order.getOperation() == Operation.UNSTAKE
        && last != null
        && last.event().getStatus() == ReportStatus.ACCEPTED;
  }

  static boolean isTerminal(ReportStatus status) {
    return switch (status) {
      case FILLED, REJECTED, CANCELLED, EXPIRED, LIQUIDATED -> true;
      case UNKNOWN, ACCEPTED, PARTIALLY_FILLED -> false;
    };
  }
}
