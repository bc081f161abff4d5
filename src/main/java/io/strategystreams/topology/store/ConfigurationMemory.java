package io.strategystreams.topology.store;

import io.strategystreams.config.ConfigError;
import io.strategystreams.config.ConfigurationException;
import io.strategystreams.contract.Keys;
import io.strategystreams.core.engine.Installed;
import io.strategystreams.core.guard.Control;
import io.strategystreams.core.mode.StrategyParameters;
import io.strategystreams.core.money.Decimals;
import io.strategystreams.state.ConfigurationState;
import java.math.BigDecimal;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;

/**
 * The configurations in force. A file is parsed once per version; what other parts must find
 * without parsing (which asset's predictions a strategy follows, its {@code max_price_jump}) is
 * kept beside it.
 */
public final class ConfigurationMemory {
  /**
   * As many are kept parsed, those used last: the text of the others lies in the store. A tick
   * looks at each strategy of which something is due, so it should be more than a task has.
   */
  private static final int KEPT_PARSED = 4096;

  /** It goes into decisions. */
  private static final int MAX_REFUSAL = 2_000;

  private final KeyValueStore<String, ConfigurationState> store;
  private final ModeFileParser parser;
  private final Map<String, Installed> parsed =
      new LinkedHashMap<>(16, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Installed> eldest) {
          return size() > KEPT_PARSED;
        }
      };
  private final Map<String, String> refused = new HashMap<>();
  private final Set<String> retired = new HashSet<>();
  private final SortedMap<String, SortedSet<String>> followers = new TreeMap<>();
  private final SortedMap<BigDecimal, Integer> maxJumps = new TreeMap<>();
  private Control controlOfAll = Control.NONE;

  /** Reads back what the store holds. */
  public ConfigurationMemory(
      KeyValueStore<String, ConfigurationState> store, ModeFileParser parser) {
    this.store = store;
    this.parser = parser;
    try (KeyValueIterator<String, ConfigurationState> all = store.all()) {
      all.forEachRemaining(this::restore);
    }
  }

  private void restore(KeyValue<String, ConfigurationState> entry) {
    if (entry.key.equals(Keys.EVERY_STRATEGY)) {
      controlOfAll =
          ControlCodec.read(
              entry.value.getControlOfAll(),
              entry.value.getControlRevision(),
              entry.value.getControlTime(),
              entry.value.getControlReason(),
              entry.value.getControlAuthor());
    } else {
      index(entry.key, entry.value);
    }
  }

  /** What is stored of a strategy; null if nothing is. */
  public ConfigurationState stored(String strategyId) {
    return store.get(strategyId);
  }

  /** A strategy's configuration; null if none is known, or see {@link #refusal}. */
  public Installed installed(String strategyId) {
    Installed known = parsed.get(strategyId);
    if (known != null || refused.containsKey(strategyId)) {
      return known;
    }
    ConfigurationState stored = store.get(strategyId);
    if (stored == null) {
      return null;
    }
    try {
      Installed installed =
          new Installed(
              stored.getVersion(),
              stored.getIncarnation(),
              parser.parse(strategyId, stored.getYaml()));
      parsed.put(strategyId, installed);
      return installed;
    } catch (ConfigurationException e) {
      refused.put(
          strategyId,
          refusal(
              stored, String.join("; ", e.errors().stream().map(ConfigError::message).toList())));
      return null;
    } catch (RuntimeException | StackOverflowError e) {
      refused.put(strategyId, refusal(stored, "parsing it failed: " + e));
      return null;
    }
  }

  /**
   * Why the stored configuration is not accepted; null if it is, or there is none. It was accepted
   * once, by an earlier version of the application or beside other markets: one strategy stands
   * still for it, the others go on.
   */
  public String refusal(String strategyId) {
    return installed(strategyId) == null ? refused.get(strategyId) : null;
  }

  /** Whether a tombstone took the stored configuration back, be that accepted or not. */
  public boolean retired(String strategyId) {
    return retired.contains(strategyId);
  }

  private static String refusal(ConfigurationState stored, String cause) {
    return "version "
        + stored.getVersion()
        + ", which is stored, is not accepted by this version of the application: "
        + (cause.length() <= MAX_REFUSAL ? cause : cause.substring(0, MAX_REFUSAL) + "…")
        + "; apply a corrected file with: strategies apply";
  }

  /** Puts a configuration in force. */
  public void install(String strategyId, long version, long incarnation, String yaml) {
    StrategyParameters parameters = parser.parse(strategyId, yaml);
    put(
        strategyId,
        new ConfigurationState(
            version,
            incarnation,
            yaml,
            false,
            parameters.mode().followsPredictions() ? parameters.asset().symbol() : null,
            Decimals.plain(parameters.pace().maxPriceJump()),
            null,
            null,
            null,
            null,
            null));
    parsed.put(strategyId, new Installed(version, incarnation, parameters));
    refused.remove(strategyId);
  }

  /** Takes a configuration back; it still says under which terms an open plan ends. */
  public void retire(String strategyId) {
    ConfigurationState before = store.get(strategyId);
    put(
        strategyId,
        new ConfigurationState(
            before.getVersion(),
            before.getIncarnation(),
            before.getYaml(),
            true,
            before.getPredictionsOf(),
            before.getMaxPriceJump(),
            null,
            null,
            null,
            null,
            null));
  }

  private void put(String strategyId, ConfigurationState state) {
    ConfigurationState before = store.get(strategyId);
    if (before != null) {
      unindex(strategyId, before);
    }
    store.put(strategyId, state);
    index(strategyId, state);
  }

  private void index(String strategyId, ConfigurationState state) {
    if (state.getRetired()) {
      retired.add(strategyId);
    }
    if (state.getPredictionsOf() != null) {
      followers.computeIfAbsent(state.getPredictionsOf(), asset -> new TreeSet<>()).add(strategyId);
    }
    maxJumps.merge(new BigDecimal(state.getMaxPriceJump()), 1, Integer::sum);
  }

  private void unindex(String strategyId, ConfigurationState state) {
    retired.remove(strategyId);
    if (state.getPredictionsOf() != null) {
      followers.get(state.getPredictionsOf()).remove(strategyId);
    }
    maxJumps.computeIfPresent(
        new BigDecimal(state.getMaxPriceJump()), (jump, count) -> count == 1 ? null : count - 1);
  }

  /** The strategies that follow an asset's predictions, by name. */
  public SortedSet<String> followersOf(String asset) {
    return Collections.unmodifiableSortedSet(followers.getOrDefault(asset, new TreeSet<>()));
  }

  /** Every {@code max_price_jump} in use. */
  public Set<BigDecimal> maxJumps() {
    return Collections.unmodifiableSet(maxJumps.keySet());
  }

  /** The control of all strategies that is in force. */
  public Control controlOfAll() {
    return controlOfAll;
  }

  /** Puts a control of all strategies in force. */
  public void controlAll(Control control) {
    controlOfAll = control;
    store.put(
        Keys.EVERY_STRATEGY,
        new ConfigurationState(
            0L,
            0L,
            "",
            false,
            null,
            null,
            control.state().name(),
            control.revision(),
            ControlCodec.time(control),
            ControlCodec.text(control.reason()),
            ControlCodec.text(control.author())));
  }
}
