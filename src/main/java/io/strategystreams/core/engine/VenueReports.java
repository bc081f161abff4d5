package io.strategystreams.core.engine;

import io.strategystreams.core.market.Instrument;
import io.strategystreams.core.market.PositionType;
import io.strategystreams.core.plan.OrderStatus;
import io.strategystreams.core.plan.Report;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Whether a close that a venue reports can be one of this strategy: it names an order that the
 * strategy made, and moves what a venue closes.
 */
record VenueReports(Turn turn, OrderNames names) {
  /** As many plans are looked through for the one that opened a position, the last first. */
  private static final long PLANS = 10_000;

  private static final int STEPS = 64;
  private static final int ORDERS_OF_A_STEP = 16;

  Optional<String> contradiction(Report report) {
    if (report.status() != null
        && report.status() != OrderStatus.FILLED
        && report.status() != OrderStatus.LIQUIDATED) {
      return Optional.of("status must be FILLED or LIQUIDATED, was " + report.status());
    }
    for (Instrument moved : report.deltas().keySet()) {
      if (moved.type() == PositionType.LST || moved.type() == PositionType.UNSTAKING) {
        return Optional.of("no venue closes " + moved + " by itself");
      }
    }
    boolean closes =
        report.deltas().keySet().stream()
            .anyMatch(
                moved ->
                    moved.type() == PositionType.PERP || moved.type() == PositionType.DEBT_TOKEN);
    if (!closes || report.filled().signum() == 0) {
      return Optional.of("deltas must name the perpetual or the debt that was closed");
    }
    return isOwn(report)
        ? Optional.empty()
        : Optional.of(
            "closes_order_id must be an order of this strategy and plan_id its plan, was "
                + report.closesOrderId()
                + " of plan "
                + report.planId());
  }

  private boolean isOwn(Report report) {
    return isRemembered(report.closesOrderId()) || isOfAPlan(report);
  }

  private boolean isRemembered(String orderId) {
    return Stream.of(turn.plan, turn.beside)
            .anyMatch(plan -> plan != null && plan.order(orderId).isPresent())
        || turn.closed.order(orderId).isPresent()
        || turn.former.order(orderId).isPresent();
  }

  /** Ids follow from names, so an order of long ago need not be remembered. */
  private boolean isOfAPlan(Report report) {
    long left = PLANS;
    for (long incarnation = turn.incarnation; incarnation >= 1 && left > 0; incarnation--) {
      boolean present = incarnation == turn.incarnation;
      long plans = present ? Math.min(turn.plans, left) : Math.min(left, PLANS / 10);
      for (long i = 0; i < plans; i++) {
        long number = present ? turn.plans - i : i + 1;
        if (names.planId(turn.strategyId(), incarnation, number).equals(report.planId())) {
          return isOrderOf(report.closesOrderId(), incarnation, number);
        }
      }
      left -= plans;
    }
    return false;
  }

  private boolean isOrderOf(String orderId, long incarnation, long plan) {
    for (int step = 1; step <= STEPS; step++) {
      for (int sequence = 1; sequence <= ORDERS_OF_A_STEP; sequence++) {
        if (names.orderId(turn.strategyId(), incarnation, plan, step, sequence).equals(orderId)) {
          return true;
        }
      }
    }
    return false;
  }
}
