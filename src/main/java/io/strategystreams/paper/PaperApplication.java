package io.strategystreams.paper;

import io.strategystreams.core.market.MarketCatalogue;
import io.strategystreams.edge.TopicCounts;
import io.strategystreams.paper.topology.CoPartitioning;
import io.strategystreams.paper.topology.PaperSettings;
import io.strategystreams.paper.topology.PaperTopology;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.errors.DefaultProductionExceptionHandler;
import org.apache.kafka.streams.errors.LogAndFailProcessingExceptionHandler;
import org.apache.kafka.streams.errors.StreamsUncaughtExceptionHandler.StreamThreadExceptionResponse;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The paper executor as an application: its own consumer group, exactly once, read committed.
 *
 * <pre>{@code
 * try (PaperApplication paper = new PaperApplication(settings, catalogue, Map.of(
 *     "bootstrap.servers", servers, "schema.registry.url", "mock://demo", "state.dir", dir))) {
 *   paper.start();
 *   paper.awaitRunning(Duration.ofSeconds(30));
 * }
 * }</pre>
 */
public final class PaperApplication implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(PaperApplication.class);
  private static final Duration STOPPING = Duration.ofSeconds(30);

  private final Properties config;
  private final PaperTopology topology;
  private volatile KafkaStreams streams;
  private final CountDownLatch settled = new CountDownLatch(1);
  private final AtomicReference<Throwable> failure = new AtomicReference<>();

  /**
   * @param config of Kafka Streams and the schema registry; {@code bootstrap.servers} and {@code
   *     schema.registry.url} are needed. What exactly-once and the duties of an executor ask for is
   *     set here and wins.
   */
  public PaperApplication(
      PaperSettings settings, MarketCatalogue catalogue, Map<String, ?> config) {
    this.config = new Properties();
    this.config.putAll(defaults());
    this.config.putAll(config);
    this.config.putAll(fixed(settings));
    this.topology = new PaperTopology(settings, catalogue, config);
  }

  /**
   * Checks the topics, then starts.
   *
   * @throws IllegalStateException naming topics and counts, if one is missing, they differ, or the
   *     state was written with another count
   */
  public void start() {
    int partitions;
    try (Admin admin = Admin.create(config)) {
      partitions =
          CoPartitioning.require(
              group(), TopicCounts.of(admin, CoPartitioning.checks(group()).topics()));
    }
    KafkaStreams started = new KafkaStreams(topology.build(partitions), config);
    started.setUncaughtExceptionHandler(this::stopOn);
    started.setStateListener(
        (state, before) -> {
          if (state == KafkaStreams.State.RUNNING || state.hasCompletedShutdown()) {
            settled.countDown();
          }
        });
    streams = started;
    started.start();
  }

  /**
   * Waits until every task runs.
   *
   * @throws IllegalStateException if it does not within that time, or failed; the cause is attached
   */
  public void awaitRunning(Duration timeout) throws InterruptedException {
    boolean inTime = settled.await(timeout.toMillis(), TimeUnit.MILLISECONDS);
    if (!inTime || streams().state() != KafkaStreams.State.RUNNING) {
      throw new IllegalStateException(
          "the paper executor must run within " + timeout + ", was " + streams().state(),
          failure.get());
    }
  }

  /** The consumer group, which is the application id. */
  public String group() {
    return config.getProperty(StreamsConfig.APPLICATION_ID_CONFIG);
  }

  /** What stopped it, empty while nothing has. */
  public Optional<Throwable> failure() {
    return Optional.ofNullable(failure.get());
  }

  /**
   * For state and metrics.
   *
   * @throws IllegalStateException before it was started
   */
  public KafkaStreams streams() {
    if (streams == null) {
      throw new IllegalStateException("the paper executor must be started first");
    }
    return streams;
  }

  /** Stops; what was committed stays. */
  @Override
  public void close() {
    if (streams != null) {
      streams.close(STOPPING);
    }
  }

  private StreamThreadExceptionResponse stopOn(Throwable exception) {
    failure.compareAndSet(null, exception);
    LOG.error("the paper executor stops: half a change must not be committed", exception);
    return StreamThreadExceptionResponse.SHUTDOWN_CLIENT;
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
