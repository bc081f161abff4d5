package io.strategystreams.topology;

import static org.assertj.core.api.Assertions.assertThat;

import io.strategystreams.cluster.ClusterAccess;
import io.strategystreams.cluster.TopicCreator;
import io.strategystreams.config.ConfigDirectory;
import io.strategystreams.config.Configuration;
import io.strategystreams.contract.Topics;
import io.strategystreams.core.strategy.Strategies;
import io.strategystreams.embedded.EmbeddedBroker;
import io.strategystreams.operate.Uptake;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A group of the streams protocol is no consumer group, and its application runs all the same. */
@Timeout(900)
class StreamsGroupUptakeTest {
  private static final String REGISTRY = "mock://streams-group";

  @TempDir Path directory;

  @Test
  void anApplicationOfTheStreamsProtocolIsSeenToRun() throws Exception {
    try (EmbeddedBroker broker = EmbeddedBroker.start()) {
      ClusterAccess access =
          new ClusterAccess(
              Map.of("bootstrap.servers", broker.bootstrapServers()),
              Map.of("schema.registry.url", REGISTRY));
      try (Admin admin = access.admin()) {
        new TopicCreator(admin)
            .create(Topics.ALL.stream().map(topic -> new NewTopic(topic, 1, (short) 1)).toList());
      }
      Configuration configuration =
          ConfigDirectory.load(
              Path.of("configs"),
              Map.of(
                  "STRATEGY_STREAMS_BOOTSTRAP_SERVERS", broker.bootstrapServers(),
                  "STRATEGY_STREAMS_SCHEMA_REGISTRY_URL", REGISTRY,
                  "STRATEGY_STREAMS_STATE_DIR", directory.toString()));
      String group = configuration.application().applicationId();
      // Nobody ever reads that far.
      List<RecordMetadata> beyond =
          List.of(
              new RecordMetadata(
                  new TopicPartition(Topics.STRATEGY_CONTROLS, 0), 1_000_000, 0, 0, 0, 0));
      assertThat(Uptake.await(access, group, beyond, Duration.ofSeconds(1)))
          .isEqualTo(Uptake.Result.NOT_RUNNING);

      try (StrategyApplication application =
          StrategyApplication.start(
              StreamsSettings.of(configuration.application(), Profile.DEVELOPMENT)
                  .stored(Storage.MEMORY)
                  .tuned(Map.of("group.protocol", "streams", "replication.factor", 1)),
              StrategyDesk.of(new Strategies(), configuration.desk(), ClockPolicy.replay()))) {
        application.awaitRunning(Duration.ofSeconds(240));

        assertThat(Uptake.await(access, group, beyond, Duration.ofSeconds(1)))
            .isEqualTo(Uptake.Result.LATE);
      }
    }
  }
}
