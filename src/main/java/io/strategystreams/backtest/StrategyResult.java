package io.strategystreams.backtest;

import java.math.BigDecimal;

/**
 * What became of one strategy.
 *
 * @param last how it stands at the end
 * @param traded notional of all fills on spot, perpetual and DEX markets, in the share class
 * @param turnover {@code traded} over the average equity; not a number where that is 0 or below
 * @param timeInMarket fraction of instants that ended with anything held but balances: staked,
 *     lent, borrowed, queued for unstaking or in perpetuals
 * @param liquidations how often a venue closed positions because margin or collateral did not
 *     suffice
 */
public record StrategyResult(
    TradedStrategy strategy,
    Standing last,
    Performance performance,
    BigDecimal traded,
    double turnover,
    double timeInMarket,
    int liquidations,
    Activity activity) {}
