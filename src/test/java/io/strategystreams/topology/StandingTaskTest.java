package io.strategystreams.topology;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.strategystreams.cluster.TopicCreator;
import io.strategystreams.config.ConfigDirectory;
import io.strategystreams.config.Configuration;
import io.strategystreams.contract.Topics;
import io.strategystreams.core.strategy.Strategies;
import io.strategystreams.embedded.EmbeddedBroker;
import io.strategystreams.metrics.InputAges;
import io.strategystreams.metrics.Telemetry;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * A client leaves a transaction open on one partition of market-data. The other goes on, lag is 0,
 * and only the ticks of that task tell.
 */
@Timeout(900)
class StandingTaskTest {
  private static final Duration PATIENCE = Duration.ofSeconds(180);
  private static final Duration APART = Duration.ofSeconds(15);
  private static final String STANDS = "1_1";
  private static final String GOES_ON = "1_0";

  @TempDir private Path directory;

  @Test
  void aTaskThatAnOpenTransactionHoldsBackIsSeenByItsTicksAndNoOther() throws Exception {
    Telemetry telemetry = Telemetry.to(new SimpleMeterRegistry(), true, 0);
    InputAges ages = telemetry.inputs();
    try (EmbeddedBroker broker = EmbeddedBroker.start();
        Admin admin = Admin.create(Map.of("bootstrap.servers", broker.bootstrapServers()))) {
      new TopicCreator(admin)
          .create(Topics.ALL.stream().map(topic -> new NewTopic(topic, 2, (short) 1)).toList());
      try (StrategyApplication application = application(broker, telemetry)) {
        application.awaitRunning(PATIENCE);
        assertThat(ages.ofTicks()).containsOnlyKeys(GOES_ON, STANDS);

        try (KafkaProducer<byte[], byte[]> client = producer(broker)) {
          client.initTransactions();
          client.beginTransaction();
          client
              .send(new ProducerRecord<>(Topics.MARKET_DATA, 1, new byte[] {1}, new byte[] {1}))
              .get();
          Awaitility.await()
              .atMost(PATIENCE)
              .until(() -> age(ages, STANDS).compareTo(age(ages, GOES_ON).plus(APART)) > 0);

          // The next client of the same transactional id ends it.
          try (KafkaProducer<byte[], byte[]> next = producer(broker)) {
            next.initTransactions();
          }
          Awaitility.await().atMost(PATIENCE).until(() -> age(ages, STANDS).compareTo(APART) < 0);
        }
      }
      assertThat(ages.ofTicks()).as("tasks that are gone").isEmpty();
    }
  }

  private static Duration age(InputAges ages, String task) {
    return ages.ofTicks().get(task);
  }

  private static KafkaProducer<byte[], byte[]> producer(EmbeddedBroker broker) {
    return new KafkaProducer<>(
        Map.of(
            "bootstrap.servers",
            broker.bootstrapServers(),
            "transactional.id",
            "careless",
            "transaction.timeout.ms",
            600_000),
        new ByteArraySerializer(),
        new ByteArraySerializer());
  }

  private StrategyApplication application(EmbeddedBroker broker, Telemetry telemetry) {
    Configuration configuration =
        ConfigDirectory.load(
            Path.of("configs"),
            Map.of(
                "STRATEGY_STREAMS_BOOTSTRAP_SERVERS", broker.bootstrapServers(),
                "STRATEGY_STREAMS_SCHEMA_REGISTRY_URL", "mock://standing-task",
                "STRATEGY_STREAMS_STATE_DIR", directory.toString()));
    StreamsSettings settings =
        StreamsSettings.of(configuration.application(), Profile.DEVELOPMENT)
            .stored(Storage.MEMORY)
            .tuned(Map.of("replication.factor", 1));
    return StrategyApplication.start(
        settings,
        StrategyDesk.of(new Strategies(), configuration.desk(), settings.liveClock())
            .toldTo(telemetry));
  }
}
