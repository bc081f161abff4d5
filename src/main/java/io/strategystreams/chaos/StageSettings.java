package io.strategystreams.chaos;

import io.strategystreams.config.ApplicationKeys;
import io.strategystreams.config.Environment;
import io.strategystreams.config.ModeKeys;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Properties;

/** What a {@link StagePlan} means for applications and modes. */
final class StageSettings {
  private static final String PAUSE_FIRST = Duration.ofSeconds(2).toString();
  private static final String PAUSE_MOST = Duration.ofSeconds(8).toString();

  private StageSettings() {}

  /**
   * The environment of an application.
   *
   * @param brokers as it reaches them
   * @param clientProperties the file
   */
  static Map<String, String> environment(
      StagePlan plan, String brokers, String registry, Path clientProperties) {
    Map<String, String> all = new HashMap<>();
    all.put(Environment.variable(ApplicationKeys.BOOTSTRAP_SERVERS), brokers);
    all.put(Environment.variable(ApplicationKeys.SCHEMA_REGISTRY_URL), registry);
    all.put(
        Environment.variable(ApplicationKeys.CLIENT_PROPERTIES),
        clientProperties.toAbsolutePath().toString());
    all.put(Environment.variable(ApplicationKeys.PARTITIONS), Integer.toString(plan.partitions()));
    all.put(Environment.variable(ApplicationKeys.NUM_THREADS), "1");
    all.put(
        Environment.variable(ApplicationKeys.SESSION_TIMEOUT),
        plan.timeouts().session().toString());
    all.put(
        Environment.variable(ApplicationKeys.TRANSACTION_TIMEOUT),
        plan.timeouts().transaction().toString());
    all.put(
        Environment.variable(ApplicationKeys.TOPICS_REPLICATION),
        Integer.toString(plan.replication()));
    all.put(
        Environment.variable(ApplicationKeys.TOPICS_MIN_INSYNC_REPLICAS),
        Integer.toString(plan.inSync()));
    all.put(
        Environment.variable(ApplicationKeys.PAPER_UNSTAKING_DELAY),
        plan.unstakingDelay().toString());
    all.put(
        Environment.variable(ApplicationKeys.PAPER_VALUATION_INTERVAL),
        plan.valuationInterval().toString());
    all.putAll(plan.environment());
    return all;
  }

  /** Laid over every mode file. */
  static Map<String, Object> overrides(StagePlan plan, Map<String, String> ofDemo) {
    Map<String, Object> all = new HashMap<>();
    // The market is that of the demo, an hour a beat.
    all.put(ModeKeys.SIGNAL_GRANULARITY.name(), ofDemo.get(ModeKeys.SIGNAL_GRANULARITY.name()));
    all.put(ModeKeys.UNSTAKING_DELAY.name(), plan.unstakingDelay().toString());
    all.put(ModeKeys.ORDER_TTL.name(), plan.orderTtl().toString());
    // A plan whose orders expired while nobody filled them is made again within the run.
    all.put(ModeKeys.COOLDOWN_INITIAL.name(), PAUSE_FIRST);
    all.put(ModeKeys.COOLDOWN_MAX.name(), PAUSE_MOST);
    all.putAll(plan.overrides());
    return all;
  }

  /** Writes the properties of the applications' Kafka clients. */
  static void write(Map<String, String> properties, Path file) throws IOException {
    Properties all = new Properties();
    all.putAll(properties);
    try (OutputStream out = Files.newOutputStream(file)) {
      all.store(out, null);
    }
  }
}
