package io.strategystreams.paper.topology;

import io.strategystreams.contract.Keys;
import io.strategystreams.events.ControlState;
import io.strategystreams.events.StrategyControl;
import io.strategystreams.paper.exchange.OrderGate.Allowed;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.ReadOnlyKeyValueStore;

/**
 * Keeps what operators allow, by strategy and {@code *}. Only another control takes one back: a
 * tombstone lifts no halt, and is put aside before it comes here.
 */
final class ControlProcessor implements Processor<String, StrategyControl, Void, Void> {
  private KeyValueStore<String, StrategyControl> controls;

  @Override
  public void init(ProcessorContext<Void, Void> context) {
    this.controls = context.getStateStore(PaperTopology.CONTROLS_STORE);
  }

  @Override
  public void process(Record<String, StrategyControl> record) {
    controls.put(record.key(), record.value());
  }

  /** The stricter of the strategy's own control and that of all; without any, everything. */
  static Allowed allowed(
      ReadOnlyKeyValueStore<String, StrategyControl> controls, String strategyId) {
    Allowed own = allowed(controls.get(strategyId));
    Allowed every = allowed(controls.get(Keys.EVERY_STRATEGY));
    return own.compareTo(every) >= 0 ? own : every;
  }

  private static Allowed allowed(StrategyControl control) {
    ControlState state = control == null ? ControlState.ACTIVE : control.getState();
    return switch (state) {
      case ACTIVE -> Allowed.EVERYTHING;
      case REDUCE_ONLY -> Allowed.REDUCTIONS;
      case HALTED, RETIRED, UNKNOWN -> Allowed.NOTHING;
    };
  }
}
