package io.strategystreams.replay;

import io.strategystreams.core.market.Quote;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.Objects;

/**
 * A price as a replay publishes it.
 *
 * @param high highest price of the bar that ended with this one, null where there is no bar
 * @param low lowest, null where there is no bar
 * @param source where the number comes from, for people and audits: a file, or what stands in for
 *     it
 */
public record Observation(Quote quote, BigDecimal high, BigDecimal low, String source) {
  public Observation {
    Objects.requireNonNull(quote, "quote");
    Objects.requireNonNull(source, "source");
  }

  /** A price that is not the close of a bar. */
  public Observation(Quote quote, String source) {
    this(quote, null, null, source);
  }

  /** The same, stamped with another time. */
  public Observation at(Instant other) {
    return new Observation(quote.at(other), high, low, source);
  }
}
