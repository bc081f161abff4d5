package io.strategystreams.core.engine;

import io.strategystreams.core.exposure.Exposure;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

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

  /** After a report at {@code offset}. */
  ReportsRead after(long offset) {
    return new ReportsRead(last == null ? offset : Math.max(last, offset), aheadSince);
  }

  /**
   * The same beside the exposure that counts. Where no report was ever read, nothing can be said of
   * the one it names: it may have been read by a former life of this state.
   */
  ReportsRead beside(Exposure exposure, Instant now) {
    Long named = exposure.lastReportOffset();
    boolean ahead = last != null && named != null && named > last;
    return new ReportsRead(last, ahead ? (aheadSince == null ? now : aheadSince) : null);
  }

  /** When an exposure has been ahead for {@code timeout}; empty if none is. */
  Optional<Instant> overdueAt(Duration timeout) {
    return Optional.ofNullable(aheadSince).map(since -> since.plus(timeout));
  }
}
