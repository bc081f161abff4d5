package io.strategystreams.topology;

import io.strategystreams.core.engine.Outcome;
import io.strategystreams.core.engine.ReportTopic;
import io.strategystreams.core.engine.StrategyEvent;
import io.strategystreams.core.engine.StrategyState;
import io.strategystreams.core.engine.StrategyStep;
import io.strategystreams.core.engine.Surroundings;
import io.strategystreams.core.engine.Trigger;
import io.strategystreams.topology.store.ConfigurationMemory;
import io.strategystreams.topology.store.MarketMemory;
import io.strategystreams.topology.store.StrategyMemory;

/**
 * The strategies of one partition: loads a state, lets the engine apply an event, saves the state,
 * sends what goes out.
 *
 * @param reports the topic of reports as it is, null where that is not known
 */
record StrategyTask(
    StrategyMemory strategies,
    ConfigurationMemory configurations,
    MarketMemory market,
    StrategyStep step,
    Outgoing outgoing,
    ReportTopic reports) {

  /** Applies an event to one strategy. */
  void apply(String strategyId, StrategyEvent event, Trigger trigger) {
    StrategyState before = strategies.load(strategyId);
    Surroundings around =
        new Surroundings(
            configurations.installed(strategyId),
            configurations.refusal(strategyId),
            configurations.retired(strategyId),
            reports,
            configurations.controlOfAll(),
            market.book());
    Outcome outcome = step.after(before, event, around, trigger);
    if (outcome.state() != before) {
      strategies.save(outcome.state());
    }
    outcome.outputs().forEach(output -> output.fold(outgoing));
  }

  /** Applies an event to several strategies, one after the other. */
  void applyAll(Iterable<String> strategyIds, StrategyEvent event, Trigger trigger) {
    strategyIds.forEach(strategyId -> apply(strategyId, event, trigger));
  }
}
