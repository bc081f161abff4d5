package io.strategystreams.serde;

import org.apache.kafka.common.config.ConfigException;

/** Finds the registry that a {@code schema.registry.url} means. */
public final class SchemaRegistries {

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
    throw new ConfigException(AvroSerdeConfig.REGISTRY_URL + " must be mock://name, was " + url);
  }
}
