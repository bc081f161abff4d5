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

  /**
   * Half of what a broker takes unless told otherwise, several times what the contract's bounds
   * leave room for.
   */
  static final int MAX_STATE_BYTES = 512 * 1024;

  /** A state as it is to be saved: it can be encoded, and a broker takes it. */
  public record Prepared(StrategyState state, io.strategystreams.state.StrategyState stored) {}

  private final KeyValueStore<String, io.strategystreams.state.StrategyState> store;
  private final EncodedOnce<io.strategystreams.state.StrategyState> encoding;
  private final String changelog;
  private final DueTimes due = new DueTimes();
  private final Map<String, StrategyState> recent =
      new LinkedHashMap<>(16, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, StrategyState> eldest) {
          return size() > KEPT_AS_OBJECTS;
        }
      };

  /**
   * Reads back what the store holds.
   *
   * @param encoding what the store was built with
   * @param changelog the store's
   */
  public StrategyMemory(
      KeyValueStore<String, io.strategystreams.state.StrategyState> store,
      EncodedOnce<io.strategystreams.state.StrategyState> encoding,
      String changelog) {
    this.store = store;
    this.encoding = encoding;
    this.changelog = changelog;
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

  /**
   * Makes sure that a state can be saved; nothing is changed.
   *
   * @throws org.apache.kafka.common.errors.SerializationException if it cannot be encoded
   * @throws IllegalStateException if it is larger than a broker takes
   */
  public Prepared prepare(StrategyState state) {
    io.strategystreams.state.StrategyState stored = StrategyStateCodec.write(state);
    int bytes = encoding.encode(changelog, stored);
    if (bytes > MAX_STATE_BYTES) {
      throw new IllegalStateException(
          "the state of strategy "
              + state.strategyId()
              + " must have at most "
              + MAX_STATE_BYTES
              + " bytes, was "
              + bytes);
    }
    return new Prepared(state, stored);
  }

  public void save(Prepared prepared) {
    StrategyState state = prepared.state();
    store.put(state.strategyId(), prepared.stored());
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
