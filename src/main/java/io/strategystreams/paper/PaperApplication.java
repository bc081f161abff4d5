package io.strategystreams.paper;

import io.strategystreams.cluster.ClusterAccess;
import io.strategystreams.config.ApplicationSettings;
import io.strategystreams.config.Desk;
import io.strategystreams.edge.LostState;
import io.strategystreams.edge.TopicChecks;
import io.strategystreams.edge.TopicCounts;
import io.strategystreams.edge.TopicWatch;
import io.strategystreams.lifecycle.BoundedRocksDb;
import io.strategystreams.lifecycle.GroupMembership;
import io.strategystreams.lifecycle.StartupException;
import io.strategystreams.lifecycle.StreamsLifecycle;
import io.strategystreams.metrics.Telemetry;
import io.strategystreams.paper.topology.CoPartitioning;
import io.strategystreams.paper.topology.PaperSettings;
import io.strategystreams.paper.topology.PaperTopology;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.errors.DefaultProductionExceptionHandler;
import org.apache.kafka.streams.errors.LogAndFailProcessingExceptionHandler;

/**
 * The paper executor as an application: its own consumer group, exactly once, read committed.
 *
 * <pre>{@code
 * try (PaperApplication paper = new PaperApplication(settings, desk, Map.of(
 *     "bootstrap.servers", servers, "schema.registry.url", "mock://demo", "state.dir", dir))) {
 *   paper.start();
 *   paper.awaitRunning(Duration.ofSeconds(30));
 * }
 * }</pre>
 */
public final class PaperApplication implements AutoCloseable {
  private final Properties config;
  private final PaperTopology topology;
  private final Optional<GroupMembership> membership;
  private volatile StreamsLifecycle lifecycle;
  private volatile Admin admin;

  /**
   * @param config of Kafka Streams and the schema registry; {@code bootstrap.servers} and {@code
   *     schema.registry.url} are needed. What exactly-once and the duties of an executor ask for is
   *     set here and wins.
   */
  public PaperApplication(PaperSettings settings, Desk desk, Map<String, ?> config) {
    this(settings, desk, config, Optional.empty(), Telemetry.none());
  }

  private PaperApplication(
      PaperSettings settings,
      Desk desk,
      Map<String, ?> config,
      Optional<GroupMembership> membership,
      Telemetry telemetry) {
    this.membership = membership;
    this.config = new Properties();
    this.config.putAll(defaults());
    this.config.putAll(config);
    this.config.putAll(fixed(settings));
    this.topology = new PaperTopology(settings, desk, config, telemetry);
  }

  /**
   * As the application is configured, told to nobody.
   *
   * @param tuning settings of clients and Kafka Streams that change speed and nothing else
   */
  public static PaperApplication of(
      ApplicationSettings application, PaperSettings settings, Desk desk, Map<String, ?> tuning) {
    return of(application, settings, desk, tuning, Telemetry.none());
  }

  /**
   * As the application is configured.
   *
   * @param tuning settings of clients and Kafka Streams that change speed and nothing else
   * @param telemetry where tasks tell of themselves
   */
  public static PaperApplication of(
      ApplicationSettings application,
      PaperSettings settings,
      Desk desk,
      Map<String, ?> tuning,
      Telemetry telemetry) {
    ClusterAccess access = ClusterAccess.of(application);
    Map<String, Object> config = new HashMap<>(access.client());
    config.putAll(access.serdes());
    config.put(StreamsConfig.STATE_DIR_CONFIG, application.stateDir().toString());
    config.put(StreamsConfig.NUM_STREAM_THREADS_CONFIG, application.numThreads());
    config.put(StreamsConfig.COMMIT_INTERVAL_MS_CONFIG, application.commitInterval().toMillis());
    config.put(StreamsConfig.STATESTORE_CACHE_MAX_BYTES_CONFIG, application.cacheSize());
    config.putAll(BoundedRocksDb.settings(application.rocksdbMemory()));
    config.put(StreamsConfig.REPLICATION_FACTOR_CONFIG, application.topics().replication());
    config.put(
        StreamsConfig.topicPrefix(TopicConfig.MIN_IN_SYNC_REPLICAS_CONFIG),
        application.topics().minInsyncReplicas());
    GroupMembership membership = new GroupMembership(application.failOver());
    config.putAll(membership.streams());
    config.putAll(tuning);
    return new PaperApplication(settings, desk, config, Optional.of(membership), telemetry);
  }

