package io.strategystreams.core.plan;

import io.strategystreams.core.exposure.Exposure;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * Read your own writes: what an exposure must have seen before it may be evaluated. Immutable.
 *
 * @param reportOffset offset of the last report that told something, null where none is waited for
 * @param settledAt where a monitor does not say which report it saw, an exposure must be later than
 *     this; the last report's time + settle_delay
 * @param laterThan an exposure must be later than this, whatever its offset: an order was left
 *     behind without its terminal report. Null where there is none
 * @param awaitsNew whether an exposure must have been written since the topic of reports was made
 *     anew: what one says that was written before, its monitor may have known better later
 * @param since when it was raised last, null for a barrier that is down
 */
public record Barrier(
    Long reportOffset, Instant settledAt, Instant laterThan, boolean awaitsNew, Instant since) {
  /** Lets everything pass. */
  public static final Barrier DOWN = new Barrier(null, null, null, false, null);

  public boolean isDown() {
    return since == null;
  }

  /**
   * Raised by a report.
   *
   * @param now the strategy's time, from which the wait counts
   */
  public Barrier afterReport(Report report, Duration settleDelay, Instant now) {
    long offset = reportOffset == null ? report.offset() : Math.max(reportOffset, report.offset());
    Instant settled = latest(settledAt, report.eventTime().plus(settleDelay));
    return new Barrier(offset, settled, laterThan, awaitsNew, now);
  }

  /** Raised by orders whose fate was not reported when their plan closed. */
  public Barrier afterUnsettled(Instant unsettledUntil, Instant now) {
    return new Barrier(reportOffset, settledAt, latest(laterThan, unsettledUntil), awaitsNew, now);
  }

  /** The same with its wait counted from {@code now}: nothing could be evaluated before. */
  public Barrier waitingFrom(Instant now) {
    return isDown() ? this : new Barrier(reportOffset, settledAt, laterThan, awaitsNew, now);
  }

  /**
   * The same after the topic of reports was made anew: its offsets say nothing of the former one,
   * whose reports nobody can read any more. What is left is the time, and that the exposure must be
   * a new one: it shows all that its monitor will ever learn of them.
   */
  public Barrier ofFormerTopic(Instant now) {
    return reportOffset == null
        ? this
        : new Barrier(null, null, latest(laterThan, settledAt), true, now);
  }

  /** The same after an exposure that was written since the topic of reports was made anew. */
  public Barrier afterNewExposure() {
    return awaitsNew ? new Barrier(reportOffset, settledAt, laterThan, false, since) : this;
  }

  /** Whether the exposure has seen all that it must. */
  public boolean lets(Exposure exposure) {
    return !awaitsNew
        && sawReports(exposure)
        && (laterThan == null || exposure.eventTime().isAfter(laterThan));
  }

  private boolean sawReports(Exposure exposure) {
    if (reportOffset == null) {
      return true;
    }
    return exposure
        .reportOffset()
        .map(offset -> offset >= reportOffset)
        .orElseGet(() -> exposure.eventTime().isAfter(settledAt));
  }

  /** When the wait has lasted {@code timeout}; empty if nothing is waited for. */
  public Optional<Instant> overdueAt(Duration timeout) {
    return Optional.ofNullable(since).map(start -> start.plus(timeout));
  }

  private static Instant latest(Instant one, Instant other) {
    return one == null || other.isAfter(one) ? other : one;
  }
}
