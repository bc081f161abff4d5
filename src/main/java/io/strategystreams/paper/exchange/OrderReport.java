package io.strategystreams.paper.exchange;

import io.strategystreams.core.plan.OrderStatus;

/**
 * What the executor says of an order, or of a close that no order asked for.
 *
 * @param fill cumulative
 * @param reason why it was rejected, or why the venue closed; else null
 * @param orderId the order; of a venue's own close the order that opened the position
 * @param close number of the venue's close of that position, from 1; 0 for a report on the order
 */
public record OrderReport(
    String orderId, String planId, OrderStatus status, Fill fill, String reason, int close) {

  static OrderReport of(PaperOrder order, OrderStatus status, Fill fill) {
    return new OrderReport(order.orderId(), order.planId(), status, fill, null, 0);
  }

  /** A refusal; nothing moved. */
  public static OrderReport rejected(String orderId, String planId, String reason) {
    return new OrderReport(orderId, planId, OrderStatus.REJECTED, Fill.NOTHING, reason, 0);
  }

  static OrderReport rejected(PaperOrder order, String reason) {
    return rejected(order.orderId(), order.planId(), reason);
  }

  /** Whether the venue closed by itself. */
  public boolean isOfVenue() {
    return close > 0;
  }
}
