package io.strategystreams.paper.topology;

import io.strategystreams.contract.ContractRules;
import io.strategystreams.contract.Keys;
import io.strategystreams.edge.BadRecordException;
import io.strategystreams.edge.ClockSkew;
import io.strategystreams.edge.DeadLetterMeter;
import io.strategystreams.edge.DeadLetters;
import io.strategystreams.edge.TopicReader;
import io.strategystreams.metrics.Telemetry;
import java.time.Instant;
import java.util.List;
import java.util.function.BiFunction;
import java.util.function.Function;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.processor.api.RecordMetadata;

/**
 * The door of one topic: bytes in, events out. What is undecodable, breaks the contract, lies in
 * another partition than its key's or comes from the future goes to the dead letters and changes
 * nothing, not even the time. An order from the future is answered instead: two clocks differ, and
 * a strategy that hears nothing of its order stands still until it gives the plan up.
 */
final class Intake<T extends SpecificRecord> implements Processor<byte[], byte[], Object, Object> {
  /**
   * @param rules what is wrong with an event, by key
   * @param keyed whether a key has one partition
   * @param unsound what is handed on in place of an event from the future, with what is wrong with
   *     its time; null where such a record is put aside
   * @param children who gets the events, in this order
   */
  record Input<T extends SpecificRecord>(
      TopicReader<T> reader,
      BiFunction<String, T, List<String>> rules,
      Function<T, Instant> eventTime,
      boolean keyed,
      BiFunction<T, String, Object> unsound,
      List<String> children) {
    /** Of a topic whose records may lie in any partition. */
    Input<T> anywhere() {
      return new Input<>(reader, rules, eventTime, false, unsound, children);
    }

    /** Under other rules than all of the contract's. */
    Input<T> under(BiFunction<String, T, List<String>> others) {
      return new Input<>(reader, others, eventTime, keyed, unsound, children);
    }

    /** Handing on what comes from the future, as the children know it. */
    Input<T> answering(BiFunction<T, String, Object> as) {
      return new Input<>(reader, rules, eventTime, keyed, as, children);
    }
  }

  private final Input<T> input;
  private final ClockSkew skew;
  private final DeadLetterMeter deadLetters;
  private ProcessorContext<Object, Object> context;

  Intake(Input<T> input, ClockSkew skew, Telemetry telemetry) {
    this.input = input;
    this.skew = skew;
    this.deadLetters = new DeadLetterMeter(telemetry, List.of(input.reader().topic()));
  }

  /** Under all rules of the contract. */
  static <T extends SpecificRecord> Input<T> of(
      TopicReader<T> reader, Function<T, Instant> eventTime, String... children) {
    return new Input<>(reader, ContractRules::violations, eventTime, true, null, List.of(children));
  }

  @Override
  public void init(ProcessorContext<Object, Object> processorContext) {
    context = processorContext;
  }

  @Override
  public void process(Record<byte[], byte[]> record) {
    RecordMetadata at = context.recordMetadata().orElseThrow();
    Record<String, Object> event;
    try {
      event = event(record, at);
    } catch (BadRecordException e) {
      deadLetters.count(at.topic(), e);
      context.forward(DeadLetters.of(record, at, e, context), PaperTopology.DEAD_LETTERS_SINK);
      return;
    }
    input.children().forEach(child -> context.forward(event, child));
  }

  private Record<String, Object> event(Record<byte[], byte[]> record, RecordMetadata at) {
    TopicReader<T> reader = input.reader();
    String key = reader.key(record);
    if (input.keyed() && !key.equals(Keys.EVERY_STRATEGY)) {
      reader.requireItsPartition(key, at);
    }
    T event = reader.decoded(record);
    TopicReader.requireNone(input.rules().apply(key, event));
    return record.withKey(key).withValue(inTime(event, record));
  }

  private Object inTime(T event, Record<byte[], byte[]> record) {
    try {
      skew.requireSound(input.eventTime().apply(event), record, context.currentSystemTimeMs());
      return event;
    } catch (BadRecordException e) {
      if (input.unsound() == null) {
        throw e;
      }
      return input.unsound().apply(event, e.getMessage());
    }
  }
}
