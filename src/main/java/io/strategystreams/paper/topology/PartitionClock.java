package io.strategystreams.paper.topology;

import io.strategystreams.paper.ledger.ValuationClock;
import io.strategystreams.state.PaperClock;
import java.time.Instant;
import org.apache.kafka.streams.state.KeyValueStore;

/**
 * A partition's time: the highest event time of a market record, tick, order or report it has seen,
 * never a wall clock. Kept in a store, so that a restart does not set it back.
 */
final class PartitionClock {
  private static final String KEY = "clock";

  private final KeyValueStore<String, PaperClock> store;

  PartitionClock(KeyValueStore<String, PaperClock> store) {
    this.store = store;
  }

  /** The highest event time so far. */
  Instant now() {
    return read().getNow();
  }

  /** The time after a record of that event time. */
  Instant advance(Instant eventTime) {
    PaperClock clock = read();
    if (!eventTime.isAfter(clock.getNow())) {
      return clock.getNow();
    }
    write(PaperClock.newBuilder(clock).setNow(eventTime).build());
    return eventTime;
  }

  ValuationClock valuation() {
    PaperClock clock = read();
    return new ValuationClock(clock.getValuation(), clock.getRiskAt());
  }

  void valued(ValuationClock valuation) {
    write(
        PaperClock.newBuilder(read())
            .setValuation(valuation.valuation())
            .setRiskAt(valuation.riskAt())
            .build());
  }

  private PaperClock read() {
    PaperClock stored = store.get(KEY);
    return stored == null ? PaperClock.newBuilder().setNow(Instant.EPOCH).build() : stored;
  }

  private void write(PaperClock next) {
    store.put(KEY, next);
  }
}
