package io.strategystreams.topology;

import io.strategystreams.config.ApplicationSettings;
import io.strategystreams.config.Configuration;
import io.strategystreams.config.Desk;
import io.strategystreams.config.ModeFile;
import io.strategystreams.core.exposure.KnownInstruments;
import io.strategystreams.core.market.KnownMarkets;
import io.strategystreams.core.market.MarketCatalogue;
import io.strategystreams.core.strategy.StrategyEvaluator;
import io.strategystreams.metrics.Telemetry;
import io.strategystreams.topology.store.ModeFileParser;
import java.math.BigDecimal;
import java.time.Duration;

/**
 * What every strategy task works with.
 *
 * @param evaluator the rules of the strategies
 * @param catalogue the rules of the markets
 * @param known the markets that are passed on and remembered
 * @param instruments what may be held
 * @param modeFiles how configurations are read
 * @param marketFlow which prices are passed on
 * @param telemetry where tasks tell of themselves
 */
public record StrategyDesk(
    StrategyEvaluator evaluator,
    MarketCatalogue catalogue,
    KnownMarkets known,
    KnownInstruments instruments,
    ModeFileParser modeFiles,
    ClockPolicy clockPolicy,
    ApplicationSettings.MarketFlow marketFlow,
    Telemetry telemetry) {
  private static final ApplicationSettings.MarketFlow ALL_PRICES =
      new ApplicationSettings.MarketFlow(BigDecimal.ZERO, Duration.ZERO);

  /** As a configuration says; told to nobody. */
  public static StrategyDesk of(
      StrategyEvaluator evaluator, Configuration configuration, ClockPolicy clockPolicy) {
    StrategyDesk desk = of(evaluator, configuration.desk(), clockPolicy);
    return new StrategyDesk(
        evaluator,
        desk.catalogue,
        desk.known,
        desk.instruments,
        desk.modeFiles,
        clockPolicy,
        configuration.application().marketFlow(),
        desk.telemetry);
  }

  /** With the markets and venues of a configuration, and every price; told to nobody. */
  public static StrategyDesk of(StrategyEvaluator evaluator, Desk desk, ClockPolicy clockPolicy) {
    return new StrategyDesk(
        evaluator,
        desk.markets(),
        desk.known(),
        desk.instruments(),
        (name, yaml) -> ModeFile.parse(name, yaml, desk).parameters(),
        clockPolicy,
        ALL_PRICES,
        Telemetry.none());
  }

  /** The same, told of. */
  public StrategyDesk toldTo(Telemetry listener) {
    return new StrategyDesk(
        evaluator, catalogue, known, instruments, modeFiles, clockPolicy, marketFlow, listener);
  }
}
