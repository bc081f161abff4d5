package io.strategystreams.replay;

import java.time.Instant;
import java.util.List;

/** Where a replay's market comes from. Opening it twice gives the same instants twice. */
public interface MarketSource {
  /**
   * The instants of {@code from} (inclusive) to {@code to} (exclusive), each at which something
   * becomes known.
   *
   * @throws HistoryException if the source cannot be read
   */
  MarketFeed open(Instant from, Instant to);

  /** What this is, in a line for people. */
  String description();

  /** What is missing or replaced, a line each, for people; empty if nothing is. */
  List<String> notes();
}
