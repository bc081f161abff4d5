package io.strategystreams.config;

import io.strategystreams.core.money.Token;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * {@code configs/application.yaml}; the keys are documented in {@link ApplicationKeys}.
 *
 * @param clientProperties as written: relative to the working directory
 * @param stateDir as written: relative to the working directory
 * @param cacheSize bytes
 * @param rocksdbMemory bytes
 */
public record ApplicationSettings(
    String applicationId,
    String bootstrapServers,
    String schemaRegistryUrl,
    Optional<Path> clientProperties,
    RegistryAccess registry,
    Path stateDir,
    int partitions,
    int numThreads,
    Duration commitInterval,
    ProcessingGuarantee processingGuarantee,
    Duration maxTaskIdle,
    FailOver failOver,
    Duration tickInterval,
    MarketFlow marketFlow,
    Duration maxClockSkew,
    long cacheSize,
    long rocksdbMemory,
    Health health,
    Metrics metrics,
    Topics topics,
    Paper paper,
    Demo demo) {

  /**
   * Which prices the fan-out passes on.
   *
   * @param minMove a fraction; 0 passes on all
   * @param maxInterval after how long a price is passed on however little it moved
   */
  public record MarketFlow(BigDecimal minMove, Duration maxInterval) {}

  /**
   * Where a service says how it is.
   *
   * @param address an address or host name of this machine
   * @param port 0 for none
   * @param stall how long a thread may show no life
   */
  public record Health(String address, int port, Duration stall) {}

  /**
   * What is told of strategies one by one.
   *
   * @param strategies of how many, 0 for none
   */
  public record Metrics(int strategies) {}

  /**
   * How instances share tasks and take each other's over.
   *
   * @param standbyReplicas copies of each task's stores on other instances, 0 or more
   * @param sessionTimeout after how long of silence an instance has lost its tasks
   * @param transactionTimeout after how long brokers take back what was not committed; above the
   *     commit interval
   */
  public record FailOver(
      GroupProtocol groupProtocol,
      int standbyReplicas,
      Duration sessionTimeout,
      Duration transactionTimeout) {}

  /**
   * How topics are made.
   *
   * @param replication copies of each partition
   * @param minInsyncReplicas copies that must have a record, not above {@code replication}
   * @param compression as Kafka's {@code compression.type}
   */
  public record Topics(
      int replication, int minInsyncReplicas, String compression, Retention retention) {}

  /** How long brokers keep what; {@link #FOR_EVER} is for ever. */
  public record Retention(
      Duration market,
      Duration books,
      Duration orders,
      Duration decisions,
      Duration deadLetters,
      Duration paperFlows,
      Duration tombstones) {
    public static final Duration FOR_EVER = Duration.ofDays(36_500);
  }

  /**
   * The paper executor and its monitor.
   *
   * @param slippage largest slip of a fill, as a fraction
   * @param swapImpact slip of a swap for each WETH of it, as a fraction
   * @param rejectProbability 0..1
   * @param partialFillProbability 0..1
   */
  public record Paper(
      long seed,
      BigDecimal slippage,
      BigDecimal swapImpact,
      BigDecimal rejectProbability,
      BigDecimal partialFillProbability,
      Duration valuationInterval,
      Duration unstakingDelay,
      PaperRisk risk) {}

  /**
   * When the monitor orders everything out.
   *
   * @param healthFactorFloor below this health factor, 0 for never
   * @param marginFloor below this margin over notional, 0 for never
   * @param overrideHold for how long
   */
  public record PaperRisk(
      BigDecimal healthFactorFloor, BigDecimal marginFloor, Duration overrideHold) {}

  /**
   * What a demo begins with and sets otherwise than live operation.
   *
   * @param capital by share class, in its unit
   */
  public record Demo(
      SortedMap<Token, BigDecimal> capital,
      Duration unstakingDelay,
      Duration maxAge,
      String signalGranularity) {
    public Demo {
      capital = Collections.unmodifiableSortedMap(new TreeMap<>(capital));
    }

    /** What every mode file is overridden with, for {@link ModeFile#withOverrides}. */
    public Map<String, String> overrides() {
      Map<String, String> overrides = new LinkedHashMap<>();
      overrides.put(ModeKeys.UNSTAKING_DELAY.name(), unstakingDelay.toString());
      overrides.put(ModeKeys.MAX_AGE_PRICE.name(), maxAge.toString());
      overrides.put(ModeKeys.MAX_AGE_RISK.name(), maxAge.toString());
      overrides.put(ModeKeys.MAX_AGE_EXPOSURE.name(), maxAge.toString());
      overrides.put(ModeKeys.SIGNAL_GRANULARITY.name(), signalGranularity);
      return Collections.unmodifiableMap(overrides);
    }
  }
}
