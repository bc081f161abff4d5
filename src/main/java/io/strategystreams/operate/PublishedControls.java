package io.strategystreams.operate;

import io.strategystreams.cluster.LoggedEvent;
import io.strategystreams.contract.ContractRules;
import io.strategystreams.contract.EventReader;
import io.strategystreams.contract.Keys;
import io.strategystreams.core.guard.ControlState;
import io.strategystreams.events.StrategyControl;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The control states on the topic {@code strategy-controls}: the stricter of a strategy's own and
 * that of all is in force.
 */
public final class PublishedControls {
  private final int partitions;
  private final SortedMap<String, StrategyControl> own = new TreeMap<>();
  private final SortedMap<Integer, StrategyControl> ofAll = new TreeMap<>();
  private final List<String> warnings = new ArrayList<>();

  /**
   * @param partitions of the topic
   */
  public PublishedControls(int partitions) {
    this.partitions = partitions;
  }

  /** Takes the next record of a partition. */
  public void take(LoggedEvent record) {
    String key = record.key();
    Optional<String> fault = fault(key, record);
    if (fault.isPresent()) {
      warnings.add(record.place() + " is ignored: " + fault.get());
      return;
    }
    StrategyControl control = record.as(StrategyControl.class);
    if (key.equals(Keys.EVERY_STRATEGY)) {
      ofAll.put(record.record().partition(), control);
    } else {
      own.put(key, control);
    }
  }

  private Optional<String> fault(String key, LoggedEvent record) {
    if (key == null) {
      return Optional.of("it has no key");
    }
    if (record.isTombstone()) {
      return Optional.of("it has no value");
    }
    if (record.undecodable() != null) {
      return Optional.of(record.undecodable());
    }
    if (!key.equals(Keys.EVERY_STRATEGY)
        && record.record().partition() != Keys.partitionFor(key, partitions)) {
      return Optional.of("it lies in another partition than its key's");
    }
    List<String> violations = ContractRules.violations(key, record.as(StrategyControl.class));
    return violations.isEmpty() ? Optional.empty() : Optional.of(String.join("; ", violations));
  }

  /** What was said of one strategy alone. */
  public Optional<StrategyControl> own(String strategyId) {
    return Optional.ofNullable(own.get(strategyId));
  }

  /** What was said of all; the strictest where partitions differ. */
  public Optional<StrategyControl> ofAll() {
    return ofAll.values().stream()
        .reduce((one, other) -> state(other).compareTo(state(one)) > 0 ? other : one);
  }

  /** A strategy's own state; ACTIVE where nothing was said. */
  public ControlState ownState(String strategyId) {
    return own(strategyId).map(PublishedControls::state).orElse(ControlState.ACTIVE);
  }

  /** The state of all; ACTIVE where nothing was said. */
  public ControlState stateOfAll() {
    return ofAll().map(PublishedControls::state).orElse(ControlState.ACTIVE);
  }

  /** What is in force for a strategy. */
  public ControlState effective(String strategyId) {
    return ownState(strategyId).stricter(stateOfAll());
  }

  /** Every strategy that something was said of, by name. */
  public Map<String, StrategyControl> own() {
    return Collections.unmodifiableMap(own);
  }

  /** Records that do not count, and why. */
  public List<String> warnings() {
    return Collections.unmodifiableList(warnings);
  }

  /** UNKNOWN acts as HALTED. */
  public static ControlState state(StrategyControl control) {
    return EventReader.control(control);
  }
}
