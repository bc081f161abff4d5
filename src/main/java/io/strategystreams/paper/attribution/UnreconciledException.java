package io.strategystreams.paper.attribution;

import java.time.Instant;

/**
 * An event moved a strategy's books otherwise than its components say, or the books are not what
 * the monitor published: a defect of the executor, of the monitor, or of the attribution. The run
 * must not go on.
 */
public final class UnreconciledException extends RuntimeException {
  private final String strategyId;
  private final transient Instant at;

  UnreconciledException(String strategyId, Instant at, String event, String expectedAndFound) {
    super(
        "strategy "
            + strategyId
            + " at "
            + at
            + ": "
            + event
            + " does not fit: "
            + expectedAndFound);
    this.strategyId = strategyId;
    this.at = at;
  }

  public String strategyId() {
    return strategyId;
  }

  /** Event time of what does not fit. */
  public Instant at() {
    return at;
  }
}
