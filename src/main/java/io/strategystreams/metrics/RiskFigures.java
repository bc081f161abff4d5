package io.strategystreams.metrics;

import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What the risk monitor told of one strategy last. Immutable.
 *
 * @param ltv null where it tells none
 * @param healthFactor null where it tells none
 * @param marginRatios by venue, or {@code portfolio}
 */
public record RiskFigures(Double ltv, Double healthFactor, SortedMap<String, Double> marginRatios) {
  static final RiskFigures NONE = new RiskFigures(null, null, new TreeMap<>());

  public static RiskFigures of(Double ltv, Double healthFactor, Map<String, Double> marginRatios) {
    return new RiskFigures(ltv, healthFactor, new TreeMap<>(marginRatios));
  }
}
