package io.strategystreams.config;

import java.util.List;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;

/** What a configuration was refused for. */
final class Refusals {
  private Refusals() {}

  /** The messages of all errors; fails if nothing is refused. */
  static List<String> of(ThrowingCallable load) {
    try {
      load.call();
    } catch (ConfigurationException e) {
      return e.errors().stream().map(ConfigError::message).toList();
    } catch (Throwable e) {
      throw new AssertionError("expected a ConfigurationException, was " + e, e);
    }
    throw new AssertionError("expected a refusal, was accepted");
  }
}
