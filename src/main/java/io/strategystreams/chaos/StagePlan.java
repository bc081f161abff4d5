package io.strategystreams.chaos;

import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;

/**
 * What a {@link Stage} is made of.
 *
 * @param configs configuration directory that the stage itself reads: modes, markets, capital
 * @param brokers 1 or 3, each a process
 * @param partitions of every topic
 * @param copies strategies of each mode, {@code eth_basis@c-01} and so on
 * @param doors most applications, each with relays of its own; one that is closed leaves its own
 * @param timeouts of clients and brokers
 * @param unstakingDelay of modes and paper executor
 * @param valuationInterval of the paper executor
 * @param orderTtl of every mode
 * @param overrides beside that, keys of every mode file
 * @param environment of every application, {@code STRATEGY_STREAMS_…}
 * @param clientProperties of every application's Kafka clients
 * @param brokerSettings beside those of the quorum
 */
public record StagePlan(
    Path configs,
    int brokers,
    int partitions,
    int copies,
    int doors,
    Timeouts timeouts,
    Duration unstakingDelay,
    Duration valuationInterval,
    Duration orderTtl,
    Map<String, String> overrides,
    Map<String, String> environment,
    Map<String, String> clientProperties,
    Map<String, String> brokerSettings) {
  private static final int THREE = 3;
  private static final int PARTITIONS = 4;
  private static final int COPIES = 3;
  private static final int DOORS = 8;

  public StagePlan {
    if (brokers != 1 && brokers != THREE) {
      throw new IllegalArgumentException("brokers must be 1 or 3, was " + brokers);
    }
    if (copies < 1) {
      throw new IllegalArgumentException("copies must be at least 1, was " + copies);
    }
    overrides = Map.copyOf(overrides);
    environment = Map.copyOf(environment);
    clientProperties = Map.copyOf(clientProperties);
    brokerSettings = Map.copyOf(brokerSettings);
  }

  /**
   * Three brokers, four partitions, three strategies of each mode; brief timeouts, unstaking within
   * 15 s, a valuation every 2 s, orders that live 20 s.
   */
  public static StagePlan standard(Path configs) {
    return new StagePlan(
        configs,
        THREE,
        PARTITIONS,
        COPIES,
        DOORS,
        Timeouts.brief(),
        Duration.ofSeconds(15),
        Duration.ofSeconds(2),
        Duration.ofSeconds(20),
        Map.of(),
        Map.of(),
        Map.of(),
        Map.of());
  }

  /** With another number of brokers, 1 or 3. */
  public StagePlan withBrokers(int count) {
    return copy(count, copies, timeouts, environment, clientProperties, brokerSettings);
  }

  /** With another number of strategies of each mode. */
  public StagePlan withCopies(int count) {
    return copy(brokers, count, timeouts, environment, clientProperties, brokerSettings);
  }

  public StagePlan withTimeouts(Timeouts other) {
    return copy(brokers, copies, other, environment, clientProperties, brokerSettings);
  }

  /** With one variable more in every application's environment. */
  public StagePlan withEnvironment(String name, String value) {
    return copy(
        brokers, copies, timeouts, and(environment, name, value), clientProperties, brokerSettings);
  }

  /** With one property more for every application's Kafka clients. */
  public StagePlan withClientProperty(String name, String value) {
    return copy(
        brokers, copies, timeouts, environment, and(clientProperties, name, value), brokerSettings);
  }

  /** With one setting more for the brokers. */
  public StagePlan withBrokerSetting(String name, String value) {
    return copy(
        brokers, copies, timeouts, environment, clientProperties, and(brokerSettings, name, value));
  }

  /** Copies of each partition. */
  int replication() {
    return brokers;
  }

  /** Copies that must have a record. */
  int inSync() {
    return brokers == 1 ? 1 : 2;
  }

  private StagePlan copy(
      int brokerCount,
      int copyCount,
      Timeouts times,
      Map<String, String> variables,
      Map<String, String> client,
      Map<String, String> broker) {
    return new StagePlan(
        configs,
        brokerCount,
        partitions,
        copyCount,
        doors,
        times,
        unstakingDelay,
        valuationInterval,
        orderTtl,
        overrides,
        variables,
        client,
        broker);
  }

  private static Map<String, String> and(Map<String, String> some, String key, String value) {
    Map<String, String> more = new HashMap<>(some);
    more.put(key, value);
    return more;
  }
}
