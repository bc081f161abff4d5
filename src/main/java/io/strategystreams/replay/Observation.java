package io.strategystreams.replay;

import io.strategystreams.core.market.Quote;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.Objects;

/**
 * A price as a replay publishes it.
 *
 * @param fundingHours from one funding to the next, null where the quote has no funding rate or it
 *     is paid each 8 hours
 * @param open first price of the bar that ended with this one, null where there is no bar
 * @param high highest, null where there is no bar
 * @param low lowest, null where there is no bar
 * @param source where the number comes from, for people and audits: a file, or what stands in for
 *     it
 */
public record Observation(
    Quote quote,
    Integer fundingHours,
    BigDecimal open,
    BigDecimal high,
    BigDecimal low,
    String source) {
  public Observation {
    Objects.requireNonNull(quote, "quote");
    Objects.requireNonNull(source, "source");
  }

  /** The close of a bar whose open is not known. */
  public Observation(Quote quote, BigDecimal high, BigDecimal low, String source) {
    this(quote, null, null, high, low, source);
  }

  /** A price that is not the close of a bar. */
  public Observation(Quote quote, String source) {
    this(quote, null, null, null, null, source);
  }

  /** The same, stamped with another time. */
  public Observation at(Instant other) {
    return new Observation(quote.at(other), fundingHours, open, high, low, source);
  }
}
