package io.strategystreams.cli.demo;

import io.strategystreams.backtest.TradedStrategy;
import io.strategystreams.config.ApplicationSettings;
import io.strategystreams.config.Configuration;
import io.strategystreams.config.ModeFile;
import io.strategystreams.core.money.Token;
import io.strategystreams.events.StrategyConfig;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The ten strategies of the demo, one of each mode, and their configurations. */
final class DemoStrategies {
  private DemoStrategies() {}

  /**
   * One of each mode that is configured, in the modes' order.
   *
   * @throws io.strategystreams.config.ConfigurationException if a mode file does not take the
   *     demo's overrides
   */
  static List<DemoStrategy> of(Configuration configuration) {
    return configuration.modes().values().stream()
        .map(file -> strategy(file, configuration))
        .toList();
  }

  /** The configuration that makes a strategy known, its first version. */
  static StrategyConfig config(DemoStrategy strategy, Instant at) {
    return TradedStrategy.configuration(strategy.id(), strategy.mode(), strategy.yaml(), at);
  }

  private static DemoStrategy strategy(ModeFile file, Configuration configuration) {
    ApplicationSettings.Demo demo = configuration.application().demo();
    Map<String, Object> overrides = new TreeMap<>(demo.overrides());
    // Exposures come hourly: one that is awaited is not overdue before the next hour's.
    overrides.put("barrier_timeout", demo.maxAge().toString());
    ModeFile adapted = file.withOverrides(overrides);
    Token shareClass = adapted.parameters().shareClass();
    BigDecimal capital = demo.capital().get(shareClass);
    return new DemoStrategy(adapted.mode(), shareClass, capital, adapted.toYaml());
  }
}
