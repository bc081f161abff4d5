package io.strategystreams.edge;

import io.strategystreams.contract.Topics;
import java.util.Set;
import java.util.function.LongSupplier;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.streams.processor.TimestampExtractor;

/**
 * The time by which inputs are merged.
 *
 * <p>A record's stamp is its event time, with three exceptions. Configurations and controls count
 * as of 1970, so that a halt is applied when it is polled, ahead of any backlog. A stamp too far
 * ahead of the clock would hold the record back, and everything behind it: it counts as of the
 * partition's time. So does a stamp before 1970: Kafka Streams would skip the record without a
 * word. A header tells the stamp to whoever puts the record aside.
 */
public final class EventTimeExtractor implements TimestampExtractor {
  private static final Set<String> OF_OPERATORS =
      Set.of(Topics.STRATEGY_CONFIGS, Topics.STRATEGY_CONTROLS);

  private final ClockSkew skew;
  private final LongSupplier clock;

  /** By this machine's clock. */
  public EventTimeExtractor(ClockSkew skew) {
    this(skew, System::currentTimeMillis);
  }

  /**
   * @param clock milliseconds since 1970
   */
  EventTimeExtractor(ClockSkew skew, LongSupplier clock) {
    this.skew = skew;
    this.clock = clock;
  }

  @Override
  public long extract(ConsumerRecord<Object, Object> record, long partitionTime) {
    record.headers().remove(Stamp.HEADER);
    long stamp = record.timestamp();
    if (OF_OPERATORS.contains(record.topic())) {
      new Stamp(Stamp.Kind.UNUSED, stamp).addTo(record.headers());
      return 0;
    }
    if (stamp < 0) {
      new Stamp(Stamp.Kind.NEGATIVE, stamp).addTo(record.headers());
      return Math.max(partitionTime, 0);
    }
    if (skew.isAhead(stamp, clock.getAsLong())) {
      new Stamp(Stamp.Kind.AHEAD, stamp).addTo(record.headers());
      return Math.max(partitionTime, 0);
    }
    return stamp;
  }
}
