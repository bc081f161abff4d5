package io.strategystreams.embedded;

import java.nio.file.Path;
import java.util.Optional;

/**
 * Where an embedded broker listens and keeps its data.
 *
 * @param port 0 for any that is free
 * @param directory empty for a temporary one that closing removes
 */
public record BrokerSettings(int port, Optional<Path> directory) {
  /** Any free port, nothing kept: for one run. */
  public static BrokerSettings forOneRun() {
    return new BrokerSettings(0, Optional.empty());
  }

  /** Kept where it was told to, or not at all. */
  boolean isKept() {
    return directory.isPresent();
  }
}
