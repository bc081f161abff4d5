package io.strategystreams.paper.topology;

import io.strategystreams.events.Order;
import io.strategystreams.paper.exchange.OrderReport;
import io.strategystreams.state.PaperGroupState;
import io.strategystreams.state.PaperPlanOrder;
import io.strategystreams.state.PaperPlanState;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;

/**
 * Keeps the steps of a plan in order: a step's turn comes when every order of the steps before it
 * that was seen is filled. A plan released stepwise never waits here, so the executor need not know
 * how a plan was released. A <i>unit</i> is a single order, or a whole atomic group by sequence.
 */
final class PlanSequence {
  private enum Fate {
    AWAITED,
    FILLED,
    ENDED
  }

  private final KeyValueStore<String, PaperPlanState> plans;
  private final KeyValueStore<String, PaperGroupState> waiting;
  private final Memory<PaperPlanState> memory;

  /**
   * @param waiting units whose turn has not come, by plan; empty but for plans released together
   * @param retention how long a plan is remembered after something last happened to it
   */
  PlanSequence(
      KeyValueStore<String, PaperPlanState> plans,
      KeyValueStore<String, PaperGroupState> waiting,
      Duration retention) {
    this.plans = plans;
    this.waiting = waiting;
    this.memory = new Memory<>(plans, PaperPlanState::getSeen, retention);
  }

  /** An order was read for the first time. */
  void enter(Order order, Instant now) {
    put(
        key(order.getStrategyId(), order.getPlanId()),
        order.getOrderId(),
        new PaperPlanOrder(order.getStep(), Fate.AWAITED.name()),
        now);
  }

  /** The executor reported on an order. */
  void told(String strategyId, OrderReport report, Instant now) {
    String key = key(strategyId, report.planId());
    PaperPlanState plan = plans.get(key);
    PaperPlanOrder order = plan == null ? null : plan.getOrders().get(report.orderId());
    if (order == null) {
      return;
    }
    Fate fate =
        switch (report.status()) {
          case RELEASED, ACCEPTED, PARTIALLY_FILLED -> Fate.AWAITED;
          case FILLED -> Fate.FILLED;
          case REJECTED, CANCELLED, EXPIRED, LIQUIDATED -> Fate.ENDED;
        };
    if (!fate.name().equals(order.getFate())) {
      put(key, report.orderId(), new PaperPlanOrder(order.getStep(), fate.name()), now);
    }
  }

  /** Why the unit will never have its turn; empty if it may yet, or has. */
  Optional<String> failed(List<Order> unit) {
    Order first = unit.get(0);
    OptionalInt step =
        before(first)
            .filter(order -> order.getFate().equals(Fate.ENDED.name()))
            .mapToInt(PaperPlanOrder::getStep)
            .min();
    return step.isEmpty()
        ? Optional.empty()
        : Optional.of(
            "step " + step.getAsInt() + " of plan " + first.getPlanId() + " was not filled");
  }

  /** Keeps the unit if a step before it is still awaited and none has failed. */
  boolean holdsBack(List<Order> unit) {
    Order first = unit.get(0);
    boolean waits = before(first).anyMatch(order -> order.getFate().equals(Fate.AWAITED.name()));
    if (!waits || failed(unit).isPresent()) {
      return false;
    }
    String key = key(first.getStrategyId(), first.getPlanId());
    List<Order> orders = heldBack(key);
    orders.addAll(unit);
    waiting.put(key, new PaperGroupState(orders));
    return true;
  }

  /** Takes out the plan's next unit that need not wait any more, be it to fail. */
  Optional<List<Order>> takeNext(String strategyId, String planId) {
    String key = key(strategyId, planId);
    List<Order> orders = heldBack(key);
    if (orders.isEmpty()) {
      return Optional.empty();
    }
    List<Order> unit = lowestStep(orders);
    boolean waits =
        before(unit.get(0)).anyMatch(order -> order.getFate().equals(Fate.AWAITED.name()));
    if (waits && failed(unit).isEmpty()) {
      return Optional.empty();
    }
    orders.removeAll(unit);
    keep(key, orders);
    return Optional.of(unit);
  }

  /** Takes out every unit that may not be executed any more, by plan and step. */
  List<List<Order>> takeExpired(Instant now) {
    Map<String, List<Order>> byPlan = new TreeMap<>();
    List<List<Order>> expired = new ArrayList<>();
    try (KeyValueIterator<String, PaperGroupState> all = waiting.all()) {
      while (all.hasNext()) {
        KeyValue<String, PaperGroupState> entry = all.next();
        List<Order> left = new ArrayList<>(entry.value.getOrders());
        while (!left.isEmpty() && now.isAfter(lowestStep(left).get(0).getExpiresAt())) {
          List<Order> unit = lowestStep(left);
          expired.add(unit);
          left.removeAll(unit);
          byPlan.put(entry.key, left);
        }
      }
    }
    byPlan.forEach(this::keep);
    return expired;
  }

  void forget(Instant now) {
    memory.forget(now);
  }

  private Stream<PaperPlanOrder> before(Order order) {
    PaperPlanState plan = plans.get(key(order.getStrategyId(), order.getPlanId()));
    return plan == null
        ? Stream.empty()
        : plan.getOrders().values().stream().filter(other -> other.getStep() < order.getStep());
  }

  private List<Order> heldBack(String key) {
    PaperGroupState held = waiting.get(key);
    return new ArrayList<>(held == null ? List.of() : held.getOrders());
  }

  private void keep(String key, List<Order> orders) {
    if (orders.isEmpty()) {
      waiting.delete(key);
    } else {
      waiting.put(key, new PaperGroupState(orders));
    }
  }

  private void put(String key, String orderId, PaperPlanOrder order, Instant now) {
    PaperPlanState plan = plans.get(key);
    Map<String, PaperPlanOrder> orders = new HashMap<>(plan == null ? Map.of() : plan.getOrders());
    orders.put(orderId, order);
    plans.put(key, new PaperPlanState(orders, now));
  }

  private static List<Order> lowestStep(List<Order> orders) {
    int step = orders.stream().mapToInt(Order::getStep).min().orElseThrow();
    return orders.stream()
        .filter(order -> order.getStep() == step)
        .sorted(Comparator.comparingInt(Order::getSequenceInGroup))
        .toList();
  }

  private static String key(String strategyId, String planId) {
    return strategyId + "/" + planId;
  }
}
