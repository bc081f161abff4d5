package io.strategystreams.core.plan;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The orders of closed plans that a report may still name: all of the plan closed last and of one
 * that was open beside it, and those of earlier ones that never had their terminal report.
 * Immutable.
 *
 * @param orders without their deltas, oldest first
 * @param otherOpen whether another plan was open beside the one closed last
 */
public record ClosedOrders(List<OrderProgress> orders, boolean otherOpen) {
  public static final ClosedOrders NONE = new ClosedOrders(List.of(), false);

  /** As many unsettled orders are remembered; a report on an older one counts as unknown. */
  static final int LIMIT = 64;

  public ClosedOrders {
    orders = List.copyOf(orders);
  }

  /**
   * After a plan closed.
   *
   * @param other whether another is open beside it
   */
  public ClosedOrders afterClosing(OpenPlan plan, boolean other) {
    List<OrderProgress> kept =
        new ArrayList<>(orders.stream().filter(order -> otherOpen || order.isOpen()).toList());
    plan.orders().forEach(order -> kept.add(order.closed()));
    return last(kept, other);
  }

  private static ClosedOrders last(List<OrderProgress> all, boolean other) {
    return new ClosedOrders(all.subList(Math.max(0, all.size() - LIMIT), all.size()), other);
  }

  /** These and others, as many as are remembered. */
  public ClosedOrders and(ClosedOrders others) {
    List<OrderProgress> all = new ArrayList<>(orders);
    all.addAll(others.orders);
    return last(all, false);
  }

  public Optional<OrderProgress> order(String orderId) {
    return orders.stream().filter(order -> order.orderId().equals(orderId)).findFirst();
  }

  /** After a report on one of them. */
  public ClosedOrders afterReport(Report report) {
    return new ClosedOrders(
        orders.stream()
            .map(
                order ->
                    order.orderId().equals(report.orderId())
                        ? order.after(report, Duration.ZERO).closed()
                        : order)
            .toList(),
        otherOpen);
  }
}
