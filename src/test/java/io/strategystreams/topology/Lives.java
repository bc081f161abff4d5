package io.strategystreams.topology;

import io.strategystreams.config.ModeFile;
import io.strategystreams.core.mode.Mode;
import io.strategystreams.events.StrategyConfig;
import java.util.Map;

/** Events of a strategy's life. */
final class Lives {
  private Lives() {}

  /** The mode's defaults. */
  static StrategyConfig config(Mode mode, String strategyId, long version) {
    return config(mode, strategyId, version, 1, Map.of());
  }

  static StrategyConfig config(
      Mode mode, String strategyId, long version, long incarnation, Map<String, ?> overrides) {
    return StrategyConfig.newBuilder()
        .setStrategyId(strategyId)
        .setMode(mode.id())
        .setVersion(version)
        .setIncarnation(incarnation)
        .setYaml(
            ModeFile.defaults(mode, Driver.CONFIGURATION.desk()).withOverrides(overrides).toYaml())
        .setEventTime(Driver.NOON)
        .build();
  }
}
