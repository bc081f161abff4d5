package io.strategystreams.topology;

import io.strategystreams.edge.TopicWatch;
import io.strategystreams.lifecycle.StartupException;
import io.strategystreams.lifecycle.StreamsLifecycle;
import java.time.Duration;
import java.util.Optional;
import java.util.Properties;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.Topology;

/**
 * The strategy application: checks the cluster, then runs the topology.
 *
 * <p>How exceptions end it, and which do not: {@link StreamsLifecycle}.
 *
 * <pre>{@code
 * StreamsSettings settings = StreamsSettings.of(configuration.application(), Profile.DEVELOPMENT);
 * StrategyDesk desk = StrategyDesk.of(new Strategies(), configuration, ClockPolicy.replay());
 * try (StrategyApplication strategies = StrategyApplication.start(settings, desk)) {
 *   strategies.awaitRunning(Duration.ofSeconds(30));
 *   …
 * }
 * }</pre>
 */
public final class StrategyApplication implements AutoCloseable {
  private final StreamsLifecycle lifecycle;
  private final Admin admin;

  private StrategyApplication(StreamsLifecycle lifecycle, Admin admin) {
    this.lifecycle = lifecycle;
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
                  new EventSerdes(settings.registry()),
                  desk,
                  partitions,
                  StartupChecks.reports(admin),
                  settings.storage())
              .toTopology();
      settings.membership().announce(admin, settings.applicationId());
      TopicWatch watch = new TopicWatch(admin, StartupChecks.of(settings.applicationId()));
      return new StrategyApplication(StreamsLifecycle.start(topology, properties, watch), admin);
    } catch (RuntimeException notStarted) {
      admin.close(Duration.ZERO);
      throw notStarted;
    }
  }

  /**
   * Waits until every task runs.
   *
   * @throws IllegalStateException if it does not within that time, or failed; the cause is attached
   */
  public void awaitRunning(Duration timeout) throws InterruptedException {
    lifecycle.awaitRunning(timeout);
  }

  /** The consumer group, which is the application id. */
  public String group() {
    return lifecycle.group();
  }

  /** What stopped it; empty while nothing has. */
  public Optional<Throwable> failure() {
    return lifecycle.failure();
  }

  /** For state and metrics. */
  public KafkaStreams streams() {
    return lifecycle.streams();
  }

  /** Whether it runs, and how it ends. */
  public StreamsLifecycle lifecycle() {
    return lifecycle;
  }

  /** Stops; what was committed stays. */
  @Override
  public void close() {
    lifecycle.close();
    admin.close(Duration.ZERO);
  }
}
