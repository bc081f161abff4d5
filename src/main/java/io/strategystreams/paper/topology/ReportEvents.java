package io.strategystreams.paper.topology;

import io.strategystreams.contract.Identity;
import io.strategystreams.core.plan.OrderStatus;
import io.strategystreams.events.ExecutionReport;
import io.strategystreams.events.ReportStatus;
import io.strategystreams.paper.exchange.Fill;
import io.strategystreams.paper.exchange.OrderReport;
import io.strategystreams.paper.ledger.ReportedFill;
import io.strategystreams.state.PaperReportMemo;
import java.time.Instant;

/** Reports as events and as the rules read them. */
final class ReportEvents {
  private static final int MOST_CHARACTERS = 2_000;

  private ReportEvents() {}

  /** A report for the contract's topic; its venue_order_id is the order's id under "paper-". */
  static ExecutionReport written(String strategyId, OrderReport report, Instant now) {
    Fill fill = report.fill();
    String id =
        report.isOfVenue() ? Identity.closeId(report.orderId(), report.close()) : report.orderId();
    return ExecutionReport.newBuilder()
        .setOrderId(id)
        .setPlanId(report.planId())
        .setStrategyId(strategyId)
        .setStatus(status(report.status()))
        .setFilledAmount(fill.amount())
        .setAveragePrice(fill.price())
        .setFee(fill.fee())
        .setFeeToken(fill.feeToken() == null ? null : fill.feeToken().symbol())
        .setDeltas(Amounts.written(fill.deltas()))
        .setClosesOrderId(report.isOfVenue() ? report.orderId() : null)
        .setVenueOrderId(report.status() == OrderStatus.REJECTED ? null : "paper-" + id)
        .setReason(shortened(report.reason()))
        .setEventTime(now)
        .build();
  }

  /**
   * @throws IllegalArgumentException if its deltas name what is no instrument
   */
  static ReportedFill read(ExecutionReport report) {
    return new ReportedFill(
        report.getFilledAmount(),
        report.getAveragePrice(),
        Amounts.read(report.getDeltas()),
        isTerminal(report.getStatus()));
  }

  static ReportedFill read(PaperReportMemo memo) {
    return memo == null
        ? ReportedFill.NONE
        : new ReportedFill(
            memo.getFilledAmount(),
            memo.getAveragePrice(),
            Amounts.read(memo.getDeltas()),
            memo.getTerminal());
  }

  static PaperReportMemo memo(ReportedFill fill, Instant now) {
    return PaperReportMemo.newBuilder()
        .setFilledAmount(fill.amount())
        .setAveragePrice(fill.price())
        .setDeltas(Amounts.written(fill.deltas()))
        .setTerminal(fill.terminal())
        .setSeen(now)
        .build();
  }

  /** An order may break thousands of rules; a report must stay small. */
  private static String shortened(String reason) {
    return reason == null || reason.length() <= MOST_CHARACTERS
        ? reason
        : reason.substring(0, MOST_CHARACTERS) + "…";
  }

  private static boolean isTerminal(ReportStatus status) {
    return switch (status) {
      case FILLED, REJECTED, CANCELLED, EXPIRED, LIQUIDATED -> true;
      case UNKNOWN, ACCEPTED, PARTIALLY_FILLED -> false;
    };
  }

  private static ReportStatus status(OrderStatus status) {
    return switch (status) {
      case ACCEPTED -> ReportStatus.ACCEPTED;
      case PARTIALLY_FILLED -> ReportStatus.PARTIALLY_FILLED;
      case FILLED -> ReportStatus.FILLED;
      case REJECTED -> ReportStatus.REJECTED;
      case CANCELLED -> ReportStatus.CANCELLED;
      case EXPIRED -> ReportStatus.EXPIRED;
      case LIQUIDATED -> ReportStatus.LIQUIDATED;
      case RELEASED -> throw new IllegalArgumentException("nobody reports RELEASED");
    };
  }
}
