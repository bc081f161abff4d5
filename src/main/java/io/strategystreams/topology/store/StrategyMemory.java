package io.strategystreams.topology.store;

import io.strategystreams.core.engine.StrategyState;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;

/**
 * The states of the partition's strategies, and which of them time makes due. The states used last
 * are kept as objects: an event then costs one write to the store and no read.
 */
public final class StrategyMemory {
  private static final int KEPT_AS_OBJECTS = 4096;

  private final KeyValueStore<String, io.strategystreams.state.StrategyState> store;
  private final DueTimes due = new DueTimes();
  private final Map<String, StrategyState> recent =
      new LinkedHashMap<>(16, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, StrategyState> eldest) {
          return size() > KEPT_AS_OBJECTS;
        }
      };

  /** Reads back what the store holds. */
  public StrategyMemory(KeyValueStore<String, io.strategystreams.state.StrategyState> store) {
    this.store = store;
    try (KeyValueIterator<String, io.strategystreams.state.StrategyState> all = store.all()) {
      while (all.hasNext()) {
        KeyValue<String, io.strategystreams.state.StrategyState> entry = all.next();
        StrategyState state = StrategyStateCodec.read(entry.key, entry.value);
        due.set(entry.key, state.dueAt().orElse(null));
      }
    }
  }

  /** A strategy's state; a fresh one if nothing is known of it. */
  public StrategyState load(String strategyId) {
    StrategyState known = recent.get(strategyId);
    if (known != null) {
      return known;
    }
    io.strategystreams.state.StrategyState stored = store.get(strategyId);
    StrategyState state =
        stored == null
            ? StrategyState.unknown(strategyId)
            : StrategyStateCodec.read(strategyId, stored);
    recent.put(strategyId, state);
    return state;
  }

  public void save(StrategyState state) {
    store.put(state.strategyId(), StrategyStateCodec.write(state));
    recent.put(state.strategyId(), state);
    due.set(state.strategyId(), state.dueAt().orElse(null));
  }

  /** The strategies of which something is due at {@code now}, earliest first, then by name. */
  public List<String> dueAt(Instant now) {
    return due.until(now);
  }

  /** Every strategy of the partition, by name. */
  public List<String> all() {
    List<String> names = new ArrayList<>();
    try (KeyValueIterator<String, io.strategystreams.state.StrategyState> all = store.all()) {
      all.forEachRemaining(entry -> names.add(entry.key));
    }
    names.sort(null);
    return names;
  }
}
