package io.strategystreams.topology;

import io.strategystreams.config.Desk;
import io.strategystreams.config.ModeFile;
import io.strategystreams.core.market.MarketCatalogue;
import io.strategystreams.core.strategy.StrategyEvaluator;
import io.strategystreams.metrics.Telemetry;
import io.strategystreams.topology.store.ModeFileParser;

/**
 * What every strategy task works with.
 *
 * @param evaluator the rules of the strategies
 * @param catalogue the rules of the markets
 * @param modeFiles how configurations are read
 * @param telemetry where tasks tell of themselves
 */
public record StrategyDesk(
    StrategyEvaluator evaluator,
    MarketCatalogue catalogue,
    ModeFileParser modeFiles,
    ClockPolicy clockPolicy,
    Telemetry telemetry) {

  /** With the markets and venues of a configuration; told to nobody. */
  public static StrategyDesk of(StrategyEvaluator evaluator, Desk desk, ClockPolicy clockPolicy) {
    return new StrategyDesk(
        evaluator,
        desk.markets(),
        (name, yaml) -> ModeFile.parse(name, yaml, desk).parameters(),
        clockPolicy,
        Telemetry.none());
  }

  /** The same, told of. */
  public StrategyDesk toldTo(Telemetry listener) {
    return new StrategyDesk(evaluator, catalogue, modeFiles, clockPolicy, listener);
  }
}
