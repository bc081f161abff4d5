package io.strategystreams.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.strategystreams.cluster.TopicCreator;
import io.strategystreams.contract.Topics;
import io.strategystreams.embedded.EmbeddedCluster;
import io.strategystreams.embedded.RegistryServer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What production asks of a cluster of three brokers before it starts. */
@Timeout(900)
class ProductionStartTest {
  private static final Map<String, String> REPLICATED =
      Map.of(
          "STRATEGY_STREAMS_TOPICS__REPLICATION",
          "3",
          "STRATEGY_STREAMS_TOPICS__MIN_INSYNC_REPLICAS",
          "2",
          "STRATEGY_STREAMS_PARTITIONS",
          "2",
          "STRATEGY_STREAMS_NUM_THREADS",
          "1");

  @TempDir private Path directory;

  @Test
  void itStartsOnTopicsOfThreeCopiesAndNotWhereOneOrderTopicHasLess() throws Exception {
    try (EmbeddedCluster cluster = EmbeddedCluster.start();
        RegistryServer registry = RegistryServer.start(directory.resolve("registry.json"), 0)) {
      String[] address = {
        "--bootstrap-servers", cluster.bootstrapServers(), "--registry", registry.url()
      };
      try (Child topics =
          Child.start(
              directory.resolve("topics.log"), REPLICATED, with(address, "topics", "--create"))) {
        assertThat(topics.awaitEnd()).as(topics.output()).isZero();
      }
      try (Child strategies = production(address, "sound.log")) {
        strategies.awaitOutput("strategies runs, tasks 0_0, 0_1, 1_0, 1_1");
        assertThat(strategies.terminate()).as(strategies.output()).isZero();
      }
      makeAnewWithOneCopy(cluster.bootstrapServers(), Topics.ORDERS);
      try (Child strategies = production(address, "unsafe.log")) {
        assertThat(strategies.awaitEnd()).isEqualTo(ExitCodes.FAILED);
        assertThat(strategies.output())
            .contains("orders")
            .contains("production starts on topics as planned only; see: strategies topics --check")
            .doesNotContain("\tat ");
      }
    }
  }

  private Child production(String[] address, String log) throws Exception {
    return Child.start(
        directory.resolve(log),
        REPLICATED,
        with(
            address,
            "run",
            "--profile",
            "production",
            "--state-dir",
            directory.resolve("state").toString()));
  }

  private static void makeAnewWithOneCopy(String brokers, String topic) throws Exception {
    try (Admin admin = Admin.create(Map.of("bootstrap.servers", brokers))) {
      admin.deleteTopics(List.of(topic)).all().get();
      Awaitility.await()
          .atMost(Duration.ofSeconds(180))
          .until(() -> !admin.listTopics().names().get().contains(topic));
      new TopicCreator(admin).create(List.of(new NewTopic(topic, 2, (short) 1)));
    }
  }

  private static String[] with(String[] address, String... command) {
    return java.util.stream.Stream.concat(
            java.util.Arrays.stream(command), java.util.Arrays.stream(address))
        .toArray(String[]::new);
  }
}
