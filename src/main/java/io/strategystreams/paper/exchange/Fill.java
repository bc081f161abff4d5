package io.strategystreams.paper.exchange;

import io.strategystreams.core.market.Instrument;
import io.strategystreams.core.money.Token;
import java.math.BigDecimal;
import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What an order has done so far, cumulative.
 *
 * @param amount in the order's amount_token
 * @param price average, null where none applies
 * @param fee in {@code feeToken}, null where none applies
 * @param deltas what moved by instrument, fees and realised P&amp;L included, no zeros
 */
public record Fill(
    BigDecimal amount,
    BigDecimal price,
    BigDecimal fee,
    Token feeToken,
    SortedMap<Instrument, BigDecimal> deltas) {
  /** Nothing done yet. */
  public static final Fill NOTHING = new Fill(BigDecimal.ZERO, null, null, null, new TreeMap<>());

  public Fill {
    SortedMap<Instrument, BigDecimal> kept = new TreeMap<>(deltas);
    kept.values().removeIf(delta -> delta.signum() == 0);
    deltas = Collections.unmodifiableSortedMap(kept);
  }

  /** A fill without price and fee. */
  public static Fill of(BigDecimal amount, SortedMap<Instrument, BigDecimal> deltas) {
    return new Fill(amount, null, null, null, deltas);
  }

  /** The same, of an order of that amount: nothing is filled beyond it. */
  Fill ordered(BigDecimal most) {
    return amount.compareTo(most) <= 0 ? this : new Fill(most, price, fee, feeToken, deltas);
  }

  /** What moved since an earlier state of the same order. */
  public SortedMap<Instrument, BigDecimal> deltasSince(Fill earlier) {
    SortedMap<Instrument, BigDecimal> since = new TreeMap<>(deltas);
    earlier.deltas.forEach(
        (instrument, before) -> since.merge(instrument, before.negate(), BigDecimal::add));
    since.values().removeIf(delta -> delta.signum() == 0);
    return since;
  }
}
