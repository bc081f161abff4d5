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
    TaskMeters meters,
    ReportTopic reports) {

  /** Applies an event to one strategy. */
  void apply(String strategyId, StrategyEvent event, Trigger trigger) {
    StrategyState before = strategies.load(strategyId);
    Surroundings around = around(strategyId);
    Outcome outcome = step.after(before, event, around, trigger);
    if (outcome.state() != before) {
      strategies.save(outcome.state());
    }
    outcome.outputs().forEach(output -> output.fold(outgoing));
    meters.after(before, outcome.outputs());
    meters.seen(outcome.state(), around);
  }

  private Surroundings around(String strategyId) {
    return new Surroundings(
        configurations.installed(strategyId),
        configurations.refusal(strategyId),
        configurations.retired(strategyId),
        reports,
        configurations.controlOfAll().state(),
        market.book());
  }

  /** Tells of every strategy of the partition as it was restored. */
  void show() {
    strategies.all().forEach(id -> meters.seen(strategies.load(id), around(id)));
  }

  /** Applies an event to several strategies, one after the other. */
  void applyAll(Iterable<String> strategyIds, StrategyEvent event, Trigger trigger) {
    strategyIds.forEach(strategyId -> apply(strategyId, event, trigger));
  }
}
