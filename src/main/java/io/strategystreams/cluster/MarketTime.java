package io.strategystreams.cluster;

import io.strategystreams.contract.Topics;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;

/** What time it is to strategies and monitors: that of the latest record of {@code market-data}. */
public final class MarketTime {
  private static final long LAST = 100;

  private MarketTime() {}

  /**
   * Empty before the first market record. Read from the records themselves: what brokers tell of
   * timestamps counts the ends of transactions too, which bear the time of the wall clock.
   *
   * @throws ClusterException if the brokers do not answer, or there is no such topic
   */
  public static Optional<Instant> latest(ClusterAccess access) {
    AtomicReference<Instant> latest = new AtomicReference<>();
    try (EventLog log = EventLog.open(access, List.of(Topics.MARKET_DATA))) {
      log.fromLast(LAST);
      log.readToEnd(
          event ->
              latest.accumulateAndGet(
                  event.time(), (one, other) -> one == null || other.isAfter(one) ? other : one));
    }
    return Optional.ofNullable(latest.get());
  }
}
