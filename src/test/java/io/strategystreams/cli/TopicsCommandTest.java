package io.strategystreams.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.strategystreams.contract.Topics;
import io.strategystreams.embedded.EmbeddedBroker;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Future;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.NewPartitions;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.errors.InvalidTimestampException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(600)
class TopicsCommandTest {
  private static final List<String> NAMES = names();
  private static final Duration PATIENCE = Duration.ofSeconds(120);

  @Test
  void whatIsMissingIsMadeOnceAndWhatDiffersIsNamedWithARemedy() throws Exception {
    try (EmbeddedBroker broker = EmbeddedBroker.start()) {
      Run before = topics(broker, "--check");
      assertThat(before.exitCode()).isEqualTo(ExitCodes.FAILED);
      assertThat(before.out()).contains("orders must exist; make it: strategies topics --create");

      Run made = topics(broker, "--create");
      assertThat(made.err()).isEmpty();
      assertThat(made.exitCode()).isZero();
      assertThat(made.lines()).filteredOn(line -> line.endsWith("  made")).hasSize(NAMES.size());
      assertThat(topics(broker, "--check").exitCode()).isZero();

      Run again = topics(broker, "--create");
      assertThat(again.exitCode()).isZero();
      assertThat(again.out()).doesNotContain("made").contains("as planned");

      drift(broker);
      Run drifted = topics(broker, "--check");
      assertThat(drifted.exitCode()).isEqualTo(ExitCodes.FAILED);
      assertThat(drifted.lines())
          .filteredOn(line -> line.contains(" must be "))
          .satisfiesExactlyInAnyOrder(
              line ->
                  assertThat(line)
                      .startsWith("orders: partitions must be 4, was 5; set partitions: 5"),
              line ->
                  assertThat(line)
                      .isEqualTo(
                          "decisions: retention.ms must be 7776000000, was 60000; strategies topics"
                              + " --alter"),
              line ->
                  assertThat(line)
                      .startsWith("strategy-configs: cleanup.policy must be compact, was delete;"));

      assertThat(topics(broker, "--alter").out())
          .contains("orders: partitions")
          .doesNotContain("retention.ms", "cleanup.policy");
    }
  }

  /** One of them would keep its segment until then. */
  @Test
  void whatOthersWriteIsRefusedFarFromTheFutureAndWhatApplicationsWriteIsNot() throws Exception {
    try (EmbeddedBroker broker = EmbeddedBroker.start()) {
      assertThat(topics(broker, "--create").exitCode()).isZero();
      long now = System.currentTimeMillis();
      long soon = now + Duration.ofMinutes(10).toMillis();
      long far = now + Duration.ofHours(24).toMillis();
      try (KafkaProducer<byte[], byte[]> producer =
          new KafkaProducer<>(
              Map.of("bootstrap.servers", broker.bootstrapServers()),
              new ByteArraySerializer(),
              new ByteArraySerializer())) {
        for (String topic :
            List.of(
                Topics.PRICES,
                Topics.ML_PREDICTIONS,
                Topics.EXPOSURES,
                Topics.RISK_ASSESSMENTS,
                Topics.EXECUTION_REPORTS)) {
          assertThat(send(producer, topic, soon)).succeedsWithin(PATIENCE);
          assertThat(send(producer, topic, far))
              .failsWithin(PATIENCE)
              .withThrowableThat()
              .withCauseInstanceOf(InvalidTimestampException.class);
        }
        for (String topic : List.of(Topics.ORDERS, Topics.DECISIONS, Topics.MARKET_DATA)) {
          assertThat(send(producer, topic, far)).succeedsWithin(PATIENCE);
        }
      }
    }
  }

  private static Future<RecordMetadata> send(
      KafkaProducer<byte[], byte[]> producer, String topic, long stamp) {
    byte[] key = {1};
    return producer.send(new ProducerRecord<>(topic, 0, stamp, key, new byte[] {1}));
  }

