package io.strategystreams.cli;

import io.strategystreams.config.ConfigDirectory;
import io.strategystreams.config.Configuration;
import java.nio.file.Path;
import java.util.Map;
import picocli.CommandLine.Option;

/** {@code --configs DIR}, for every subcommand that needs the configuration. */
final class ConfigsOption {
  @Option(
      names = "--configs",
      paramLabel = "DIR",
      description =
          "The directory with application.yaml, markets.yaml, venues.yaml and modes/. Default: the"
              + " configs/ the program came with.")
  private Path directory;

  /**
   * @throws io.strategystreams.config.ConfigurationException if it is not valid
   */
  Configuration load() {
    return ConfigDirectory.load(directory(), System.getenv());
  }

  /**
   * The same with some keys of {@code application.yaml} set otherwise.
   *
   * @throws io.strategystreams.config.ConfigurationException if it is not valid
   */
  Configuration load(Map<String, String> overrides) {
    return ConfigDirectory.load(directory(), System.getenv(), overrides);
  }

  /** The directory that is read. */
  Path directory() {
    return directory == null ? ConfigsLocation.shipped() : directory;
  }
}
