package io.strategystreams.topology;

import io.strategystreams.contract.ContractRules;
import io.strategystreams.contract.EventReader;
import io.strategystreams.contract.Keys;
import io.strategystreams.contract.Topics;
import io.strategystreams.core.engine.Output;
import io.strategystreams.core.engine.StrategyEvent;
import io.strategystreams.core.engine.StrategyStep;
import io.strategystreams.core.engine.Trigger;
import io.strategystreams.core.exposure.KnownInstruments.Seen;
import io.strategystreams.core.guard.Control;
import io.strategystreams.core.market.Prediction;
import io.strategystreams.core.market.Quote;
import io.strategystreams.core.plan.Report;
import io.strategystreams.edge.BadRecordException;
import io.strategystreams.edge.DeadLetterMeter;
import io.strategystreams.edge.DeadLetters;
import io.strategystreams.edge.RecordFault;
import io.strategystreams.edge.TopicReader;
import io.strategystreams.events.ExecutionReport;
import io.strategystreams.events.Exposure;
import io.strategystreams.events.MarketEvent;
import io.strategystreams.events.RiskAssessment;
import io.strategystreams.events.StrategyConfig;
import io.strategystreams.events.StrategyControl;
import io.strategystreams.metrics.InputAges.Input;
import io.strategystreams.topology.store.ConfigurationMemory;
import io.strategystreams.topology.store.MarketMemory;
import io.strategystreams.topology.store.StrategyMemory;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.processor.api.RecordMetadata;

/**
 * All inputs of a partition's strategies, one record at a time: reads it, refuses what breaks the
 * contract before anything is changed, and hands the rest to the engine. It decides nothing itself.
 */
final class StrategyProcessor implements Processor<byte[], byte[], Object, Object> {
  private final StrategyInputs inputs;
  private final StrategyDesk desk;
  private final ReportTopics reports;
  private final StrategyOutputs outputs;
  private ProcessorContext<Object, Object> context;
  private TaskMeters meters;
  private DeadLetterMeter deadLetters;
  private StrategyTask task;
  private long lastReport;

  /** What is being processed. */
  private Record<byte[], byte[]> record;

  StrategyProcessor(
      StrategyInputs inputs, StrategyDesk desk, ReportTopics reports, StrategyOutputs outputs) {
    this.inputs = inputs;
    this.desk = desk;
    this.reports = reports;
    this.outputs = outputs;
  }

  @Override
  public void init(ProcessorContext<Object, Object> processorContext) {
    context = processorContext;
    // A revived task runs init again on this object after its stores were restored: what was
    // derived from them before, aborted changes included, must not outlive that.
    task = null;
    lastReport = -1;
    if (meters != null) {
      meters.close();
    }
    meters = new TaskMeters(desk.telemetry(), desk.catalogue(), context.taskId().toString());
    deadLetters = new DeadLetterMeter(desk.telemetry(), StrategyInputs.TOPICS);
  }

  /**
   * What is derived from the stores is derived when the first record comes, from what they hold.
   */
  private StrategyTask task() {
    if (task == null) {
      task =
          new StrategyTask(
              new StrategyMemory(
                  context.getStateStore(TopologyNames.STRATEGIES_STORE),
                  outputs.states(),
                  TopologyNames.changelog(context.applicationId(), TopologyNames.STRATEGIES_STORE)),
              new ConfigurationMemory(
                  context.getStateStore(TopologyNames.CONFIGS_STORE), desk.modeFiles()),
              new MarketMemory(context.getStateStore(TopologyNames.MARKET_STORE), desk.known()),
              new StrategyStep(desk.evaluator(), desk.catalogue(), new NamesOfOrders()),
              new Outgoing(context, outputs, meters),
              meters,
              reports.of(context.taskId().partition()),
              (strategyId, cause) ->
                  deadLetter(BadRecordException.engineFailure(strategyId, cause)));
      if (desk.telemetry().books().isTold()) {
        task.show();
      }
    }
    return task;
  }

  private void deadLetter(BadRecordException cause) {
    RecordMetadata at = context.recordMetadata().orElseThrow();
    deadLetters.count(at.topic(), cause);
    meters.deadLettered();
    context.forward(
        DeadLetters.of(record, at, cause, context), TopologyNames.STRATEGY_DEAD_LETTERS_SINK);
  }

  @Override
  public void process(Record<byte[], byte[]> taken) {
    record = taken;
    RecordMetadata at = context.recordMetadata().orElseThrow();
    Trigger trigger = new Trigger(at.topic(), at.partition(), at.offset());
    meters.calledBy(stamp(record, at));
    try {
      dispatch(record, at, trigger);
      meters.processed(at.topic());
    } catch (BadRecordException e) {
      deadLetter(e);
    } catch (KafkaException e) {
      throw e;
    } catch (RuntimeException e) {
      throw new IllegalStateException(
          "record " + trigger + " could not be processed and nothing of it was kept: " + e, e);
    }
  }

