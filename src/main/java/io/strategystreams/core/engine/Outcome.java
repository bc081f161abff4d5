package io.strategystreams.core.engine;

import io.strategystreams.core.strategy.Reason;
import java.util.List;
import java.util.Objects;

/**
 * What an event led to.
 *
 * @param state to be remembered
 * @param outputs in the order in which they go out
 */
public record Outcome(StrategyState state, List<Output> outputs) {
  public Outcome {
    Objects.requireNonNull(state, "state");
    outputs = List.copyOf(outputs);
  }

  /** Whether the strategy's quarantine begins with it. */
  public boolean quarantines() {
    return outputs.stream()
        .anyMatch(
            output ->
                output instanceof Output.DecisionMade made
                    && made.alarm()
                    && made.ruling().reason() == Reason.QUARANTINED);
  }
}
