package io.strategystreams.metrics;

import java.math.BigDecimal;
import java.util.Optional;

/**
 * What is told of one strategy's book. Immutable.
 *
 * @param unit the share class
 * @param asset unit of {@code delta}
 * @param delta what it is long of its asset, perps included; empty where an LST has no rate
 * @param worth equity in USDT, by which strategies are ranked; equity itself where it has no price
 */
public record BookFigures(
    String strategyId,
    String mode,
    String unit,
    BigDecimal equity,
    String asset,
    Optional<BigDecimal> delta,
    BigDecimal worth) {}
