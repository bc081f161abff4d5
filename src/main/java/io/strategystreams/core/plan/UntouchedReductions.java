package io.strategystreams.core.plan;

import io.strategystreams.core.exposure.Positions;
import io.strategystreams.core.market.Instrument;
import io.strategystreams.core.market.PositionType;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * The part of an exit that may go out while orders of a superseded plan are still in flight: the
 * steps that only reduce, and spend nothing but what the last exposure showed and no order in
 * flight touches. What such a step brings may lie where others move something; it spends none of
 * that.
 *
 * <p>A step that is left out counts as in flight for those after it, so that each step that goes
 * out finds what it would have found in the whole plan.
 */
public final class UntouchedReductions {
  private UntouchedReductions() {}

  /**
   * @param exit the whole plan
   * @param superseded the plan whose orders are in flight
   * @param held the positions from which {@code exit} was made
   * @return empty if no step of it may go out
   */
  public static Optional<Plan> of(Plan exit, OpenPlan superseded, Positions held) {
    Set<Instrument> touched = new TreeSet<>();
    superseded.awaited().forEach(order -> touch(touched, superseded.planned(order)));
    List<Step> chosen = new ArrayList<>();
    Positions book = held;
    for (Step step : exit.steps()) {
      if (onlyReduces(step) && isUntouched(step, touched, book)) {
        chosen.add(step);
        for (PlannedOrder order : step.orders()) {
          book = book.plus(order.expectedDeltas());
        }
      } else {
        step.orders().forEach(order -> touch(touched, order));
      }
    }
    return chosen.isEmpty()
        ? Optional.empty()
        : Optional.of(new Plan(exit.action(), chosen, exit.lowersRisk()));
  }

  private static void touch(Set<Instrument> touched, PlannedOrder order) {
    touched.addAll(order.expectedDeltas().keySet());
    touched.add(Instrument.base(order.sourceVenue(), order.sourceToken()));
    touched.add(Instrument.base(order.targetVenue(), order.targetToken()));
    if (order.source() != null) {
      touched.add(order.source());
    }
  }

  /** A queue takes days, and what waits in it is no longer there to be swapped. */
  private static boolean onlyReduces(Step step) {
    return step.orders().stream()
        .allMatch(
            order ->
                switch (order.operation()) {
                  case WITHDRAW, REPAY, SWAP, FLASH_BORROW, FLASH_REPAY -> true;
                  case PERP_TRADE -> order.reduceOnly();
                  case SPOT_TRADE -> order.side() == Side.SELL;
                  case SUPPLY, BORROW, STAKE, UNSTAKE, TRANSFER -> false;
                });
  }

  private static boolean isUntouched(Step step, Set<Instrument> touched, Positions book) {
    Map<Instrument, BigDecimal> moved = new TreeMap<>();
    for (PlannedOrder order : step.orders()) {
      for (Map.Entry<Instrument, BigDecimal> delta : order.expectedDeltas().entrySet()) {
        Instrument instrument = delta.getKey();
        BigDecimal sum = moved.merge(instrument, delta.getValue(), BigDecimal::add);
        boolean isPerp = instrument.type() == PositionType.PERP;
        boolean spends = isPerp || sum.signum() < 0;
        boolean isThere =
            isPerp
                ? sum.abs().compareTo(book.amount(instrument).abs()) <= 0
                : sum.negate().compareTo(book.amount(instrument)) <= 0;
        if (spends && (touched.contains(instrument) || !isThere)) {
          return false;
        }
      }
    }
    return true;
  }
}
