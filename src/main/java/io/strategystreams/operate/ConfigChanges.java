package io.strategystreams.operate;

import io.strategystreams.config.ModeKeys;
import io.strategystreams.config.WrittenKeys;
import io.strategystreams.events.StrategyConfig;
import io.strategystreams.operate.ConfigChange.Kind;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/**
 * The difference between what is published and what is wanted.
 *
 * @param revive whether strategies that a tombstone retired may come back
 * @param changeMode whether a strategy may get another mode or share class
 * @param anew whether each begins anew under an incarnation that none had before: where topics were
 *     made anew, nobody can read which ones were used, and what begins at 1 again would give ids of
 *     old orders to new ones
 * @param now gives a strategy its version where the topic no longer tells the last one
 */
public record ConfigChanges(boolean revive, boolean changeMode, boolean anew, Instant now) {

  /**
   * What has to be done for each, in their order.
   *
   * @throws RefusedException with everything that may not be done
   */
  public List<ConfigChange> of(List<WantedStrategy> wanted, PublishedConfigs published) {
    List<ConfigChange> changes = new ArrayList<>();
    List<String> problems = new ArrayList<>();
    for (WantedStrategy one : wanted) {
      try {
        changes.add(change(one, published.find(one.strategyId()).orElse(null)));
      } catch (RefusedException e) {
        problems.addAll(e.problems());
      }
    }
    if (!problems.isEmpty()) {
      throw new RefusedException(problems);
    }
    return changes;
  }

  private ConfigChange change(WantedStrategy wanted, PublishedConfig published) {
    String yaml = wanted.file().toYaml();
    String mode = wanted.file().mode().id();
    String id = wanted.strategyId();
    if (published == null) {
      long first = anew ? now.getEpochSecond() : 1;
      return new ConfigChange(Kind.NEW, id, mode, 0, first, first, yaml, List.of());
    }
    if (published.retired() && !revive) {
      throw new RefusedException(
          "strategy "
              + id
              + " was retired ("
              + published.place()
              + "); apply it with --revive, or under another name");
    }
    StrategyConfig last = published.config();
    if (last == null) {
      // The topic no longer tells version and incarnation: the clock's are above any that rose by
      // one at a time.
      long clock = now.getEpochSecond();
      Kind kind = published.retired() ? Kind.REVIVED : Kind.CHANGED;
      return new ConfigChange(kind, id, mode, 0, clock, clock, yaml, List.of());
    }
    List<ConfigChange.KeyChange> keys = difference(last.getYaml(), yaml);
    requireSameBook(id, keys);
    boolean same = !anew && keys.isEmpty() && mode.equals(last.getMode()) && !published.retired();
    Kind kind = published.retired() ? Kind.REVIVED : same ? Kind.UNCHANGED : Kind.CHANGED;
    return new ConfigChange(
        kind,
        id,
        mode,
        last.getVersion(),
        same ? last.getVersion() : next(last.getVersion()),
        anew ? next(last.getIncarnation()) : last.getIncarnation(),
        yaml,
        keys);
  }

  private long next(long last) {
    return anew ? Math.max(last + 1, now.getEpochSecond()) : last + 1;
  }

  /** Positions of another mode or share class would count as idle assets, and be sold. */
  private void requireSameBook(String strategyId, List<ConfigChange.KeyChange> keys) {
    if (changeMode) {
      return;
    }
    List<String> problems = new ArrayList<>();
    for (ConfigChange.KeyChange key : keys) {
      if (key.key().equals(ModeKeys.MODE.name()) || key.key().equals(ModeKeys.SHARE_CLASS.name())) {
        problems.add(
            key.key()
                + " of strategy "
                + strategyId
                + " must stay "
                + key.before()
                + ", was "
                + key.after()
                + "; apply it under another name, or with --change-mode where its book is flat");
      }
    }
    if (!problems.isEmpty()) {
      throw new RefusedException(problems);
    }
  }

  /** The keys of two files that say something else, in the order of the later one. */
  static List<ConfigChange.KeyChange> difference(String before, String after) {
    Map<String, String> old = WrittenKeys.of(before);
    Map<String, String> young = WrittenKeys.of(after);
    Set<String> keys = new LinkedHashSet<>(young.keySet());
    keys.addAll(old.keySet());
    return keys.stream()
        .filter(key -> !Objects.equals(old.get(key), young.get(key)))
        .map(key -> new ConfigChange.KeyChange(key, old.get(key), young.get(key)))
        .toList();
  }
}
