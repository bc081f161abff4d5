package io.strategystreams.topology;

import static org.assertj.core.api.Assertions.assertThat;

import io.strategystreams.cluster.ClusterAccess;
import io.strategystreams.cluster.EventLog;
import io.strategystreams.cluster.EventSender;
import io.strategystreams.cluster.LoggedEvent;
import io.strategystreams.cluster.Outgoing;
import io.strategystreams.cluster.TopicCreator;
import io.strategystreams.contract.DeadLetterHeaders;
import io.strategystreams.contract.Topics;
import io.strategystreams.embedded.EmbeddedBroker;
import io.strategystreams.embedded.RegistryServer;
import io.strategystreams.serde.RegistryUnavailableException;
import io.strategystreams.testing.FreePort;
import io.strategystreams.testing.SampleEvents;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A registry that does not answer stops the application; nothing is skipped, nothing put aside. */
@Timeout(600)
class SilentRegistryTest {
  private static final String STRATEGY = "eth_basis@silent";
  private static final Duration PATIENCE = Duration.ofSeconds(180);

  @TempDir Path directory;

  @Test
  void theSameRecordIsReadAgainOnceTheRegistryAnswers() throws Exception {
    int port = FreePort.any();
    RegistryServer registry = RegistryServer.start(directory.resolve("registry.json"), port);
    try (EmbeddedBroker broker = EmbeddedBroker.start()) {
      ClusterAccess access =
          new ClusterAccess(
              Map.of("bootstrap.servers", broker.bootstrapServers()),
              Map.of("schema.registry.url", registry.url()));
      try (Admin admin = access.admin()) {
        new TopicCreator(admin)
            .create(Topics.ALL.stream().map(topic -> new NewTopic(topic, 1, (short) 1)).toList());
      }
      try (EventSender sender = EventSender.open(access, "test")) {
        sender.send(
            List.of(
                Outgoing.of(
                    Topics.EXPOSURES,
                    STRATEGY,
                    SampleEvents.exposure()
                        .setStrategyId(STRATEGY)
                        .setWithdrawalAmount(SampleEvents.amount("-1"))
                        .build(),
                    SampleEvents.NOON)));
      }
      registry.close();

      try (StrategyApplication first = application(broker, registry.url(), "first")) {
        Awaitility.await().atMost(PATIENCE).until(() -> first.failure().isPresent());
        assertThat(first.failure())
            .get(InstanceOfAssertFactories.THROWABLE)
            .hasStackTraceContaining(RegistryUnavailableException.class.getName());
      }
      assertThat(read(access, Topics.DEAD_LETTERS)).isEmpty();

      try (RegistryServer back = RegistryServer.start(directory.resolve("registry.json"), port);
          StrategyApplication second = application(broker, back.url(), "second")) {
        Awaitility.await().atMost(PATIENCE).until(() -> !letters(access).isEmpty());
        assertThat(second.failure()).isEmpty();
        assertThat(letters(access)).containsExactly("CONTRACT_VIOLATION exposures-0@0");
      }
    }
  }

  private StrategyApplication application(EmbeddedBroker broker, String registry, String name) {
    return ApplicationOnBroker.start(
        broker,
        registry,
        directory.resolve(name),
        Map.of("STRATEGY_STREAMS_SCHEMA_REGISTRY__RETRY_FOR", "1s"));
  }

  private static List<String> letters(ClusterAccess access) {
    return read(access, Topics.DEAD_LETTERS).stream()
        .map(
            letter ->
                letter.header(DeadLetterHeaders.REASON).orElse("")
                    + " "
                    + letter.header(DeadLetterHeaders.SOURCE_TOPIC).orElse("")
                    + "-0@"
                    + letter.header(DeadLetterHeaders.SOURCE_OFFSET).orElse(""))
        .toList();
  }

  private static List<LoggedEvent> read(ClusterAccess access, String topic) {
    List<LoggedEvent> read = new ArrayList<>();
    try (EventLog log = EventLog.open(access, List.of(topic))) {
      log.readToEnd(read::add);
    }
    return read;
  }
}
