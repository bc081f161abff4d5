package io.strategystreams.backtest;

import io.strategystreams.config.Configuration;
import io.strategystreams.events.PaperFlow;
import io.strategystreams.paper.topology.PaperSettings;
import io.strategystreams.replay.MarketSource;
import java.time.Instant;
import java.util.List;

/**
 * What a backtest plays.
 *
 * @param paper how the paper executor behaves
 * @param from first instant, inclusive
 * @param to last, exclusive
 * @param strategies at most one of each mode
 * @param flows deposits and withdrawals, of these strategies, each at the first instant that is not
 *     before its time
 */
public record BacktestPlan(
    Configuration configuration,
    PaperSettings paper,
    MarketSource market,
    Instant from,
    Instant to,
    List<TradedStrategy> strategies,
    List<PaperFlow> flows) {
  public BacktestPlan {
    strategies = List.copyOf(strategies);
    flows = List.copyOf(flows);
    if (strategies.isEmpty()) {
      throw new IllegalArgumentException("a backtest must have a strategy, had none");
    }
  }
}
