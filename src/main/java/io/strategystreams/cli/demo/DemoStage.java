package io.strategystreams.cli.demo;

import io.strategystreams.cluster.ClusterAccess;
import io.strategystreams.cluster.TopicCreator;
import io.strategystreams.cluster.TopicPlan;
import io.strategystreams.embedded.EmbeddedBroker;
import io.strategystreams.embedded.TemporaryDirectory;
import java.nio.file.Path;
import java.util.Map;
import java.util.UUID;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;

/** A broker with the contract's topics and a registry in memory, for one run. */
final class DemoStage implements AutoCloseable {
  private final EmbeddedBroker broker;
  private final Admin admin;
  private final Map<String, Integer> partitionCounts;
  private final TemporaryDirectory state = TemporaryDirectory.create("strategy-streams-state");
  private final String registry = "mock://demo-" + UUID.randomUUID();

  private DemoStage(EmbeddedBroker broker, Admin admin, Map<String, Integer> partitionCounts) {
    this.broker = broker;
    this.admin = admin;
    this.partitionCounts = partitionCounts;
  }

  /** Starts the broker and makes the topics. */
  static DemoStage open(TopicPlan plan) {
    EmbeddedBroker broker = EmbeddedBroker.start();
    try {
      Admin admin =
          Admin.create(
              Map.of(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, broker.bootstrapServers()));
      new TopicCreator(admin).create(plan.newTopics());
      return new DemoStage(broker, admin, plan.partitions());
    } catch (RuntimeException failure) {
      broker.close();
      throw failure;
    }
  }

  /** What a client needs to reach the broker. */
  Map<String, Object> client() {
    return Map.of(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, broker.bootstrapServers());
  }

  /** What a serde needs to reach the registry. */
  Map<String, Object> serdes() {
    return Map.of("schema.registry.url", registry);
  }

  ClusterAccess access() {
    return new ClusterAccess(client(), serdes());
  }

  Admin admin() {
    return admin;
  }

  /** For the applications' local state; removed with the stage. */
  Path stateDirectory() {
    return state.path();
  }

  /** By topic. */
  Map<String, Integer> partitionCounts() {
    return partitionCounts;
  }

  @Override
  public void close() {
    try (state;
        broker;
        admin) {
      // Closed in turn, the last one first.
    }
  }
}
