package io.strategystreams.config;

import java.util.List;
import java.util.stream.Collectors;

/** The configuration is refused; carries everything that is wrong with it. */
public final class ConfigurationException extends RuntimeException {
  private final List<ConfigError> errors;

  /**
   * @param errors at least one
   */
  public ConfigurationException(List<ConfigError> errors) {
    super(errors.stream().map(ConfigError::message).collect(Collectors.joining("\n")));
    this.errors = List.copyOf(errors);
  }

  /** All errors, in the order of files and lines. */
  public List<ConfigError> errors() {
    return errors;
  }
}
