package io.strategystreams.serde;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.kafka.common.config.ConfigException;

/** Finds the registry that a configuration means; the same configuration is the same client. */
public final class SchemaRegistries {
  private static final Map<RegistrySettings, RestSchemaRegistry> REST = new ConcurrentHashMap<>();

  private SchemaRegistries() {}

  /**
   * {@code mock://name} is a registry in this process's memory; the same name is the same registry.
   *
   * @throws ConfigException if the URL means no registry known here
   */
  public static SchemaRegistryClient at(String url) {
    if (url.startsWith(InMemorySchemaRegistry.SCHEME)) {
      return InMemorySchemaRegistry.named(url.substring(InMemorySchemaRegistry.SCHEME.length()));
    }
    return rest(Map.of(AvroSerdeConfig.REGISTRY_URL, url));
  }

  /**
   * A registry over HTTP, as serdes reach it.
   *
   * @param config as for {@link AvroSerde#of(Class, Map)}
   * @throws ConfigException if a value is missing or wrong
   */
  public static RestSchemaRegistry rest(Map<String, ?> config) {
    return at(new AvroSerdeConfig(config).registrySettings());
  }

  static RestSchemaRegistry at(RegistrySettings settings) {
    return REST.computeIfAbsent(settings, RestSchemaRegistry::new);
  }
}
