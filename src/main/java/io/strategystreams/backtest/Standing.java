package io.strategystreams.backtest;

import java.math.BigDecimal;
import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What became of a strategy's money up to an instant; amounts in its share class.
 *
 * @param equity net of gas; null while something held was never priced
 * @param paidIn its capital and all deposits, at their value when they came
 * @param paidOut payments to investors at their value then
 * @param components what was earned (positive) and paid, by name
 */
public record Standing(
    BigDecimal equity,
    BigDecimal paidIn,
    BigDecimal paidOut,
    SortedMap<String, BigDecimal> components) {
  public Standing {
    components = Collections.unmodifiableSortedMap(new TreeMap<>(components));
  }

  /** Paid in so far, less what was paid out. */
  BigDecimal net() {
    return paidIn.subtract(paidOut);
  }
}
