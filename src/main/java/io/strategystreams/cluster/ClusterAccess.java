package io.strategystreams.cluster;

import io.strategystreams.config.ApplicationKeys;
import io.strategystreams.config.ApplicationSettings;
import io.strategystreams.config.ConfigError;
import io.strategystreams.config.ConfigurationException;
import io.strategystreams.config.SmallFile;
import io.strategystreams.serde.AssumedSchema;
import io.strategystreams.serde.AvroSerdeConfig;
import java.io.IOException;
import java.io.StringReader;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import org.apache.avro.Schema;
import org.apache.kafka.clients.CommonClientConfigs;
import org.apache.kafka.clients.admin.Admin;

/**
 * How a cluster and its schema registry are reached.
 *
 * @param client configuration of any Kafka client: brokers, and what {@code client_properties} says
 *     of security
 * @param serdes configuration of any serde: registry, authentication, registration
 */
public record ClusterAccess(Map<String, Object> client, Map<String, Object> serdes) {
  public ClusterAccess {
    client = Collections.unmodifiableMap(new HashMap<>(client));
    serdes = Collections.unmodifiableMap(new HashMap<>(serdes));
  }

  /**
   * As the application is configured.
   *
   * @throws ConfigurationException if the file of {@code client_properties} cannot be read
   */
  public static ClusterAccess of(ApplicationSettings application) {
    Map<String, Object> client = new HashMap<>();
    application.clientProperties().ifPresent(file -> client.putAll(properties(file)));
    client.put(CommonClientConfigs.BOOTSTRAP_SERVERS_CONFIG, application.bootstrapServers());
    Map<String, Object> serdes = SerdeSettings.of(application);
    if (client.containsKey(AvroSerdeConfig.MAX_POLL_INTERVAL)) {
      serdes.put(AvroSerdeConfig.MAX_POLL_INTERVAL, client.get(AvroSerdeConfig.MAX_POLL_INTERVAL));
    }
    return new ClusterAccess(client, serdes);
  }

  /** The same, where the registry is waited for no longer than that. */
  public ClusterAccess askingRegistryFor(Duration longest) {
    Map<String, Object> brief = new HashMap<>(serdes);
    brief.merge(
        AvroSerdeConfig.RETRY_FOR,
        Math.toIntExact(longest.toMillis()),
        (given, most) -> Math.min((Integer) given, (Integer) most));
    return new ClusterAccess(client, brief);
  }

  /** The same without a registry: records are read as by this version's schemas. */
  public ClusterAccess withoutRegistry() {
    return new ClusterAccess(client, Map.of(AvroSerdeConfig.REGISTRY_URL, AssumedSchema.SCHEME));
  }

  /** As {@link #withoutRegistry()}, to write events of one kind like a record of them was. */
  public ClusterAccess withoutRegistry(byte[] like, Schema schema) {
    return new ClusterAccess(
        client, Map.of(AvroSerdeConfig.REGISTRY_URL, AssumedSchema.like(like, schema)));
  }

  /** The brokers as configured, for messages. */
  public String brokers() {
    return client.get(CommonClientConfigs.BOOTSTRAP_SERVERS_CONFIG).toString();
  }

  /** To be closed by the caller. */
  public Admin admin() {
    return Admin.create(client);
  }

  private static Map<String, Object> properties(Path file) {
    Properties properties = new Properties();
    try {
      properties.load(new StringReader(SmallFile.read(file)));
    } catch (NoSuchFileException e) {
      throw refused("must name a file that exists", file);
    } catch (IOException | IllegalArgumentException e) {
      throw refused("must name a readable file of Java properties (" + e.getMessage() + ")", file);
    }
    Map<String, Object> read = new HashMap<>();
    properties.stringPropertyNames().forEach(name -> read.put(name, properties.getProperty(name)));
    return read;
  }

  private static ConfigurationException refused(String problem, Path file) {
    return new ConfigurationException(
        List.of(
            new ConfigError(
                "application.yaml",
                0,
                ApplicationKeys.CLIENT_PROPERTIES.name(),
                problem,
                file.toString())));
  }
}
