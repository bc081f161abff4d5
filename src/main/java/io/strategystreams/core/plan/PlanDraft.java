package io.strategystreams.core.plan;

import io.strategystreams.core.exposure.Positions;
import io.strategystreams.core.market.Instrument;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;

/**
 * A plan while it is drawn up: the steps so far and the book as it will be when they are filled.
 * Single-threaded, short-lived.
 */
public final class PlanDraft {
  private final Positions before;
  private Positions book;
  private final List<Step> steps = new ArrayList<>();
  private List<PlannedOrder> group;

  public PlanDraft(Positions positions) {
    this.before = positions;
    this.book = positions;
  }

  /** The book with every order so far filled. */
  public Positions book() {
    return book;
  }

  /** The book before the first order. */
  public Positions before() {
    return before;
  }

  /** What an instrument holds after the orders so far, in its unit. */
  public BigDecimal present(Instrument instrument) {
    return book.amount(instrument);
  }

  /** Appends an order and applies its expected deltas. */
  public void add(PlannedOrder order) {
    book = book.plus(order.expectedDeltas());
    if (group != null) {
      group.add(order);
    } else {
      steps.add(Step.sequential(order));
    }
  }

  /**
   * Appends the orders that {@code content} adds as one atomic group; nothing where it adds none.
   */
  public void atomically(Runnable content) {
    if (group != null) {
      throw new IllegalStateException("an atomic group cannot hold another");
    }
    group = new ArrayList<>();
    content.run();
    List<PlannedOrder> orders = group;
    group = null;
    if (!orders.isEmpty()) {
      steps.add(Step.atomic(orders));
    }
  }

  public boolean isEmpty() {
    return steps.isEmpty();
  }

  public List<Step> steps() {
    return List.copyOf(steps);
  }

  /** Whether any order so far satisfies the condition. */
  public boolean contains(java.util.function.Predicate<PlannedOrder> condition) {
    return steps.stream().flatMap(step -> step.orders().stream()).anyMatch(condition);
  }
}
