package io.strategystreams.config;

import java.nio.file.Path;
import java.util.Map;

/** The files under {@code configs/}, as they are shipped. */
public final class ShippedConfigs {
  public static final Path DIRECTORY = Path.of("configs");

  private ShippedConfigs() {}

  /** The shipped configuration, untouched by the environment. */
  public static Configuration load() {
    return ConfigDirectory.load(DIRECTORY, Map.of());
  }
}
