package io.strategystreams.core.plan;

import io.strategystreams.core.market.Instrument;
import io.strategystreams.core.market.PositionType;
import java.math.BigDecimal;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * How far a later step may follow what earlier ones filled. An order that spends what they brought
 * exceeds its planned amount by no more than slippage, fees and yield explain ({@code
 * max_fill_deviation}), and where a trade's proceeds are spent by no more than the price may have
 * moved besides ({@code max_price_jump}). What is beyond stays where it is, for the next
 * evaluation.
 */
public final class ReleaseBounds {
  private ReleaseBounds() {}

  /** What the next release finds beyond what was planned, as far as it may be followed. */
  public static SortedMap<Instrument, BigDecimal> variance(OpenPlan plan, Tolerance tolerance) {
    SortedMap<Instrument, BigDecimal> found = new TreeMap<>(plan.variance());
    Set<Instrument> proceeds = proceeds(plan);
    for (Step step : plan.nextRelease()) {
      for (PlannedOrder order : step.orders()) {
        BigDecimal extra = order.source() == null ? null : found.get(order.source());
        if (extra != null && extra.signum() > 0 && order.sizing() == Sizing.FOLLOWS) {
          BigDecimal share =
              proceeds.contains(order.source()) ? tolerance.proceeds() : tolerance.fill();
          BigDecimal spent =
              order.expectedDeltas().getOrDefault(order.source(), order.amount().value()).abs();
          found.put(order.source(), extra.min(spent.multiply(share)));
        }
      }
    }
    return found;
  }

  /** Where earlier orders brought what depends on a price, and where that was passed on. */
  private static Set<Instrument> proceeds(OpenPlan plan) {
    Set<Instrument> proceeds = new TreeSet<>();
    for (OrderProgress progress : plan.orders()) {
      PlannedOrder order = plan.planned(progress);
      boolean priced =
          switch (order.operation()) {
            case SPOT_TRADE, SWAP, PERP_TRADE -> true;
            case SUPPLY,
                BORROW,
                REPAY,
                WITHDRAW,
                STAKE,
                UNSTAKE,
                FLASH_BORROW,
                FLASH_REPAY,
                TRANSFER ->
                order.source() != null && proceeds.contains(order.source());
          };
      if (priced) {
        for (Map.Entry<Instrument, BigDecimal> delta : progress.deltas().entrySet()) {
          if (delta.getValue().signum() > 0 && delta.getKey().type() != PositionType.PERP) {
            proceeds.add(delta.getKey());
          }
        }
      }
    }
    return proceeds;
  }
}
