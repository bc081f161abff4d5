package io.strategystreams.cli.service;

import io.strategystreams.config.ApplicationKeys;
import io.strategystreams.config.ApplicationSettings;
import io.strategystreams.config.ConfigError;
import io.strategystreams.config.ConfigurationException;
import io.strategystreams.config.Key;
import io.strategystreams.config.ProcessingGuarantee;
import java.util.ArrayList;
import java.util.List;

/** What a configuration must say where money is at stake. */
final class ProductionRules {
  private static final int REPLICATION = 3;
  private static final int IN_SYNC = 2;
  private static final String MOCK = "mock://";

  private ProductionRules() {}

  /**
   * @throws ConfigurationException with everything that production does not allow
   */
  static void require(ApplicationSettings application) {
    List<ConfigError> errors = new ArrayList<>();
    if (application.processingGuarantee() != ProcessingGuarantee.EXACTLY_ONCE_V2) {
      errors.add(
          error(
              ApplicationKeys.PROCESSING_GUARANTEE,
              "must be exactly_once_v2 in production",
              application.processingGuarantee().id()));
    }
    if (application.topics().replication() < REPLICATION) {
      errors.add(
          error(
              ApplicationKeys.TOPICS_REPLICATION,
              "must be at least " + REPLICATION + " in production",
              Integer.toString(application.topics().replication())));
    }
    if (application.topics().minInsyncReplicas() < IN_SYNC) {
      errors.add(
          error(
              ApplicationKeys.TOPICS_MIN_INSYNC_REPLICAS,
              "must be at least " + IN_SYNC + " in production",
              Integer.toString(application.topics().minInsyncReplicas())));
    }
    if (application.schemaRegistryUrl().startsWith(MOCK)) {
      errors.add(
          error(
              ApplicationKeys.SCHEMA_REGISTRY_URL,
              "must be a registry over the network in production",
              application.schemaRegistryUrl()));
    }
    if (!errors.isEmpty()) {
      throw new ConfigurationException(errors);
    }
  }

  private static ConfigError error(Key<?> key, String problem, String found) {
    return new ConfigError("application.yaml", 0, key.name(), problem, found);
  }
}
