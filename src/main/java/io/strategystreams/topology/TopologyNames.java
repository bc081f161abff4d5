package io.strategystreams.topology;

import java.util.List;

/**
 * Every name inside the topology. Changing one orphans what is stored under it: the changelogs are
 * named after the stores.
 */
public final class TopologyNames {
  static final String MARKET_SOURCE = "market-source";
  static final String MARKET_PROCESSOR = "market-processor";
  static final String MARKET_DATA_SINK = "market-data-sink";
  static final String MARKET_DEAD_LETTERS_SINK = "market-dead-letters-sink";

  static final String STRATEGY_SOURCE = "strategy-source";
  static final String STRATEGY_PROCESSOR = "strategy-processor";
  static final String ORDERS_SINK = "orders-sink";
  static final String DECISIONS_SINK = "decisions-sink";
  static final String CONTROLS_SINK = "controls-sink";
  static final String STRATEGY_DEAD_LETTERS_SINK = "strategy-dead-letters-sink";

  /** {@code StrategyState} by strategy. */
  public static final String STRATEGIES_STORE = "strategies-store";

  /** {@code ConfigurationState} by strategy, and under {@code *} what all strategies may do. */
  public static final String CONFIGS_STORE = "configs-store";

  /** {@code MarketState} by market, asset and for the time. */
  public static final String MARKET_STORE = "market-store";

  /** Every store. */
  public static final List<String> STORES = List.of(STRATEGIES_STORE, CONFIGS_STORE, MARKET_STORE);

  private TopologyNames() {}

  /** The topic that Kafka Streams makes for a store's changes. */
  public static String changelog(String applicationId, String store) {
    return applicationId + "-" + store + "-changelog";
  }
}
