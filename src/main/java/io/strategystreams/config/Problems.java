package io.strategystreams.config;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Collects what is wrong, so that a reader sees all of it at once. */
final class Problems {
  private final Set<ConfigError> found = new LinkedHashSet<>();

  void add(ConfigError error) {
    found.add(error);
  }

  void addAll(List<ConfigError> errors) {
    found.addAll(errors);
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
