package io.strategystreams.config;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/**
 * Environment variables laid over {@code application.yaml}: {@code STRATEGY_STREAMS_} and the key
 * in capitals, with two underscores between levels. {@code STRATEGY_STREAMS_NUM_THREADS} is {@code
 * num_threads}, {@code STRATEGY_STREAMS_PAPER__REJECT_PROBABILITY} is {@code
 * paper.reject_probability}. Any other variable with the prefix is an error, so that a mistyped one
 * is not silently ignored.
 */
public final class Environment {
  public static final String PREFIX = "STRATEGY_STREAMS_";
  private static final String SOURCE = "environment";

  private Environment() {}

  /** The variable that sets a key of {@link ApplicationKeys}. */
  public static String variable(Key<?> key) {
    return PREFIX + key.name().replace(".", "__").toUpperCase(Locale.ROOT);
  }

  /** The document with the variables' values in place; unknown variables are reported. */
  static Document laidOver(Document document, Map<String, String> env, Problems problems) {
    Map<String, String> keys = new TreeMap<>();
    for (Key<?> key : ApplicationKeys.all()) {
      keys.put(variable(key), key.name());
    }
    Document changed = document;
    for (Map.Entry<String, String> each : new TreeMap<>(env).entrySet()) {
      String variable = each.getKey();
      if (keys.containsKey(variable)) {
        Given given = Given.scalar(each.getValue(), SOURCE + " (" + variable + ")", 0);
        changed = changed.with(keys.get(variable), given);
      } else if (variable.startsWith(PREFIX)) {
        problems.add(
            new ConfigError(
                SOURCE,
                0,
                variable,
                "sets no key of application.yaml"
                    + NearestName.hint(variable, List.copyOf(keys.keySet())),
                each.getValue()));
      }
    }
    return changed;
  }
}
