package io.strategystreams.core.plan;

import java.util.List;

/**
 * One sequential order or one atomic group: what is released together and must be filled before the
 * next goes out.
 */
public record Step(ExecutionMode mode, List<PlannedOrder> orders) {
  public Step {
    orders = List.copyOf(orders);
    if (orders.isEmpty() || (mode == ExecutionMode.SEQUENTIAL && orders.size() != 1)) {
      throw new IllegalArgumentException(
          "a " + mode + " step cannot hold " + orders.size() + " orders");
    }
  }

  /** Whether it waits in a protocol's exit queue once it is accepted. */
  public boolean queues() {
    return orders.stream().anyMatch(order -> order.operation() == Operation.UNSTAKE);
  }

  public static Step sequential(PlannedOrder order) {
    return new Step(ExecutionMode.SEQUENTIAL, List.of(order));
  }

  public static Step atomic(List<PlannedOrder> orders) {
    return new Step(ExecutionMode.ATOMIC, orders);
  }
}
