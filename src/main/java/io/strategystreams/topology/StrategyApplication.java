package io.strategystreams.topology;

import java.time.Duration;
import java.util.Optional;
import java.util.Properties;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.errors.StreamsUncaughtExceptionHandler.StreamThreadExceptionResponse;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The strategy application: checks the cluster, then runs the topology.
 *
 * <p>An exception that nothing foresaw stops the client, and whatever started the application
 * starts it again: a thread that went on would commit half a change.
 *
 * <pre>{@code
 * StreamsSettings settings = StreamsSettings.of(configuration.application(), Profile.DEVELOPMENT);
 * StrategyDesk desk = StrategyDesk.of(new Strategies(), configuration.desk(), ClockPolicy.replay());
 * try (StrategyApplication strategies = StrategyApplication.start(settings, desk)) {
 *   strategies.awaitRunning(Duration.ofSeconds(30));
 *   …
 * }
 * }</pre>
 */
public final class StrategyApplication implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(StrategyApplication.class);
  private static final Duration STOPPING = Duration.ofSeconds(30);

  private final String applicationId;
  private final KafkaStreams streams;
  private final Admin admin;
  private final CountDownLatch settled = new CountDownLatch(1);
  private final AtomicReference<Throwable> failure = new AtomicReference<>();

  private StrategyApplication(String applicationId, KafkaStreams streams, Admin admin) {
    this.applicationId = applicationId;
    this.streams = streams;
    this.admin = admin;
  }

  /**
   * Checks and starts.
   *
   * @throws StartupException if settings or cluster are not as they must be
   */
  public static StrategyApplication start(StreamsSettings settings, StrategyDesk desk) {
    settings.requireAllowed();
    Properties properties = settings.toProperties();
    // Asked again while the application runs, where a record seems to lie in the wrong partition.
    Admin admin = Admin.create(properties);
    try {
      PartitionCounts partitions = StartupChecks.check(admin, settings.applicationId());
      Topology topology =
          new StrategyTopology(
                  new EventSerdes(settings.registry()), desk, partitions, settings.storage())
              .toTopology();
      StrategyApplication application =
          new StrategyApplication(
              settings.applicationId(), new KafkaStreams(topology, properties), admin);
      application.start();
      return application;
    } catch (RuntimeException notStarted) {
      admin.close(Duration.ZERO);
      throw notStarted;
    }
  }

  private void start() {
    streams.setUncaughtExceptionHandler(this::stopOn);
    streams.setStateListener(
        (state, before) -> {
          if (state == KafkaStreams.State.RUNNING || state.hasCompletedShutdown()) {
            settled.countDown();
          }
        });
    streams.start();
  }

  private StreamThreadExceptionResponse stopOn(Throwable exception) {
    failure.compareAndSet(null, exception);
    LOG.error(
        "application {} stops; nothing of the transaction that failed was kept",
        applicationId,
        exception);
    return StreamThreadExceptionResponse.SHUTDOWN_CLIENT;
  }

  /**
   * Waits until every task runs.
   *
   * @throws IllegalStateException if it does not within that time, or failed; the cause is attached
   */
  public void awaitRunning(Duration timeout) throws InterruptedException {
    boolean inTime = settled.await(timeout.toMillis(), TimeUnit.MILLISECONDS);
    if (!inTime || streams.state() != KafkaStreams.State.RUNNING) {
      throw new IllegalStateException(
          "application "
              + applicationId
              + " must run within "
              + timeout
              + ", was "
              + streams.state(),
          failure.get());
    }
  }

  /** The consumer group, which is the application id. */
  public String group() {
    return applicationId;
  }

  /** What stopped it; empty while nothing has. */
  public Optional<Throwable> failure() {
    return Optional.ofNullable(failure.get());
  }

  /** For state and metrics. */
  public KafkaStreams streams() {
    return streams;
  }

  /** Stops; what was committed stays. */
  @Override
  public void close() {
    streams.close(STOPPING);
    admin.close(Duration.ZERO);
  }
}
