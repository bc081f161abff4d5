package io.strategystreams.core.plan;

import io.strategystreams.core.market.Instrument;
import io.strategystreams.core.money.Quantity;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * A plan that was started: its steps as planned, the orders that went out, its phase. Immutable;
 * {@link PlanLifeCycle} alone moves it.
 *
 * @param number plans made in the incarnation, from 1
 * @param orders every order released so far, in the order they were released
 */
public record OpenPlan(
    long number, Plan plan, PlanTerms terms, List<OrderProgress> orders, PlanPhase phase) {
  public OpenPlan {
    Objects.requireNonNull(plan, "plan");
    Objects.requireNonNull(terms, "terms");
    Objects.requireNonNull(phase, "phase");
    orders = List.copyOf(orders);
  }

  /** A plan of which nothing is out yet. */
  public static OpenPlan begun(long number, Plan plan, PlanTerms terms) {
    return new OpenPlan(number, plan, terms, List.of(), PlanPhase.RELEASING);
  }

  public boolean isOpen() {
    return phase.isOpen();
  }

  /** Number of the step released last, from 1; 0 before the first. */
  public int stepReleased() {
    return orders.isEmpty() ? 0 : orders.get(orders.size() - 1).step();
  }

  public int steps() {
    return plan.steps().size();
  }

  /** The steps that go out next, as planned; empty if all are out. */
  public List<Step> nextRelease() {
    List<Step> left = plan.steps().subList(stepReleased(), steps());
    return switch (terms.release()) {
      case STEPWISE -> left.subList(0, Math.min(1, left.size()));
      case TOGETHER -> throughFirstQueue(left);
    };
  }

  private static List<Step> throughFirstQueue(List<Step> steps) {
    for (int i = 0; i < steps.size(); i++) {
      if (steps.get(i).queues()) {
        return steps.subList(0, i + 1);
      }
    }
    return steps;
  }

  /** The orders whose terminal report is still to come, but for those in doubt. */
  public List<OrderProgress> awaited() {
    return orders.stream().filter(OrderProgress::isAwaited).toList();
  }

  /** Whether a report contradicted one of its orders. */
  public boolean isDoubted() {
    return orders.stream().anyMatch(OrderProgress::doubted);
  }

  /** Whether every order that is out was filled. */
  public boolean allFilled() {
    return orders.stream().allMatch(order -> order.status() == OrderStatus.FILLED);
  }

  /** Whether orders are awaited and each of them waits in a protocol's queue. */
  public boolean onlyQueuedLeft() {
    List<OrderProgress> awaited = awaited();
    return !awaited.isEmpty() && awaited.stream().allMatch(OrderProgress::isQueued);
  }

  /** Whether something is still to go out. */
  public boolean hasNextStep() {
    return stepReleased() < steps();
  }

  /** Whether the next step is due: the plan releases, and all that is out was filled. */
  public boolean isReadyForNextStep() {
    return phase == PlanPhase.RELEASING && allFilled() && hasNextStep();
  }

  /** The order with this id, if it is one of this plan's. */
  public Optional<OrderProgress> order(String orderId) {
    return orders.stream().filter(order -> order.orderId().equals(orderId)).findFirst();
  }

  /**
   * What the filled orders moved beyond what was planned, by instrument in its unit: Σ actual − Σ
   * expected deltas. No zeros.
   */
  public SortedMap<Instrument, BigDecimal> variance() {
    SortedMap<Instrument, BigDecimal> sum = new TreeMap<>();
    for (OrderProgress order : orders) {
      if (order.status() == OrderStatus.FILLED) {
        planned(order)
            .expectedDeltas()
            .forEach((instrument, delta) -> sum.merge(instrument, delta.negate(), BigDecimal::add));
        order
            .deltas()
            .forEach((instrument, delta) -> sum.merge(instrument, delta, BigDecimal::add));
      }
    }
    sum.values().removeIf(value -> value.signum() == 0);
    return Collections.unmodifiableSortedMap(sum);
  }

  /**
   * When the awaited orders can do nothing more and their effect shows; empty if none is awaited.
   */
  public Optional<Instant> unsettledUntil() {
    return awaited().stream()
        .map(order -> order.expiresAt().plus(terms.settleDelay()))
        .max(Comparator.naturalOrder());
  }

  /**
   * As {@link #unsettledUntil}, without unstakes that queue: what those did so far was reported,
   * and their end is days away.
   */
  public Optional<Instant> unsettledAfterEnd() {
    return awaited().stream()
        .filter(order -> !order.isQueued())
        .map(order -> order.expiresAt().plus(terms.settleDelay()))
        .max(Comparator.naturalOrder());
  }

  /** When its first order was released; empty before that. */
  public Optional<Instant> begunAt() {
    return orders.stream()
        .findFirst()
        .map(first -> first.expiresAt().minus(terms.release().life(1, terms.orderTtl())));
  }

  /** When time alone moves the plan, if it ever does. */
  public Optional<Instant> dueAt() {
    return switch (phase) {
      case RELEASING, QUEUED ->
          awaited().stream()
              .map(order -> order.deadline().plus(terms.grace()))
              .min(Comparator.naturalOrder());
      case SUPERSEDING -> unsettledUntil();
      case UNCERTAIN, COMPLETED, ABANDONED, SUPERSEDED, TIMED_OUT -> Optional.empty();
    };
  }

  OpenPlan in(PlanPhase next) {
    return next == phase ? this : new OpenPlan(number, plan, terms, orders, next);
  }

  OpenPlan withOrder(OrderProgress changed) {
    List<OrderProgress> replaced =
        orders.stream()
            .map(order -> order.orderId().equals(changed.orderId()) ? changed : order)
            .toList();
    return new OpenPlan(number, plan, terms, replaced, phase);
  }

  OpenPlan withReleased(OrderProgress released) {
    List<OrderProgress> all = new ArrayList<>(orders);
    all.add(released);
    return new OpenPlan(number, plan, terms, all, phase);
  }

  /** What the order was sent as. */
  public PlannedOrder sent(OrderProgress order) {
    PlannedOrder planned = planned(order);
    return order.sent() == null
        ? planned
        : planned.withAmount(
            Quantity.of(order.sent().amount(), planned.amount().token()), order.sent().deltas());
  }

  /** What the order was planned as. */
  public PlannedOrder planned(OrderProgress order) {
    return plan.steps().get(order.step() - 1).orders().get(order.sequence() - 1);
  }
}
