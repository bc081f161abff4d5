package io.strategystreams.edge;

import io.strategystreams.contract.DeadLetterReason;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import org.apache.kafka.streams.processor.api.Record;

/**
 * How far ahead of the clock a record may be, by its stamp or by its event time. One record from
 * the future would move the time of every strategy, and time never goes back.
 */
public final class ClockSkew {
  private static final ClockSkew ANY = new ClockSkew(null);

  private final Duration max;

  private ClockSkew(Duration max) {
    this.max = max;
  }

  /** Live: no further than that. */
  public static ClockSkew atMost(Duration max) {
    return new ClockSkew(Objects.requireNonNull(max, "max"));
  }

  /** In a replay all time comes from records. */
  public static ClockSkew any() {
    return ANY;
  }

  /** Whether a time is further ahead of the clock than is allowed. */
  boolean isAhead(long timestamp, long clock) {
    return max != null && timestamp > clock && timestamp - clock > max.toMillis();
  }

  /**
   * Whether an event time is further ahead of the clock than is allowed.
   *
   * @param clock milliseconds since 1970
   */
  public boolean isAhead(Instant eventTime, long clock) {
    return isAhead(eventTime.toEpochMilli(), clock);
  }

  /**
   * @param clock milliseconds since 1970
   * @throws BadRecordException if stamp or event time is ahead of the clock by more than is
   *     allowed, or the stamp is before 1970
   */
  public void requireSound(Instant eventTime, Record<byte[], byte[]> record, long clock) {
    Stamp stamp = Stamp.of(record.headers());
    if (stamp != null) {
      switch (stamp.kind()) {
        case AHEAD -> throw skew("the record's timestamp " + said(stamp.millis(), clock));
        case NEGATIVE ->
            throw BadRecordException.violation(
                "the record's timestamp must not be before 1970, was " + stamp.millis());
        case UNUSED -> {}
      }
    }
    if (isAhead(eventTime.toEpochMilli(), clock)) {
      throw skew("event_time " + said(eventTime.toEpochMilli(), clock));
    }
  }

  private String said(long timestamp, long clock) {
    return "must be at most "
        + max
        + " ahead of the clock "
        + Instant.ofEpochMilli(clock)
        + " (max_clock_skew), was "
        + Instant.ofEpochMilli(timestamp);
  }

  private static BadRecordException skew(String detail) {
    return new BadRecordException(DeadLetterReason.CLOCK_SKEW, detail);
  }
}
