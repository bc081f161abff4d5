package io.strategystreams.operate;

import io.strategystreams.cluster.LoggedEvent;
import io.strategystreams.contract.ContractRules;
import io.strategystreams.contract.ControlWriter;
import io.strategystreams.contract.EventReader;
import io.strategystreams.contract.Keys;
import io.strategystreams.core.guard.Control;
import io.strategystreams.core.guard.ControlState;
import io.strategystreams.events.StrategyControl;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The control states on the topic {@code strategy-controls}: of each key the control that {@link
 * Control#after} leaves in force, and the stricter of a strategy's own and that of all.
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
    Control control = EventReader.control(record.as(StrategyControl.class));
    if (key.equals(Keys.EVERY_STRATEGY)) {
      take(ofAll, record.record().partition(), control, record);
    } else {
      take(own, key, control, record);
    }
  }

  private <K> void take(
      SortedMap<K, StrategyControl> all, K place, Control control, LoggedEvent record) {
    StrategyControl before = all.get(place);
    Control inForce = before == null ? Control.NONE : EventReader.control(before);
    if (inForce.accepts(control)) {
      all.put(place, ControlWriter.event(record.key(), inForce.after(control)));
    } else {
      warnings.add(
          record.place()
              + " is ignored: it would loosen "
              + inForce.state()
              + " of "
              + record.key()
              + " and is not newer");
    }
  }

  /** The revision that the next control of a key must have; null where counting came to its end. */
  public Long nextRevision(String strategyId) {
    long highest =
        (strategyId.equals(Keys.EVERY_STRATEGY)
                ? ofAll.values().stream()
                : own(strategyId).stream())
            .map(StrategyControl::getRevision)
            .filter(Objects::nonNull)
            .mapToLong(Long::longValue)
            .max()
            .orElse(0);
    return highest < EventReader.LARGEST_REVISION ? (Long) (highest + 1) : null;
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
    return EventReader.control(control).state();
  }
}