  @Test
  void aReplayKeepsEverything() throws Exception {
    try (EmbeddedBroker broker = EmbeddedBroker.start()) {
      assertThat(topics(broker, "--create").exitCode()).isZero();
      Run check = topics(broker, "--check", "--for-replay", "--json");
      assertThat(check.exitCode()).isEqualTo(ExitCodes.FAILED);
      JsonNode differences = new ObjectMapper().readTree(check.out()).get("differences");
      assertThat(differences).isNotEmpty();
      assertThat(differences)
          .allSatisfy(
              one ->
                  assertThat(List.of(one.get("what").asText(), one.get("planned").asText()))
                      .isIn(
                          List.of("retention.ms", "-1"),
                          List.of("message.timestamp.after.max.ms", "" + Long.MAX_VALUE)));

      assertThat(topics(broker, "--alter", "--for-replay").exitCode()).isZero();
      assertThat(topics(broker, "--check", "--for-replay").exitCode()).isZero();
    }
  }

  @Test
  void moreCopiesThanBrokersAreRefusedWithTheKeyThatSaysSo(@TempDir Path configs)
      throws IOException {
    Path yaml = Files.createDirectories(configs.resolve("modes"));
    Files.copy(Path.of("configs/modes/eth_basis.yaml"), yaml.resolve("eth_basis.yaml"));
    for (String file : List.of("markets.yaml", "venues.yaml")) {
      Files.copy(Path.of("configs", file), configs.resolve(file));
    }
    Files.writeString(configs.resolve("application.yaml"), "topics:\n  replication: 3\n");
    try (EmbeddedBroker broker = EmbeddedBroker.start()) {
      Run run = topics(broker, "--create", "--configs", configs.toString());

      assertThat(run.exitCode()).isEqualTo(ExitCodes.FAILED);
      assertThat(run.err()).contains("topics.replication must not be above the number of brokers");
    }
  }

  @Test
  void withoutBrokersItSaysWhereItLooked() {
    Run run = Run.of("topics", "--bootstrap-servers", "127.0.0.1:1");

    assertThat(run.exitCode()).isEqualTo(ExitCodes.FAILED);
    assertThat(run.err())
        .contains("the brokers at 127.0.0.1:1 must answer within", "bootstrap_servers")
        .doesNotContain("Exception");
  }

  @Test
  void onlyOneThingIsDoneAtATime() {
    assertThat(Run.of("topics", "--create", "--check").exitCode()).isEqualTo(ExitCodes.REFUSED);
  }

  private static void drift(EmbeddedBroker broker) throws Exception {
    try (Admin admin = admin(broker)) {
      admin.createPartitions(Map.of(Topics.ORDERS, NewPartitions.increaseTo(5))).all().get();
      Map<ConfigResource, Collection<AlterConfigOp>> changes =
          Map.of(
              topic(Topics.DECISIONS), List.of(set("retention.ms", "60000")),
              topic(Topics.STRATEGY_CONFIGS), List.of(set("cleanup.policy", "delete")));
      admin.incrementalAlterConfigs(changes).all().get();
      // The broker that answers learns of it after the controller that did it.
      await()
          .atMost(Duration.ofSeconds(120))
          .until(
              () ->
                  admin
                          .describeTopics(List.of(Topics.ORDERS))
                          .allTopicNames()
                          .get()
                          .values()
                          .stream()
                          .allMatch(orders -> orders.partitions().size() == 5)
                      && is(admin, Topics.DECISIONS, "retention.ms", "60000")
                      && is(admin, Topics.STRATEGY_CONFIGS, "cleanup.policy", "delete"));
    }
  }

  private static boolean is(Admin admin, String topic, String key, String value) throws Exception {
    ConfigResource asked = topic(topic);
    return admin
        .describeConfigs(List.of(asked))
        .all()
        .get()
        .get(asked)
        .get(key)
        .value()
        .equals(value);
  }

  private static AlterConfigOp set(String key, String value) {
    return new AlterConfigOp(new ConfigEntry(key, value), AlterConfigOp.OpType.SET);
  }

  private static ConfigResource topic(String name) {
    return new ConfigResource(ConfigResource.Type.TOPIC, name);
  }

  private static Admin admin(EmbeddedBroker broker) {
    return Admin.create(Map.of("bootstrap.servers", broker.bootstrapServers()));
  }

  private static Run topics(EmbeddedBroker broker, String... options) {
    List<String> arguments =
        new ArrayList<>(List.of("topics", "--bootstrap-servers", broker.bootstrapServers()));
    arguments.addAll(List.of(options));
    return Run.of(arguments.toArray(String[]::new));
  }

  private static List<String> names() {
    List<String> names = new ArrayList<>(Topics.ALL);
    names.add(Topics.PAPER_FLOWS);
    return names;
  }
}
