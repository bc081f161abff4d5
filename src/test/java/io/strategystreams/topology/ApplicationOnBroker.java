package io.strategystreams.topology;

import io.strategystreams.config.ConfigDirectory;
import io.strategystreams.config.Configuration;
import io.strategystreams.core.strategy.Strategies;
import io.strategystreams.embedded.EmbeddedBroker;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/** The strategy application as it is shipped, on an embedded broker, its stores in memory. */
final class ApplicationOnBroker {
  private ApplicationOnBroker() {}

  /**
   * Starts it.
   *
   * @param state directory of its own
   * @param environment beside broker, registry and state directory
   */
  static StrategyApplication start(
      EmbeddedBroker broker, String registry, Path state, Map<String, String> environment) {
    Map<String, String> all = new HashMap<>(environment);
    all.put("STRATEGY_STREAMS_BOOTSTRAP_SERVERS", broker.bootstrapServers());
    all.put("STRATEGY_STREAMS_SCHEMA_REGISTRY_URL", registry);
    all.put("STRATEGY_STREAMS_STATE_DIR", state.toString());
    Configuration configuration = ConfigDirectory.load(Path.of("configs"), all);
    return StrategyApplication.start(
        StreamsSettings.of(configuration.application(), Profile.DEVELOPMENT)
            .stored(Storage.MEMORY)
            .tuned(Map.of("session.timeout.ms", 6000, "replication.factor", 1)),
        StrategyDesk.of(new Strategies(), configuration.desk(), ClockPolicy.replay()));
  }
}
