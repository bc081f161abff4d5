package io.strategystreams.paper.ledger;

import static io.strategystreams.core.money.Decimals.divide;

import io.strategystreams.core.market.Instrument;
import io.strategystreams.core.money.Decimals;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What an order's reports have said so far, cumulative.
 *
 * @param amount filled, 0 or more
 * @param price average, null where none applies
 * @param deltas what moved
 * @param terminal whether nothing more can come
 */
public record ReportedFill(
    BigDecimal amount,
    BigDecimal price,
    SortedMap<Instrument, BigDecimal> deltas,
    boolean terminal) {
  public static final ReportedFill NONE =
      new ReportedFill(BigDecimal.ZERO, null, new TreeMap<>(), false);

  public ReportedFill {
    deltas = Collections.unmodifiableSortedMap(new TreeMap<>(deltas));
  }

  /**
   * Whether {@code next} says more than this: a terminal status ends it, the fill never shrinks.
   */
  public boolean isOvertakenBy(ReportedFill next) {
    return !terminal && next.amount.compareTo(amount) >= 0;
  }

  /** The ledger when these reports are in it and {@code next} comes on top. */
  public PaperLedger applied(PaperLedger ledger, ReportedFill next) {
    SortedMap<Instrument, BigDecimal> moved = new TreeMap<>(next.deltas);
    deltas.forEach(
        (instrument, before) -> moved.merge(instrument, before.negate(), BigDecimal::add));
    moved.values().removeIf(delta -> delta.signum() == 0);
    return moved.isEmpty() ? ledger : ledger.fill(moved, priceSince(next));
  }

  /** The price of what {@code next} adds: its average where this filled nothing at another. */
  private BigDecimal priceSince(ReportedFill next) {
    BigDecimal added = next.amount.subtract(amount);
    if (price == null || next.price == null || added.signum() == 0) {
      return next.price;
    }
    BigDecimal cost = next.price.multiply(next.amount).subtract(price.multiply(amount));
    return divide(cost, added).setScale(Decimals.SCALE, RoundingMode.HALF_EVEN);
  }
}
