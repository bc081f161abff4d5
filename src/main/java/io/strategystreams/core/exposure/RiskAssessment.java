package io.strategystreams.core.exposure;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.Collections;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What the risk monitor says of a strategy.
 *
 * @param override everything out, now
 * @param maxEquityFraction φ, 0..1, null for 1
 * @param targetLtv 0..1, null where the monitor sets none
 * @param marginRatios margin over notional, by venue or {@code portfolio}
 */
public record RiskAssessment(
    String strategyId,
    boolean override,
    BigDecimal maxEquityFraction,
    BigDecimal targetLtv,
    SortedMap<String, BigDecimal> marginRatios,
    Instant eventTime) {
  public RiskAssessment {
    Objects.requireNonNull(strategyId, "strategyId");
    Objects.requireNonNull(eventTime, "eventTime");
    marginRatios = Collections.unmodifiableSortedMap(new TreeMap<>(marginRatios));
  }

  public static RiskAssessment of(
      String strategyId,
      boolean override,
      BigDecimal maxEquityFraction,
      BigDecimal targetLtv,
      Map<String, BigDecimal> marginRatios,
      Instant eventTime) {
    return new RiskAssessment(
        strategyId, override, maxEquityFraction, targetLtv, new TreeMap<>(marginRatios), eventTime);
  }

  public Optional<BigDecimal> ltvTarget() {
    return Optional.ofNullable(targetLtv);
  }

  public Optional<BigDecimal> marginRatio(String scope) {
    return Optional.ofNullable(marginRatios.get(scope));
  }

  /** The same without margin ratios, where they are of a book that has changed since. */
  public RiskAssessment withoutMarginRatios() {
    return new RiskAssessment(
        strategyId, override, maxEquityFraction, targetLtv, new TreeMap<>(), eventTime);
  }

  /** Whether the rules would read the same from {@code other}; its time aside. */
  public boolean readsAs(RiskAssessment other) {
    return override == other.override
        && same(maxEquityFraction, other.maxEquityFraction)
        && same(targetLtv, other.targetLtv)
        && marginRatios.equals(other.marginRatios);
  }

  private static boolean same(BigDecimal one, BigDecimal other) {
    return one == null || other == null ? one == other : one.compareTo(other) == 0;
  }
}