  /** Configurations and controls are merged in as of 1970: their stamps tell nothing. */
  private static long stamp(Record<byte[], byte[]> record, RecordMetadata at) {
    return switch (at.topic()) {
      case Topics.STRATEGY_CONFIGS, Topics.STRATEGY_CONTROLS -> -1;
      default -> record.timestamp();
    };
  }

  private void dispatch(Record<byte[], byte[]> record, RecordMetadata at, Trigger trigger) {
    switch (at.topic()) {
      case Topics.MARKET_DATA -> market(record, trigger);
      case Topics.EXPOSURES -> exposure(record, at, trigger);
      case Topics.RISK_ASSESSMENTS -> risk(record, at, trigger);
      case Topics.EXECUTION_REPORTS -> report(record, at, trigger);
      case Topics.STRATEGY_CONFIGS -> configuration(record, at, trigger);
      case Topics.STRATEGY_CONTROLS -> control(record, at, trigger);
      default -> throw new IllegalStateException("no such input: " + at.topic());
    }
  }

  /** Another producer than the fan-out may have put it there: it is validated again. */
  private void market(Record<byte[], byte[]> record, Trigger trigger) {
    TopicReader<MarketEvent> reader = inputs.market();
    MarketEvent event = reader.event(reader.key(record), record);
    if (event.getPrice() != null) {
      requireSound(event.getPrice().getEventTime(), record);
      meters.read(Input.PRICE, event.getPrice().getEventTime());
      price(RecordFault.reading(() -> EventReader.quote(event.getPrice())));
    } else if (event.getPrediction() != null) {
      requireSound(event.getPrediction().getEventTime(), record);
      meters.read(Input.PREDICTION, event.getPrediction().getEventTime());
      prediction(RecordFault.reading(() -> EventReader.prediction(event.getPrediction())), trigger);
    } else {
      requireSound(event.getTick().getEventTime(), record);
      meters.read(Input.TICK, event.getTick().getEventTime());
      tick(event.getTick().getEventTime(), trigger);
    }
  }

  /** What only books are kept by is not remembered: no evaluation looks at it. */
  private void price(Quote quote) {
    if (!desk.known().contain(quote.market())) {
      meters.ignored("UNKNOWN_MARKET");
    } else if (!quote.market().isForAccounting()
        && !task().market().take(quote, task().configurations().maxJumps())) {
      meters.ignored("OLD_PRICE");
    }
  }

  private void prediction(Prediction prediction, Trigger trigger) {
    if (!desk.known().containAsset(prediction.asset())) {
      meters.ignored("UNKNOWN_ASSET");
      return;
    }
    if (!task().market().take(prediction)) {
      meters.ignored("OLD_PREDICTION");
      return;
    }
    task()
        .applyAll(
            task().configurations().followersOf(prediction.asset()),
            new StrategyEvent.PredictionSeen(),
            trigger);
  }

  private void tick(Instant time, Trigger trigger) {
    task().market().tick(time);
    Instant now = task().market().book().time();
    task().applyAll(task().strategies().dueAt(now), new StrategyEvent.TimePassed(), trigger);
  }

  private void exposure(Record<byte[], byte[]> record, RecordMetadata at, Trigger trigger) {
    TopicReader<Exposure> reader = inputs.exposures();
    String key = reader.key(record);
    reader.requireItsPartition(key, at);
    Exposure exposure = reader.event(key, record);
    requireSound(exposure.getEventTime(), record);
    meters.read(Input.EXPOSURE, exposure.getEventTime());
    Seen<io.strategystreams.core.exposure.Exposure> seen =
        RecordFault.reading(() -> desk.instruments().seen(EventReader.exposure(exposure)));
    meters.unknownInstruments(at.topic(), seen.unknown());
    task().apply(key, new StrategyEvent.ExposureSeen(seen.known()), trigger);
  }

  private void risk(Record<byte[], byte[]> record, RecordMetadata at, Trigger trigger) {
    TopicReader<RiskAssessment> reader = inputs.risks();
    String key = reader.key(record);
    reader.requireItsPartition(key, at);
    RiskAssessment risk = reader.event(key, record);
    requireSound(risk.getEventTime(), record);
    meters.read(Input.RISK, risk.getEventTime());
    meters.assessed(risk);
    Seen<io.strategystreams.core.exposure.RiskAssessment> seen =
        RecordFault.reading(() -> desk.instruments().seen(EventReader.risk(risk)));
    meters.unknownInstruments(at.topic(), seen.unknown());
    task().apply(key, new StrategyEvent.RiskSeen(seen.known()), trigger);
  }

