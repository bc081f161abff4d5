package io.strategystreams.topology;

import io.strategystreams.core.mode.Mode;
import io.strategystreams.events.ControlState;
import io.strategystreams.events.Signal;
import io.strategystreams.state.StrategyState;
import io.strategystreams.testing.RecordedChange;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import org.apache.kafka.streams.test.TestRecord;

/** Lives every mode and keeps its changelogs at the first moment of each phase of a plan. */
final class ChangelogRecorder {
  private final Life life;
  private final Map<String, Map<String, TestRecord<byte[], byte[]>>> stores = new LinkedHashMap<>();
  private final Map<String, List<RecordedChange>> scenarios = new LinkedHashMap<>();

  private ChangelogRecorder(Life life) {
    this.life = life;
  }

  /** The changelogs of every mode, scenario by scenario. */
  static List<RecordedChange> record() {
    List<RecordedChange> changes = new ArrayList<>();
    for (Mode mode : Mode.values()) {
      try (Life life = Life.of(mode)) {
        ChangelogRecorder recorder = new ChangelogRecorder(life);
        recorder.live();
        recorder.scenarios.values().forEach(changes::addAll);
      }
    }
    return changes;
  }

  /**
   * Entry, withdrawal, dust, a plan whose orders nobody takes, an override, a halt, a tombstone.
   */
  private void live() {
    life.market();
    life.signal(Signal.SWING_HIGH_BREAKOUT);
    life.risk(false);
    life.expose();
    keep();
    life.settle(UnaryOperator.identity(), this::keep);
    life.venue.askBack(life.capital("0.2"));
    life.nextMinute();
    keep();
    life.settle(UnaryOperator.identity(), this::keep);
    life.venue.findDust("EIGEN", "12.5");
    life.nextMinute();
    keep();
    life.venue.askBack(life.capital("0.1"));
    life.nextMinute();
    keep();
    life.risk(true);
    keep();
    for (int minutes = 0; minutes < 15; minutes++) {
      life.wait(Duration.ofMinutes(1));
      keep();
    }
    life.control(ControlState.HALTED);
    life.control("*", ControlState.REDUCE_ONLY);
    life.nextMinute();
    keep("halted");
  }

  private void keep() {
    StrategyState state = life.driver.strategies().get(life.strategyId);
    keep(state == null || state.getPlan() == null ? "at rest" : state.getPlan().getPhase());
  }

  private void keep(String situation) {
    life.read();
    life.driver
        .changelogs()
        .forEach(
            (store, changes) ->
                changes.forEach(
                    change ->
                        stores
                            .computeIfAbsent(store, s -> new TreeMap<>())
                            .put(key(change), change)));
    String scenario = life.mode.id() + ", " + situation;
    scenarios.computeIfAbsent(scenario, this::changes);
  }

  private List<RecordedChange> changes(String scenario) {
    List<RecordedChange> changes = new ArrayList<>();
    stores.forEach(
        (store, last) ->
            last.forEach(
                (key, change) -> changes.add(change(scenario, store, key, change.value()))));
    return changes;
  }

  private static RecordedChange change(String scenario, String store, String key, byte[] value) {
    return RecordedChange.of(
        scenario,
        store,
        key,
        value,
        Driver.serde(StrategyTopology.storedTypes().get(store)).deserializer());
  }

  private static String key(TestRecord<byte[], byte[]> change) {
    return new String(change.key(), StandardCharsets.UTF_8);
  }
}
