package io.strategystreams.paper.attribution;

import io.strategystreams.core.money.Token;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.Map;

/**
 * What became of a strategy's money up to a moment. All amounts in the share class.
 *
 * <p>equity = paidIn − paidOut + Σ components without gas; the gas tank is no part of equity.
 *
 * @param at time of the last event in it
 * @param equity as the monitor reports it; null while something held was never priced
 * @param paidIn deposits at their value when they came
 * @param paidOut payments to investors at their value then, 0 or more
 * @param components earned (positive) and paid since the account was opened, every one of them
 */
public record Statement(
    String strategyId,
    Token shareClass,
    Instant at,
    BigDecimal equity,
    BigDecimal paidIn,
    BigDecimal paidOut,
    Map<Component, BigDecimal> components) {

  /** The sum of all components, gas included: what the strategy earned for its investors. */
  public BigDecimal profit() {
    return components.values().stream().reduce(BigDecimal.ZERO, BigDecimal::add);
  }

  /** Equity less the gas burnt for it. */
  public BigDecimal accountedEquity() {
    return equity == null ? null : equity.add(components.get(Component.GAS));
  }
}
