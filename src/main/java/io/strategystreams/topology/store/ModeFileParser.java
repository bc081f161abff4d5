package io.strategystreams.topology.store;

import io.strategystreams.core.mode.StrategyParameters;

/** Reads and validates a mode file. */
public interface ModeFileParser {
  /**
   * @param name for errors
   * @throws io.strategystreams.config.ConfigurationException saying everything that is wrong
   */
  StrategyParameters parse(String name, String yaml);
}
