package io.strategystreams.core.engine;

import io.strategystreams.core.mode.StrategyParameters;
import java.util.Objects;

/**
 * A strategy's configuration in force.
 *
 * @param version rises with each change
 * @param incarnation rises with each reset
 * @param retired whether a tombstone took the configuration back
 */
public record Installed(
    long version, long incarnation, StrategyParameters parameters, boolean retired) {
  public Installed {
    Objects.requireNonNull(parameters, "parameters");
  }
}
