package io.strategystreams.backtest;

import io.strategystreams.core.money.Token;

/**
 * What one unit of a share class would have become.
 *
 * @param name {@code hold ETH}, {@code aave USDT}
 * @param shareClass what it is reckoned in
 */
public record BenchmarkResult(String name, Token shareClass, Performance performance) {}
