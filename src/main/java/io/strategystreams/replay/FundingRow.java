package io.strategystreams.replay;

import java.math.BigDecimal;
import java.math.MathContext;
import java.time.Duration;
import java.time.Instant;

/**
 * A funding that was paid: at its time, for the interval that ended then. The interval is the time
 * since the row before it, where a venue pays in such intervals; else (the first row, a row after
 * missing ones) it is that of the row before, or 8 hours.
 */
record FundingRow(Instant time, BigDecimal rate, int hours) {
  private static final int QUOTED_HOURS = 8;
  private static final int HOURS_OF_DAY = 24;

  /**
   * @param before null for the first row
   */
  static FundingRow of(CsvSeries.Row row, FundingRow before) {
    return new FundingRow(row.time(), row.values().get(0), hours(row.time(), before));
  }

  /** Whether this is still the last funding at that time: until the next one is due. */
  boolean isLastAt(Instant now) {
    return now.isBefore(time.plus(Duration.ofHours(hours)));
  }

  /** The rate as events carry it, per 8 hours. */
  double perEightHours() {
    return rate.multiply(BigDecimal.valueOf(QUOTED_HOURS))
        .divide(BigDecimal.valueOf(hours), MathContext.DECIMAL64)
        .doubleValue();
  }

  /** The interval as events carry it: null for 8 hours. */
  Integer intervalHours() {
    return hours == QUOTED_HOURS ? null : hours;
  }

  private static int hours(Instant time, FundingRow before) {
    if (before == null) {
      return QUOTED_HOURS;
    }
    Duration since = Duration.between(before.time(), time);
    boolean paidSo = Rhythm.FUNDING.isSpacing(since) && isMultiple(time, since.toHours());
    return paidSo ? (int) since.toHours() : before.hours();
  }

  private static boolean isMultiple(Instant time, long hours) {
    return Duration.ofMillis(time.toEpochMilli()).toHours() % HOURS_OF_DAY % hours == 0;
  }
}
