package io.strategystreams.paper.topology;

import io.strategystreams.contract.ControlWriter;
import io.strategystreams.contract.EventReader;
import io.strategystreams.contract.Keys;
import io.strategystreams.core.engine.Output;
import io.strategystreams.core.guard.Control;
import io.strategystreams.edge.ClockSkew;
import io.strategystreams.events.ControlState;
import io.strategystreams.events.StrategyControl;
import io.strategystreams.metrics.CounterFamily;
import io.strategystreams.metrics.MeterNames;
import io.strategystreams.metrics.Telemetry;
import io.strategystreams.paper.exchange.OrderGate.Allowed;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.ReadOnlyKeyValueStore;

/**
 * Keeps what operators allow, by strategy and {@code *}: of each the control in force, by the rule
 * of every executor ({@link Control#after}). Only a newer control takes one back: a tombstone lifts
 * no halt, and is dead-lettered before it comes here.
 */
final class ControlProcessor implements Processor<String, StrategyControl, Void, Void> {
  private final ClockSkew skew;
  private final CounterFamily ignored;
  private ProcessorContext<Void, Void> context;
  private KeyValueStore<String, StrategyControl> controls;

  ControlProcessor(ClockSkew skew, Telemetry telemetry) {
    this.skew = skew;
    this.ignored =
        telemetry.counters(
            MeterNames.IGNORED_RECORDS, "Records that changed nothing", MeterNames.CAUSE);
  }

  @Override
  public void init(ProcessorContext<Void, Void> processorContext) {
    this.context = processorContext;
    this.controls = processorContext.getStateStore(PaperTopology.CONTROLS_STORE);
  }

  @Override
  public void process(Record<String, StrategyControl> record) {
    StrategyControl kept = controls.get(record.key());
    Control inForce = kept == null ? Control.NONE : EventReader.control(kept);
    Control said = EventReader.control(record.value());
    boolean ahead = skew.isAhead(said.time(), context.currentSystemTimeMs());
    Control control = ahead ? said.withoutTime() : said;
    if (inForce.accepts(control) && !(ahead && inForce.isLoosenedBy(control))) {
      controls.put(record.key(), ControlWriter.event(record.key(), inForce.after(control)));
    } else {
      ignored.count(Output.Cause.OLD_CONTROL.name());
    }
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
