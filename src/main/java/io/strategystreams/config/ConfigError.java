package io.strategystreams.config;

import java.util.Objects;

/**
 * One thing wrong with the configuration, said so that a reader can mend it.
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

  public ConfigError {
    Objects.requireNonNull(file, "file");
    Objects.requireNonNull(key, "key");
    Objects.requireNonNull(problem, "problem");
    if (found != null && found.length() > LONGEST_VALUE) {
      found = found.substring(0, LONGEST_VALUE) + "…";
    }
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
