package io.strategystreams.realcluster;

import io.strategystreams.cluster.ClusterAccess;
import io.strategystreams.cluster.TopicCreator;
import io.strategystreams.cluster.TopicPlan;
import io.strategystreams.config.ConfigDirectory;
import io.strategystreams.config.Configuration;
import io.strategystreams.embedded.TemporaryDirectory;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.awaitility.Awaitility;

/**
 * A cluster as a test wants it: the product's topics, new and empty, an application id that nobody
 * had before, a registry in memory, and a place for state.
 */
public final class ClusterStage implements AutoCloseable {
  private static final AtomicInteger OPENED = new AtomicInteger();

  private final Configuration configuration;
  private final TopicPlan plan;
  private final Admin admin;
  private final TemporaryDirectory state = TemporaryDirectory.create("strategy-streams-state");

  private ClusterStage(Configuration configuration, TopicPlan plan, Admin admin) {
    this.configuration = configuration;
    this.plan = plan;
    this.admin = admin;
  }

  /** Removes whatever topics were left, and makes the product's. */
  public static ClusterStage open(RealCluster cluster, int partitions) {
    String name = "run-" + OPENED.incrementAndGet();
    Configuration configuration =
        ConfigDirectory.load(
            Path.of("configs"),
            Map.of(
                "STRATEGY_STREAMS_APPLICATION_ID",
                name,
                "STRATEGY_STREAMS_BOOTSTRAP_SERVERS",
                cluster.bootstrapServers(),
                "STRATEGY_STREAMS_SCHEMA_REGISTRY_URL",
                "mock://" + name,
                "STRATEGY_STREAMS_PARTITIONS",
                Integer.toString(partitions),
                "STRATEGY_STREAMS_NUM_THREADS",
                "1",
                "STRATEGY_STREAMS_TOPICS__REPLICATION",
                Integer.toString(cluster.replication()),
                "STRATEGY_STREAMS_TOPICS__MIN_INSYNC_REPLICAS",
                Integer.toString(cluster.minInsyncReplicas())));
    TopicPlan plan = TopicPlan.of(configuration.application()).forReplay();
    Admin admin = ClusterAccess.of(configuration.application()).admin();
    try {
      clear(admin);
      new TopicCreator(admin).create(plan.newTopics());
      return new ClusterStage(configuration, plan, admin);
    } catch (RuntimeException failure) {
      admin.close();
      throw failure;
    }
  }

  public Configuration configuration() {
    return configuration;
  }

  /** How readers and writers reach it. */
  public ClusterAccess access() {
    return ClusterAccess.of(configuration.application());
  }

  public Admin admin() {
    return admin;
  }

  /** Partitions by topic. */
  public Map<String, Integer> partitions() {
    return plan.partitions();
  }

  /** Where an instance keeps its state; removed with the stage. */
  public Path stateDirectory(String instance) {
    return state.path().resolve(instance);
  }

  @Override
  public void close() {
    try (state;
        admin) {
      // Closed in turn, the last one first.
    }
  }

  private static void clear(Admin admin) {
    Awaitility.await("topics of the test before are gone")
        .atMost(Duration.ofSeconds(180))
        .pollInterval(Duration.ofMillis(200))
        .until(
            () -> {
              Set<String> left = admin.listTopics().names().get();
              try {
                admin.deleteTopics(left).all().get();
              } catch (ExecutionException failure) {
                if (!(failure.getCause() instanceof UnknownTopicOrPartitionException)) {
                  throw failure;
                }
              }
              return left.isEmpty();
            });
  }
}
