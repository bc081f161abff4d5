package io.strategystreams.config;

import io.strategystreams.core.text.Printable;
import io.strategystreams.core.text.Secrets;
import java.util.Objects;
import java.util.Set;

/**
 * One thing wrong with the configuration, said so that a reader can correct it. Key and value are
 * what a file says, so they are shortened and shown as {@link Printable} and {@link Secrets} allow.
 *
 * @param file where it stands: a path relative to the directory of the configuration, {@code
 *     overrides} or {@code environment}
 * @param line 1-based line in the file, 0 where there is none
 * @param key dotted key, empty where the file as a whole is meant
 * @param problem what is allowed or why it is refused: {@code must be a decimal from 0 to below 1}
 * @param found the value found, {@code absent} for none, null where there is no value to show
 */
public record ConfigError(String file, int line, String key, String problem, String found) {
  private static final int LONGEST_VALUE = 80;
  private static final int LONGEST_KEY = 200;
  private static final int LONGEST_PROBLEM = 2_000;
  private static final Set<String> NO_VALUES = Set.of("absent", "empty", "null", "none", "{}");

  public ConfigError {
    Objects.requireNonNull(file, "file");
    Objects.requireNonNull(key, "key");
    Objects.requireNonNull(problem, "problem");
    key = Printable.line(key, LONGEST_KEY);
    problem = Printable.line(problem, LONGEST_PROBLEM);
    if (found != null) {
      found = NO_VALUES.contains(found) ? found : brief(Secrets.shown(key, cut(found)));
    }
  }

  /** Secrets are found in a part of it: an end of a very long one could be shown otherwise. */
  private static String cut(String value) {
    return value.length() <= LONGEST_PROBLEM ? value : value.substring(0, LONGEST_PROBLEM);
  }

  private static String brief(String value) {
    return Printable.line(value, LONGEST_VALUE);
  }

  static ConfigError ofFile(String file, String problem) {
    return new ConfigError(file, 0, "", problem, null);
  }

  /** {@code modes/eth_leveraged.yaml:14: target_ltv must be …, was 1.2}. */
  public String message() {
    return file
        + (line > 0 ? ":" + line : "")
        + ": "
        + (key.isEmpty() ? "" : key + " ")
        + problem
        + (found == null ? "" : ", was " + found);
  }

  @Override
  public String toString() {
    return message();
  }
}
