package io.strategystreams.core.engine;

import io.strategystreams.core.mode.StrategyParameters;
import java.util.Objects;

/**
 * A strategy's configuration in force.
 *
 * @param version rises with each change
 * @param incarnation rises with each reset
 */
public record Installed(long version, long incarnation, StrategyParameters parameters) {
  public Installed {
    Objects.requireNonNull(parameters, "parameters");
  }
}
