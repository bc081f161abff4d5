package io.strategystreams.audit;

import io.strategystreams.events.Order;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A plan's orders in turn: step after step, each atomic group whole and side by side. */
final class StepAudit {
  private StepAudit() {}

  static void check(History history, Breaches breaches) {
    Map<String, List<Logged<Order>>> plans = new LinkedHashMap<>();
    history
        .orders()
        .forEach(
            order ->
                plans
                    .computeIfAbsent(order.event().getPlanId(), plan -> new ArrayList<>())
                    .add(order));
    plans.values().forEach(orders -> checkPlan(orders, breaches));
  }

  private static void checkPlan(List<Logged<Order>> orders, Breaches breaches) {
    int step = 1;
    int sequence = 1;
    Logged<Order> before = null;
    for (Logged<Order> at : orders) {
      Order order = at.event();
      if (order.getStep() != step || order.getSequenceInGroup() != sequence) {
        breaches.add(
            Promise.STEPS_IN_TURN,
            order.getStrategyId(),
            "plan %d must go on with step %d, order %d of it at %s, was step %d, order %d"
                .formatted(
                    order.getPlanNumber(),
                    step,
                    sequence,
                    at.place(),
                    order.getStep(),
                    order.getSequenceInGroup()));
        return; // what follows is out of turn because of this
      }
      if (sequence > 1 && !isBeside(before, at)) {
        breaches.add(
            Promise.GROUPS_WHOLE,
            order.getStrategyId(),
            "orders %d and %d of step %d of plan %d must lie side by side, was %s and %s"
                .formatted(
                    sequence - 1,
                    sequence,
                    step,
                    order.getPlanNumber(),
                    before.place(),
                    at.place()));
      }
      boolean isLast = sequence == order.getGroupSize();
      step = isLast ? step + 1 : step;
      sequence = isLast ? 1 : sequence + 1;
      before = at;
    }
    if (sequence > 1) {
      Order last = before.event();
      breaches.add(
          Promise.GROUPS_WHOLE,
          last.getStrategyId(),
          "step %d of plan %d must have %d orders, was %d, the last at %s"
              .formatted(
                  last.getStep(),
                  last.getPlanNumber(),
                  last.getGroupSize(),
                  last.getSequenceInGroup(),
                  before.place()));
    }
  }

  private static boolean isBeside(Logged<Order> one, Logged<Order> next) {
    return one.partition() == next.partition() && one.offset() + 1 == next.offset();
  }
}
