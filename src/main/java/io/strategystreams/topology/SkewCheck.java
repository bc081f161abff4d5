package io.strategystreams.topology;

import io.strategystreams.contract.DeadLetterReason;
import java.time.Instant;
import org.apache.kafka.streams.processor.api.Record;

/** Refuses what comes from the future, by its stamp or by its event time. */
final class SkewCheck {
  private SkewCheck() {}

  /**
   * @param clock milliseconds since 1970
   * @throws BadRecordException if a time is ahead of the clock by more than is allowed
   */
  static void requireNotAhead(
      ClockPolicy policy, Instant eventTime, Record<byte[], byte[]> record, long clock) {
    long stamp = EventTimeExtractor.stampedAhead(record.headers());
    if (stamp >= 0) {
      throw skew("the record's timestamp " + policy.said(stamp, clock));
    }
    if (policy.isAhead(eventTime.toEpochMilli(), clock)) {
      throw skew("event_time " + policy.said(eventTime.toEpochMilli(), clock));
    }
  }

  private static BadRecordException skew(String detail) {
    return new BadRecordException(DeadLetterReason.CLOCK_SKEW, detail);
  }
}