  private void report(Record<byte[], byte[]> record, RecordMetadata at, Trigger trigger) {
    requireRising(at);
    TopicReader<ExecutionReport> reader = inputs.reports();
    String key = reader.key(record);
    reader.requireItsPartition(key, at);
    ExecutionReport report = reader.event(key, record);
    TopicReader.requireNone(ContractRules.unattributable(report));
    requireSound(report.getEventTime(), record);
    meters.read(Input.REPORT, report.getEventTime());
    meters.reported(report);
    Report seen = RecordFault.reading(() -> EventReader.report(report, at.offset()));
    meters.unknownInstruments(at.topic(), desk.instruments().unknown(seen.deltas().keySet()));
    task().apply(key, new StrategyEvent.ReportSeen(seen), trigger);
    // Only now: a record that is tried again after a timeout comes with the same offset.
    lastReport = at.offset();
  }

  /**
   * A topic that is deleted and made anew under a running application is read on from its
   * beginning. Its offsets would be taken for those of the former one: a new start tells them
   * apart.
   */
  private void requireRising(RecordMetadata at) {
    if (at.offset() <= lastReport) {
      throw new IllegalStateException(
          at.topic()
              + " was made anew: offset "
              + at.offset()
              + " of partition "
              + at.partition()
              + " came after "
              + lastReport
              + "; start the application again, which then looks at the topic anew");
    }
  }

  private void configuration(Record<byte[], byte[]> record, RecordMetadata at, Trigger trigger) {
    TopicReader<StrategyConfig> reader = inputs.configs();
    String key = reader.key(record);
    reader.requireItsPartition(key, at);
    if (key.equals(Keys.EVERY_STRATEGY)) {
      throw BadRecordException.violation(
          "the key of a configuration must be a strategy_id, was " + key);
    }
    ConfigurationMemory configurations = task().configurations();
    if (record.value() == null) {
      if (configurations.stored(key) == null) {
        meters.ignored("TOMBSTONE_OF_UNKNOWN");
        return;
      }
      configurations.retire(key);
    } else {
      StrategyConfig config = reader.event(key, record);
      if (!ConfigurationGate.requireNewer(config, configurations.stored(key), desk.modeFiles())) {
        meters.ignored("SAME_CONFIGURATION");
        return;
      }
      configurations.install(key, config.getVersion(), config.getIncarnation(), config.getYaml());
    }
    task().apply(key, new StrategyEvent.ConfigurationSeen(), trigger);
  }

  /**
   * What is refused may still be the last record of its key, which is all that compaction leaves of
   * it: then the control in force is written again behind it.
   */
  private void control(Record<byte[], byte[]> record, RecordMetadata at, Trigger trigger) {
    try {
      controlled(record, at, trigger);
    } catch (BadRecordException refused) {
      if (record.key() != null) {
        restore(new String(record.key(), StandardCharsets.UTF_8));
      }
      throw refused;
    }
  }

  private void restore(String key) {
    Control inForce = controlInForce(key);
    if (!inForce.equals(Control.NONE)) {
      task().outgoing().controlRestored(new Output.ControlRestored(key, inForce)).send();
    }
  }

  private Control controlInForce(String key) {
    return key.equals(Keys.EVERY_STRATEGY)
        ? task().configurations().controlOfAll()
        : task().strategies().load(key).control();
  }

  private void controlled(Record<byte[], byte[]> record, RecordMetadata at, Trigger trigger) {
    TopicReader<StrategyControl> reader = inputs.controls();
    String key = reader.key(record);
    boolean ofAll = key.equals(Keys.EVERY_STRATEGY);
    if (!ofAll) {
      reader.requireItsPartition(key, at);
    }
    Control inForce = controlInForce(key);
    Control control = inTime(EventReader.control(reader.event(key, record)), inForce, record);
    if (ofAll) {
      controlAll(inForce, control, trigger);
    } else {
      task().apply(key, new StrategyEvent.ControlSeen(control), trigger);
    }
  }

  /**
   * What loosens must not come from the future. What tightens takes effect whatever its stamp, but
   * a stamp from the future says nothing of the order.
   */
  private Control inTime(Control control, Control inForce, Record<byte[], byte[]> record) {
    if (inForce.isLoosenedBy(control)) {
      requireSound(control.time(), record);
      return control;
    }
    return desk.clockPolicy().skew().isAhead(control.time(), context.currentSystemTimeMs())
        ? control.withoutTime()
        : control;
  }

  private void controlAll(Control inForce, Control control, Trigger trigger) {
    Control after = inForce.after(control);
    if (!after.saysTheSameAs(control)) {
      task()
          .outgoing()
          .controlRestored(new Output.ControlRestored(Keys.EVERY_STRATEGY, after))
          .send();
    }
    if (!inForce.accepts(control)) {
      meters.ignored(Output.Cause.OLD_CONTROL.name());
      return;
    }
    task().configurations().controlAll(after);
    task().applyAll(task().strategies().all(), new StrategyEvent.ControlOfAllSeen(), trigger);
  }

  private void requireSound(Instant eventTime, Record<byte[], byte[]> record) {
    desk.clockPolicy().skew().requireSound(eventTime, record, context.currentSystemTimeMs());
  }

  @Override
  public void close() {
    meters.close();
  }
}
