package io.strategystreams.cli;

import io.strategystreams.cluster.ClusterAccess;
import io.strategystreams.config.ApplicationKeys;
import io.strategystreams.config.ConfigDirectory;
import io.strategystreams.config.Configuration;
import io.strategystreams.config.Environment;
import io.strategystreams.config.Key;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import picocli.CommandLine.Option;

/** Which configuration and which cluster, for every subcommand that reaches one. */
final class ClusterOptions {
  @Option(
      names = "--configs",
      paramLabel = "DIR",
      description =
          "The directory with application.yaml, markets.yaml, venues.yaml and modes/. Default: the"
              + " configs/ the program came with.")
  private Path directory;

  @Option(
      names = "--bootstrap-servers",
      paramLabel = "HOST:PORT",
      description = "In place of bootstrap_servers of application.yaml.")
  private String bootstrapServers;

  @Option(
      names = "--registry",
      paramLabel = "URL",
      description = "In place of schema_registry_url of application.yaml.")
  private String registry;

  @Option(
      names = "--client-properties",
      paramLabel = "FILE",
      description = "In place of client_properties of application.yaml: how brokers are reached.")
  private Path clientProperties;

  /**
   * The configuration with these options laid over it.
   *
   * @throws io.strategystreams.config.ConfigurationException if it is not valid
   */
  Configuration load() {
    return load(null);
  }

  /**
   * As {@link #load()}, with another state directory, unless that is null.
   *
   * @throws io.strategystreams.config.ConfigurationException if it is not valid
   */
  Configuration load(Path stateDirectory) {
    Map<String, String> environment = new HashMap<>(System.getenv());
    put(environment, ApplicationKeys.BOOTSTRAP_SERVERS, bootstrapServers);
    put(environment, ApplicationKeys.SCHEMA_REGISTRY_URL, registry);
    put(environment, ApplicationKeys.CLIENT_PROPERTIES, clientProperties);
    put(environment, ApplicationKeys.STATE_DIR, stateDirectory);
    return ConfigDirectory.load(
        directory == null ? ConfigsLocation.shipped() : directory, environment);
  }

  /**
   * The cluster that the configuration means.
   *
   * @throws io.strategystreams.config.ConfigurationException if it is not valid
   */
  ClusterAccess access() {
    return ClusterAccess.of(load().application());
  }

  private static void put(Map<String, String> environment, Key<?> key, Object value) {
    if (value != null) {
      environment.put(Environment.variable(key), value.toString());
    }
  }
}
