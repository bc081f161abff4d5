package io.strategystreams.config;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Collects what is wrong, so that a reader sees all of it at once. */
final class Problems {
  /** More are not read at once; what is left out comes up when these are corrected. */
  private static final int MOST = 1_000;

  private static final int FEW = 100;

  private final Set<ConfigError> found = new LinkedHashSet<>();

  void add(ConfigError error) {
    if (found.size() < MOST) {
      found.add(error);
    }
  }

  void addAll(List<ConfigError> errors) {
    errors.forEach(this::add);
  }

  /** Whether there are so few that it helps to look for what each may have meant. */
  boolean areFew() {
    return found.size() < FEW;
  }

  List<ConfigError> all() {
    return new ArrayList<>(found);
  }

  /**
   * @throws ConfigurationException if anything was collected
   */
  void throwIfAny() {
    if (!found.isEmpty()) {
      throw new ConfigurationException(all());
    }
  }
}
