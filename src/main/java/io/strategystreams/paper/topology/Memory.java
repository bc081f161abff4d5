package io.strategystreams.paper.topology;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;

/**
 * A store of what was seen, which forgets what is older than its retention: looked through once a
 * day of event time.
 */
final class Memory<V> {
  private static final Duration LOOKED_THROUGH_EVERY = Duration.ofDays(1);

  private final KeyValueStore<String, V> store;
  private final Function<V, Instant> seen;
  private final Duration retention;
  private Instant lookedThrough;

  Memory(KeyValueStore<String, V> store, Function<V, Instant> seen, Duration retention) {
    this.store = store;
    this.seen = seen;
    this.retention = retention;
  }

  /** Null where it is not remembered. */
  V recall(String key) {
    return store.get(key);
  }

  void remember(String key, V value) {
    store.put(key, value);
  }

  /** Forgets what is old, if a day has passed since it last did. */
  void forget(Instant now) {
    if (lookedThrough != null && now.isBefore(lookedThrough.plus(LOOKED_THROUGH_EVERY))) {
      return;
    }
    lookedThrough = now;
    Instant oldest = now.minus(retention);
    List<String> old = new ArrayList<>();
    try (KeyValueIterator<String, V> entries = store.all()) {
      while (entries.hasNext()) {
        KeyValue<String, V> entry = entries.next();
        if (seen.apply(entry.value).isBefore(oldest)) {
          old.add(entry.key);
        }
      }
    }
    old.forEach(store::delete);
  }
}
