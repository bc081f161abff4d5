package io.strategystreams.cli;

import static io.strategystreams.testing.SampleEvents.NOON;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.strategystreams.cluster.EventSender;
import io.strategystreams.cluster.LoggedEvent;
import io.strategystreams.config.ConfigDirectory;
import io.strategystreams.config.Configuration;
import io.strategystreams.contract.ContractJson;
import io.strategystreams.contract.Keys;
import io.strategystreams.contract.Topics;
import io.strategystreams.core.strategy.Strategies;
import io.strategystreams.events.Exposure;
import io.strategystreams.events.StrategyConfig;
import io.strategystreams.serde.AvroSerde;
import io.strategystreams.testing.SampleEvents;
import io.strategystreams.topology.ClockPolicy;
import io.strategystreams.topology.Profile;
import io.strategystreams.topology.Storage;
import io.strategystreams.topology.StrategyApplication;
import io.strategystreams.topology.StrategyDesk;
import io.strategystreams.topology.StreamsSettings;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.internals.RecordHeader;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What a running application puts aside is listed, and goes back once. */
@Timeout(600)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class DeadLettersCommandTest {
  private static final Duration PATIENCE = Duration.ofSeconds(180);
  private static final String STRATEGY = "eth_basis@lost";
  private static final int RIGHT = Keys.partitionFor(STRATEGY, OperatorCluster.PARTITIONS);
  private static final int WRONG = (RIGHT + 1) % OperatorCluster.PARTITIONS;
  private static final String MISPLACED = "exposures-" + WRONG + "@0";

  private static OperatorCluster cluster;
  private static StrategyApplication application;

  @BeforeAll
  static void startAll(@TempDir Path state) throws Exception {
    cluster = new OperatorCluster();
    Configuration configuration = ConfigDirectory.load(Path.of("configs"), Map.of());
    application =
        StrategyApplication.start(
            StreamsSettings.of(configuration.application(), Profile.PRODUCTION)
                .stored(Storage.MEMORY)
                .tuned(
                    Map.of(
                        "bootstrap.servers",
                        cluster.bootstrapServers(),
                        "schema.registry.url",
                        cluster.registry(),
                        "state.dir",
                        state.toString(),
                        "replication.factor",
                        1)),
            StrategyDesk.of(new Strategies(), configuration.desk(), ClockPolicy.replay()));
    application.awaitRunning(PATIENCE);
    Exposure exposure = SampleEvents.exposure().setStrategyId(STRATEGY).build();
    byte[] sound =
        AvroSerde.of(Exposure.class, Map.of("schema.registry.url", cluster.registry()))
            .serializer()
            .serialize(Topics.EXPOSURES, exposure);
    byte[] installed =
        AvroSerde.of(StrategyConfig.class, Map.of("schema.registry.url", cluster.registry()))
            .serializer()
            .serialize(
                Topics.STRATEGY_CONFIGS,
                SampleEvents.config()
                    .setStrategyId(STRATEGY)
                    .setMode("eth_basis")
                    .setYaml("mode: eth_basis\n")
                    .build());
    try (EventSender sender = EventSender.open(cluster.access(), "test")) {
      sender.sendRecords(
          List.of(
              record(Topics.STRATEGY_CONFIGS, RIGHT, STRATEGY, installed),
              record(Topics.EXPOSURES, WRONG, STRATEGY, sound),
              record(
                  Topics.RISK_ASSESSMENTS,
                  Keys.partitionFor("other", OperatorCluster.PARTITIONS),
                  "other",
                  new byte[] {9, 8, 7})));
    }
    Awaitility.await().atMost(PATIENCE).until(() -> cluster.read(Topics.DEAD_LETTERS).size() == 2);
  }

  private static ProducerRecord<byte[], byte[]> record(
      String topic, int partition, String key, byte[] value) {
    return new ProducerRecord<>(
        topic,
        partition,
        NOON.toEpochMilli(),
        key.getBytes(StandardCharsets.UTF_8),
        value,
        List.of(new RecordHeader("trace", new byte[] {7})));
  }

  @AfterAll
  static void stopAll() {
    application.close();
    cluster.close();
  }

  @Test
  @Order(1)
  void listsWithCauseAndContent() {
    Run run = cluster.run("dead-letters");

    assertThat(run.exitCode()).isZero();
    assertThat(run.out())
        .contains("WRONG_PARTITION  from " + MISPLACED + "  key eth_basis@lost")
        .contains("read by strategy-streams")
        .contains("belongs in partition " + RIGHT)
        .contains("\"total_exposure\":\"1000000\"")
        .contains("UNDECODABLE  from risk-assessments-")
        .contains("3 bytes: 09 08 07")
        .endsWith("2 dead letters" + System.lineSeparator());
  }

  @Test
  @Order(1)
  void filtersAndSaysItAsJson() {
    Run run = cluster.run("dead-letters", "--json", "--reason", "undecodable");
    assertThat(run.lines()).hasSize(1);
    JsonNode letter = ContractJson.parse(run.lines().get(0));
    assertThat(letter.path("reason").asText()).isEqualTo("UNDECODABLE");
    assertThat(letter.path("key").asText()).isEqualTo("other");
    assertThat(letter.path("event").isNull()).isTrue();
    assertThat(letter.path("bytes").asText()).isEqualTo("3 bytes: 09 08 07");

    assertThat(cluster.run("dead-letters", "--json", "--strategy", STRATEGY).lines()).hasSize(1);
    assertThat(cluster.run("dead-letters", "--json", "--topic", "exposures").lines()).hasSize(1);
    assertThat(cluster.run("dead-letters", "--json", "--limit", "1").lines()).hasSize(1);
    assertThat(cluster.run("dead-letters", "--json", "--since", "2024-06-02").lines()).isEmpty();
    assertThat(cluster.run("dead-letters", "--json", "--at", MISPLACED).lines()).hasSize(1);
  }

  @Test
  @Order(2)
  void saysWhatItWouldSendAndSendsNothing() {
    Run run = cluster.run("dead-letters", "--redrive", "--at", MISPLACED);

    assertThat(run.exitCode()).isZero();
    assertThat(run.out())
        .contains(MISPLACED + "  WRONG_PARTITION  key eth_basis@lost  to exposures-" + RIGHT)
        .contains("1 would be sent back; add --yes to send");
    assertThat(cluster.read(Topics.EXPOSURES)).hasSize(1);
  }

  @Test
  @Order(3)
  void sendsItBackWholeAndTheApplicationActsOnIt() {
    Run run = cluster.run("dead-letters", "--redrive", "--at", MISPLACED, "--yes");

    assertThat(run.exitCode()).as(run.err()).isZero();
    assertThat(run.out()).contains("1 sent back");
    LoggedEvent back =
        cluster.read(Topics.EXPOSURES).stream()
            .filter(event -> event.record().partition() == RIGHT)
            .findFirst()
            .orElseThrow();
    assertThat(back.key()).isEqualTo(STRATEGY);
    assertThat(back.time()).isEqualTo(NOON);
    assertThat(back.record().headers())
        .extracting(header -> header.key())
        .containsExactly("trace", "redriven_from");
    assertThat(back.header("redriven_from")).hasValue(MISPLACED);
    Awaitility.await().atMost(PATIENCE).until(() -> cluster.read(Topics.DECISIONS).size() == 1);
    assertThat(cluster.read(Topics.DECISIONS).get(0).key()).isEqualTo(STRATEGY);
  }

  @Test
  @Order(4)
  void sendsNothingASecondTimeUnlessToldTo() {
    Run second = cluster.run("dead-letters", "--redrive", "--at", MISPLACED, "--yes");
    assertThat(second.exitCode()).isEqualTo(ExitCodes.REFUSED);
    assertThat(second.err()).contains(MISPLACED + " was sent back before", "--again");

    Run filtered =
        cluster.run("dead-letters", "--redrive", "--all", "--topic", "exposures", "--yes");
    assertThat(filtered.exitCode()).isZero();
    assertThat(filtered.out()).contains("nothing to send");
    assertThat(cluster.read(Topics.EXPOSURES)).hasSize(2);

    Run again = cluster.run("dead-letters", "--redrive", "--at", MISPLACED, "--yes", "--again");
    assertThat(again.exitCode()).isZero();
    assertThat(cluster.read(Topics.EXPOSURES)).hasSize(3);
  }

  @Test
  @Order(5)
  void whatIsStillBadIsPutAsideAgainAndKnowsWhereItCameFrom() {
    Run run = cluster.run("dead-letters", "--redrive", "--all", "--reason", "UNDECODABLE", "--yes");
    assertThat(run.exitCode()).isZero();

    Awaitility.await().atMost(PATIENCE).until(() -> cluster.read(Topics.DEAD_LETTERS).size() == 3);
    LoggedEvent again =
        cluster.read(Topics.DEAD_LETTERS).stream()
            .filter(letter -> letter.header("redriven_from").isPresent())
            .findFirst()
            .orElseThrow();
    assertThat(again.header("redriven_from").orElseThrow()).startsWith("risk-assessments-");
    assertThat(application.failure()).isEmpty();
  }

  @Test
  @Order(6)
  void refusesWhatItCannotMean() {
    assertThat(cluster.run("dead-letters", "--redrive").err()).contains("--redrive needs --at");
    assertThat(cluster.run("dead-letters", "--yes").exitCode()).isEqualTo(ExitCodes.REFUSED);
    assertThat(cluster.run("dead-letters", "--limit", "0").err()).contains("was 0");
    Run none = cluster.run("dead-letters", "--redrive", "--at", "exposures-0@999", "--yes");
    assertThat(none.exitCode()).isEqualTo(ExitCodes.REFUSED);
    assertThat(none.err()).contains("no dead letter at or of exposures-0@999", "nothing was sent");
  }
}
