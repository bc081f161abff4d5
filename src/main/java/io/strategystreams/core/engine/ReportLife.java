package io.strategystreams.core.engine;

import io.strategystreams.core.exposure.Exposure;

/**
 * Of which topic of reports a strategy's offsets are. A topic made anew counts from 0 again, but a
 * monitor may go on naming its last offset of the former one until it has read a report of the new.
 * Immutable.
 *
 * @param topicId the topic's id, null where it was never known
 * @param former the highest offset known of a former topic, or of a report that an operator said
 *     never comes; null if there was none
 * @param exposuresFrom from which offset on exposures were written since the topic was found anew,
 *     null if there was no former one
 */
public record ReportLife(String topicId, Long former, Long exposuresFrom) {
  public static final ReportLife UNKNOWN = new ReportLife(null, null, null);

  /** Whether {@code found} is another topic than the one known. */
  boolean isEndedBy(ReportTopic found) {
    return topicId != null && !topicId.equals(found.id());
  }

  /**
   * The same with the topic's id, where that was not known. Where exposures were made anew too,
   * what was written since counts from their new beginning.
   */
  ReportLife of(ReportTopic found) {
    boolean shorter = exposuresFrom != null && found.exposuresEnd() < exposuresFrom;
    if (topicId != null && !shorter) {
      return this;
    }
    Long from = shorter ? Long.valueOf(found.exposuresEnd()) : exposuresFrom;
    return new ReportLife(found.id(), former, from);
  }

  /**
   * The life that begins with {@code found}.
   *
   * @param highest the highest offset known of the one that ended, null if none is
   */
  ReportLife next(ReportTopic found, Long highest) {
    return new ReportLife(found.id(), higher(former, highest), found.exposuresEnd());
  }

  /** Whether an exposure at this offset was written since the topic was made anew. */
  boolean isOfThis(long exposureOffset) {
    return exposuresFrom == null || exposureOffset >= exposuresFrom;
  }

  /** After an exposure at {@code offset}: what was written before still names former offsets. */
  ReportLife after(Exposure exposure, long offset) {
    return isOfThis(offset)
        ? this
        : new ReportLife(topicId, higher(former, exposure.lastReportOffset()), exposuresFrom);
  }

  /** The same where an operator said that no report up to {@code named} is to be waited for. */
  ReportLife doubting(Long named) {
    return new ReportLife(topicId, higher(former, named), exposuresFrom);
  }

  /**
   * The exposure as far as it is believed: without the offset it names where that may be of a
   * former topic.
   *
   * @param read the highest offset read of this topic, null if none was
   */
  Exposure believed(Exposure exposure, Long read) {
    Long named = exposure.lastReportOffset();
    boolean doubtful =
        named != null && former != null && named <= former && (read == null || named > read);
    return doubtful ? exposure.withoutReportOffset() : exposure;
  }

  static Long higher(Long one, Long other) {
    return one == null || other != null && other > one ? other : one;
  }
}
