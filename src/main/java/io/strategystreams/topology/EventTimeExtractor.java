package io.strategystreams.topology;

import io.strategystreams.contract.Topics;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import java.util.function.LongSupplier;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.streams.processor.TimestampExtractor;

/**
 * The time by which inputs are merged.
 *
 * <p>A record's stamp is its event time, with three exceptions. Configurations and controls count
 * as of 1970, so that a halt is applied when it is polled, ahead of any backlog. A stamp too far
 * ahead of the clock would hold the record back, and everything behind it: it counts as of the
 * partition's time, and a header says so to whoever puts it aside. A record without a stamp counts
 * as of the partition's time too.
 */
final class EventTimeExtractor implements TimestampExtractor {
  /** Set on a record whose stamp is ahead of the clock; its value is the stamp. */
  static final String STAMPED_AHEAD = "strategy_streams_stamped_ahead";

  private static final Set<String> OF_OPERATORS =
      Set.of(Topics.STRATEGY_CONFIGS, Topics.STRATEGY_CONTROLS);

  private final ClockPolicy policy;
  private final LongSupplier clock;

  /**
   * @param clock milliseconds since 1970
   */
  EventTimeExtractor(ClockPolicy policy, LongSupplier clock) {
    this.policy = policy;
    this.clock = clock;
  }

  @Override
  public long extract(ConsumerRecord<Object, Object> record, long partitionTime) {
    if (OF_OPERATORS.contains(record.topic())) {
      return 0;
    }
    long stamp = record.timestamp();
    if (stamp < 0) {
      return Math.max(partitionTime, 0);
    }
    if (policy.isAhead(stamp, clock.getAsLong())) {
      record.headers().add(STAMPED_AHEAD, Long.toString(stamp).getBytes(StandardCharsets.UTF_8));
      return Math.max(partitionTime, 0);
    }
    return stamp;
  }

  /** The stamp that was ahead; -1 if it was not. */
  static long stampedAhead(Headers headers) {
    var header = headers.lastHeader(STAMPED_AHEAD);
    return header == null ? -1 : Long.parseLong(new String(header.value(), StandardCharsets.UTF_8));
  }
}
