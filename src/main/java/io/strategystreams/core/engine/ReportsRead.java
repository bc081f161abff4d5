package io.strategystreams.core.engine;

import io.strategystreams.core.exposure.Exposure;
import java.time.Duration;
import java.time.Instant;

/**
 * How far the strategy's reports were read, beside what its exposures have seen of them: two topics
 * may be read either way. Immutable.
 *
 * @param last offset of the last report read, null before the first
 * @param aheadSince since when exposures tell of a report that was not read yet, null if they do
 *     not
 */
public record ReportsRead(Long last, Instant aheadSince) {
  public static final ReportsRead NONE = new ReportsRead(null, null);

  ReportsRead afterReport(long offset, Exposure exposure) {
    long highest = last == null ? offset : Math.max(last, offset);
    return new ReportsRead(highest, isAhead(exposure, highest) ? aheadSince : null);
  }

  ReportsRead afterExposure(Exposure exposure, Instant now) {
    boolean ahead = last != null && isAhead(exposure, last);
    return new ReportsRead(last, ahead ? (aheadSince == null ? now : aheadSince) : null);
  }

  private static boolean isAhead(Exposure exposure, long read) {
    return exposure != null
        && exposure.lastReportOffset() != null
        && exposure.lastReportOffset() > read;
  }

  /** Whether the report that the exposure tells of may still come. */
  boolean awaitsReport(Instant now, Duration patience) {
    return aheadSince != null && now.isBefore(aheadSince.plus(patience));
  }
}
