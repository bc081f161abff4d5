package io.strategystreams.backtest;

import io.strategystreams.paper.attribution.Statement;
import java.math.BigDecimal;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/**
 * What became of a strategy's money up to an instant; amounts in its share class.
 *
 * @param equity net of gas; null while something held was never priced
 * @param paidIn its capital and all deposits, at their value when they came
 * @param paidOut payments to investors at their value then
 * @param components what was earned (positive) and paid, by name
 */
public record Standing(
    BigDecimal equity, BigDecimal paidIn, BigDecimal paidOut, Map<String, BigDecimal> components) {
  public Standing {
    components = Collections.unmodifiableMap(new LinkedHashMap<>(components));
  }

  static Standing of(Statement statement) {
    Map<String, BigDecimal> named = new LinkedHashMap<>();
    statement
        .components()
        .forEach(
            (component, amount) -> named.put(component.name().toLowerCase(Locale.ROOT), amount));
    return new Standing(
        statement.accountedEquity(), statement.paidIn(), statement.paidOut(), named);
  }

  /** What was earned for investors, all costs taken off. */
  public BigDecimal profit() {
    return components.values().stream().reduce(BigDecimal.ZERO, BigDecimal::add);
  }

  /** Paid in so far, less what was paid out. */
  BigDecimal net() {
    return paidIn.subtract(paidOut);
  }
}
