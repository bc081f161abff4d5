package io.strategystreams.operate;

import io.strategystreams.cluster.LoggedEvent;
import io.strategystreams.contract.ContractRules;
import io.strategystreams.contract.Keys;
import io.strategystreams.core.mode.Mode;
import io.strategystreams.events.StrategyConfig;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The configurations on the topic {@code strategy-configs}, read record by record as the
 * application reads them: what it would put aside does not count here either.
 */
public final class PublishedConfigs {
  private final int partitions;
  private final SortedMap<String, PublishedConfig> byStrategy = new TreeMap<>();
  private final List<String> warnings = new ArrayList<>();

  /**
   * @param partitions of the topic
   */
  public PublishedConfigs(int partitions) {
    this.partitions = partitions;
  }

  /** Takes the next record of a partition. */
  public void take(LoggedEvent record) {
    String key = record.key();
    if (key == null || record.record().partition() != Keys.partitionFor(key, partitions)) {
      warnings.add(record.place() + " is ignored: it lies in another partition than its key's");
      return;
    }
    PublishedConfig before = byStrategy.get(key);
    if (record.isTombstone()) {
      StrategyConfig last = before == null ? null : before.config();
      byStrategy.put(key, new PublishedConfig(key, last, true, record.place()));
      return;
    }
    Optional<String> fault = fault(record, before);
    if (fault.isPresent()) {
      warnings.add(record.place() + " is ignored: " + fault.get());
      if (before == null) {
        byStrategy.put(key, new PublishedConfig(key, null, false, record.place()));
      }
      return;
    }
    byStrategy.put(
        key, new PublishedConfig(key, record.as(StrategyConfig.class), false, record.place()));
  }

  private static Optional<String> fault(LoggedEvent record, PublishedConfig before) {
    if (record.undecodable() != null) {
      return Optional.of(record.undecodable());
    }
    StrategyConfig config = record.as(StrategyConfig.class);
    List<String> violations = ContractRules.violations(record.key(), config);
    if (!violations.isEmpty()) {
      return Optional.of(String.join("; ", violations));
    }
    StrategyConfig last = before == null ? null : before.config();
    return last == null || isTheSame(config, last) ? Optional.empty() : orderFault(config, last);
  }

  /** It counts again where a tombstone came between. */
  private static boolean isTheSame(StrategyConfig config, StrategyConfig last) {
    return config.getVersion() == last.getVersion()
        && config.getIncarnation() == last.getIncarnation()
        && config.getYaml().equals(last.getYaml());
  }

  private static Optional<String> orderFault(StrategyConfig config, StrategyConfig last) {
    if (config.getVersion() <= last.getVersion()) {
      return Optional.of(
          "version must be above " + last.getVersion() + ", was " + config.getVersion());
    }
    return config.getIncarnation() < last.getIncarnation()
        ? Optional.of(
            "incarnation must not fall below "
                + last.getIncarnation()
                + ", was "
                + config.getIncarnation())
        : Optional.empty();
  }

  public Optional<PublishedConfig> find(String strategyId) {
    return Optional.ofNullable(byStrategy.get(strategyId));
  }

  /** All that are in force, by name. */
  public List<PublishedConfig> inForce() {
    return byStrategy.values().stream().filter(PublishedConfig::isInForce).toList();
  }

  /** Those in force that run that mode, by name. */
  public List<String> ofMode(Mode mode) {
    return inForce().stream()
        .filter(one -> one.config().getMode().equals(mode.id()))
        .map(PublishedConfig::strategyId)
        .toList();
  }

  /** Every strategy the topic tells of, retired ones included, by name. */
  public Collection<PublishedConfig> all() {
    return Collections.unmodifiableCollection(byStrategy.values());
  }

  /** Records that do not count, and why. */
  public List<String> warnings() {
    return Collections.unmodifiableList(warnings);
  }
}
