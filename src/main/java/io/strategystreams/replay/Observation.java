package io.strategystreams.replay;

import io.strategystreams.core.market.Quote;
import java.util.Objects;

/**
 * A price as a replay publishes it.
 *
 * @param source where the number comes from, for people and audits: a file, or what stands in for
 *     it
 */
public record Observation(Quote quote, String source) {
  public Observation {
    Objects.requireNonNull(quote, "quote");
    Objects.requireNonNull(source, "source");
  }
}
