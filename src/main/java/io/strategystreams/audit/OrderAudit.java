package io.strategystreams.audit;

import io.strategystreams.contract.Identity;
import io.strategystreams.events.Decision;
import io.strategystreams.events.Order;
import java.util.HashMap;
import java.util.Map;

/** Each order written once, decided once, under the id that is its own. */
final class OrderAudit {
  private OrderAudit() {}

  static void check(History history, Breaches breaches) {
    Map<String, Logged<Order>> orders = new HashMap<>();
    for (Logged<Order> order : history.orders()) {
      Logged<Order> before = orders.putIfAbsent(order.event().getOrderId(), order);
      if (before != null) {
        again(before, order, breaches);
      }
    }
    Map<String, Logged<Decision>> decided = new HashMap<>();
    for (Logged<Decision> decision : history.decisions()) {
      for (String orderId : decision.event().getOrderIds()) {
        checkDecided(decision, orderId, orders.get(orderId), breaches);
        Logged<Decision> before = decided.putIfAbsent(orderId, decision);
        if (before != null) {
          breaches.add(
              Promise.ORDER_DECIDED,
              decision.event().getStrategyId(),
              "order %s is released at %s and again at %s"
                  .formatted(orderId, before.place(), decision.place()));
        }
      }
    }
    for (Logged<Order> order : orders.values()) {
      if (!decided.containsKey(order.event().getOrderId())) {
        breaches.add(
            Promise.ORDER_DECIDED,
            order.event().getStrategyId(),
            "order %s at %s is named by no decision"
                .formatted(order.event().getOrderId(), order.place()));
      }
    }
  }

  private static void again(Logged<Order> before, Logged<Order> order, Breaches breaches) {
    breaches.add(
        Promise.ORDER_ONCE,
        order.event().getStrategyId(),
        "order %s lies at %s and at %s"
            .formatted(order.event().getOrderId(), before.place(), order.place()));
    if (!before.event().equals(order.event())) {
      breaches.add(
          Promise.ORDER_ONE_CONTENT,
          order.event().getStrategyId(),
          "order %s says one thing at %s and another at %s"
              .formatted(order.event().getOrderId(), before.place(), order.place()));
    }
  }

  private static void checkDecided(
      Logged<Decision> at, String orderId, Logged<Order> order, Breaches breaches) {
    Decision decision = at.event();
    if (order == null) {
      breaches.add(
          Promise.ORDER_NOT_LOST,
          decision.getStrategyId(),
          "order %s, released by the decision at %s, is not in orders"
              .formatted(orderId, at.place()));
      return;
    }
    Order written = order.event();
    String own =
        Identity.orderId(
            decision.getStrategyId(),
            decision.getIncarnation(),
            written.getPlanNumber(),
            written.getStep(),
            written.getSequenceInGroup());
    String plan =
        Identity.planId(
            decision.getStrategyId(), decision.getIncarnation(), written.getPlanNumber());
    if (!orderId.equals(own) || !written.getPlanId().equals(plan)) {
      breaches.add(
          Promise.IDENTITY,
          decision.getStrategyId(),
          "the order at %s must have order_id %s and plan_id %s, was %s and %s"
              .formatted(order.place(), own, plan, orderId, written.getPlanId()));
    }
  }
}
