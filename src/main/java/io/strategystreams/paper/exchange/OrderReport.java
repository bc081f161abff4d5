package io.strategystreams.paper.exchange;

import io.strategystreams.core.plan.OrderStatus;

/**
 * What the executor says of an order.
 *
 * @param fill cumulative
 * @param reason why it was rejected, else null
 */
public record OrderReport(
    String orderId, String planId, OrderStatus status, Fill fill, String reason) {

  static OrderReport of(PaperOrder order, OrderStatus status, Fill fill) {
    return new OrderReport(order.orderId(), order.planId(), status, fill, null);
  }

  /** A refusal; nothing moved. */
  public static OrderReport rejected(String orderId, String planId, String reason) {
    return new OrderReport(orderId, planId, OrderStatus.REJECTED, Fill.NOTHING, reason);
  }

  static OrderReport rejected(PaperOrder order, String reason) {
    return rejected(order.orderId(), order.planId(), reason);
  }
}