  /**
   * Checks the topics, then starts.
   *
   * @throws StartupException naming topics and counts, if one is missing, they differ, or the state
   *     was written with another count or is gone
   */
  public void start() {
    Admin asked = Admin.create(config);
    try {
      TopicChecks checks = CoPartitioning.checks(group());
      Map<String, Integer> counts = TopicCounts.of(asked, checks.topics());
      int partitions = CoPartitioning.require(group(), counts);
      LostState.problem(asked, group(), checks)
          .ifPresent(
              problem -> {
                throw new StartupException(problem);
              });
      membership.ifPresent(own -> own.announce(asked, group()));
      lifecycle =
          StreamsLifecycle.start(topology.build(partitions), config, new TopicWatch(asked, checks));
      admin = asked;
    } catch (RuntimeException notStarted) {
      asked.close(Duration.ZERO);
      throw notStarted;
    }
  }

  /**
   * Waits until every task runs.
   *
   * @throws IllegalStateException if it does not within that time, or failed; the cause is attached
   */
  public void awaitRunning(Duration timeout) throws InterruptedException {
    lifecycle().awaitRunning(timeout);
  }

  /** The consumer group, which is the application id. */
  public String group() {
    return config.getProperty(StreamsConfig.APPLICATION_ID_CONFIG);
  }

  /** What stopped it, empty while nothing has. */
  public Optional<Throwable> failure() {
    return lifecycle == null ? Optional.empty() : lifecycle.failure();
  }

  /**
   * For state and metrics.
   *
   * @throws IllegalStateException before it was started
   */
  public KafkaStreams streams() {
    return lifecycle().streams();
  }

  /**
   * Whether it runs, and how it ends.
   *
   * @throws IllegalStateException before it was started
   */
  public StreamsLifecycle lifecycle() {
    if (lifecycle == null) {
      throw new IllegalStateException("the paper executor must be started first");
    }
    return lifecycle;
  }

  /** Stops; what was committed stays. */
  @Override
  public void close() {
    if (lifecycle != null) {
      lifecycle.close();
      admin.close(Duration.ZERO);
    }
  }

  private static Map<String, Object> defaults() {
    return Map.of(
        StreamsConfig.COMMIT_INTERVAL_MS_CONFIG,
        100,
        StreamsConfig.NUM_STREAM_THREADS_CONFIG,
        1,
        StreamsConfig.STATESTORE_CACHE_MAX_BYTES_CONFIG,
        4 * 1024 * 1024);
  }

  private static Map<String, Object> fixed(PaperSettings settings) {
    return Map.of(
        StreamsConfig.APPLICATION_ID_CONFIG,
        settings.applicationId(),
        StreamsConfig.PROCESSING_GUARANTEE_CONFIG,
        StreamsConfig.EXACTLY_ONCE_V2,
        StreamsConfig.MAX_TASK_IDLE_MS_CONFIG,
        0L,
        StreamsConfig.ENSURE_EXPLICIT_INTERNAL_RESOURCE_NAMING_CONFIG,
        true,
        StreamsConfig.PROCESSING_EXCEPTION_HANDLER_CLASS_CONFIG,
        LogAndFailProcessingExceptionHandler.class,
        StreamsConfig.PRODUCTION_EXCEPTION_HANDLER_CLASS_CONFIG,
        DefaultProductionExceptionHandler.class);
  }
}
