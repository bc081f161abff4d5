package io.strategystreams.environment;

import static org.assertj.core.api.Assertions.assertThat;

import io.strategystreams.audit.Auditor;
import io.strategystreams.audit.HistoryReader;
import io.strategystreams.chaos.Application;
import io.strategystreams.chaos.Jvm;
import io.strategystreams.chaos.Load;
import io.strategystreams.chaos.OrderFlow;
import io.strategystreams.chaos.Relay;
import io.strategystreams.chaos.Role;
import io.strategystreams.chaos.Stage;
import io.strategystreams.chaos.StagePlan;
import io.strategystreams.cluster.EventLog;
import io.strategystreams.contract.Topics;
import io.strategystreams.testing.FreePort;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Registry and brokers that go away and come back under applications at work, as processes; at the
 * end nothing is lost, doubled or skipped.
 */
@Timeout(2400)
class AwayAndBackTest {
  private static final Duration PATIENCE = Duration.ofSeconds(300);
  private static final int UNKNOWN_SCHEMA = 4711;

  @TempDir private Path directory;

  @Test
  void aRegistryThatIsAwayEndsWhatNeedsItWithAMessageAndNothingIsSkipped() throws Exception {
    StagePlan plan =
        StagePlan.standard(Path.of("configs"))
            .withBrokers(1)
            .withCopies(1)
            .withEnvironment("STRATEGY_STREAMS_SCHEMA_REGISTRY__RETRY_FOR", "10s");
    try (Stage stage = Stage.open(plan, directory);
        Relay registry = registryOf(stage)) {
      Map<String, String> through =
          Map.of("STRATEGY_STREAMS_SCHEMA_REGISTRY_URL", "http://127.0.0.1:" + registry.port());
      registry.cut();
      Application strategies = stage.start(Role.STRATEGIES, stage.present(), through);
      Application paper = stage.start(Role.PAPER, stage.present(), through);
      // At the start: the configurations that wait to be read need their schema.
      assertEndsNamingTheRegistry(strategies);
      assertEndsNamingTheRegistry(paper);

      registry.mend();
      strategies.start();
      paper.start();
      stage.awaitRunning(PATIENCE);
      try (OrderFlow orders = OrderFlow.start(stage.access());
          Load load = Load.start(stage, 2)) {
        awaitOrders(stage, orders, load, 20);
        registry.cut();
        // Midway: a record of a schema not known yet stops it until the registry says what it is.
        sendOfUnknownSchema(stage);
        assertEndsNamingTheRegistry(strategies);
        strategies.start();
        assertEndsNamingTheRegistry(strategies);
        assertThat(count(stage, Topics.DEAD_LETTERS)).as("put aside unseen").isZero();

        registry.mend();
        strategies.start();
        // Paper may have ended too, or be about to, on the first flow of its own that it had to
        // write.
        awaitOrdersStartingAgain(stage, orders, load, orders.count() + 20);
        settle(stage, load);
        Awaitility.await()
            .atMost(PATIENCE)
            .untilAsserted(
                () ->
                    assertThat(count(stage, Topics.DEAD_LETTERS))
                        .as("of the unknown schema")
                        .isEqualTo(1));
      }
    }
  }

  @Test
  void brokersBelowMinInSyncReplicasAreWaitedForAndNothingIsSkipped() throws Exception {
    int port = FreePort.any();
    StagePlan plan = StagePlan.standard(Path.of("configs")).withCopies(1);
    try (Stage stage = Stage.open(plan, directory)) {
      Application strategies =
          stage.start(
              Role.STRATEGIES,
              stage.present(),
              Map.of(
                  "STRATEGY_STREAMS_HEALTH__PORT",
                  "" + port,
                  "STRATEGY_STREAMS_HEALTH__STALL",
                  "20s"));
      Application paper = stage.start(Role.PAPER);
      stage.awaitRunning(PATIENCE);
      try (OrderFlow orders = OrderFlow.start(stage.access());
          Load load = Load.start(stage, 3)) {
        awaitOrders(stage, orders, load, 20);
        Jvm one = stage.brokers().get(1);
        Jvm other = stage.brokers().get(2);
        one.kill();
        other.kill();
        Awaitility.await()
            .atMost(PATIENCE)
            .untilAsserted(
                () -> assertThat(strategies.output()).contains("strategies waits, for "));
        // Longer than a thread may be silent, and sooner than its clients give up.
        long end = System.nanoTime() + Duration.ofSeconds(22).toNanos();
        while (System.nanoTime() < end) {
          assertThat(live(port)).isEqualTo(200);
          LockSupport.parkNanos(Duration.ofSeconds(1).toNanos());
        }

        long saidBefore = strategies.logSize();
        one.start();
        other.start();
        // A commit that timed out as the brokers came back ends an application, and whoever runs it
        // starts it again.
        awaitOrdersStartingAgain(stage, orders, load, orders.count() + 20);
        // Told by another thread than the one that sends orders, at its next look; perhaps in a
        // life before the present one.
        Awaitility.await()
            .atMost(PATIENCE)
            .untilAsserted(
                () ->
                    assertThat(strategies.logSince(saidBefore))
                        .containsAnyOf("strategies goes on, after ", "strategies failed: "));
        settle(stage, load);
        stage.awaitRunning(PATIENCE);
        assertThat(strategies.isAlive() && paper.isAlive()).isTrue();
      }
      assertThat(count(stage, Topics.DEAD_LETTERS)).isZero();
    }
  }

  /** Those that ended, as they may: with 1. */
  private static void startAgain(Stage stage) throws IOException {
    for (Application each : stage.applications()) {
      assertThat(each.isAlive() || each.exitCode().orElse(0) == 1).as(each.output()).isTrue();
      each.start();
    }
  }

  private static void assertEndsNamingTheRegistry(Application application) throws Exception {
    Awaitility.await().atMost(PATIENCE).until(() -> !application.isAlive());
    assertThat(application.exitCode()).hasValue(1);
    assertThat(application.output())
        .contains(" failed: ")
        .contains("the schema registry gave no usable answer")
        .contains("check that the registry is up and schema_registry_url is right");
  }

  private static void awaitOrders(Stage stage, OrderFlow orders, Load load, long count) {
    Awaitility.await()
        .atMost(PATIENCE)
        .failFast(() -> assertThat(load.failure()).isEmpty())
        .untilAsserted(
            () -> assertThat(orders.count()).as(() -> said(stage)).isGreaterThanOrEqualTo(count));
  }

  /** Whoever ended meanwhile is started again, as whoever runs it does. */
  private static void awaitOrdersStartingAgain(
      Stage stage, OrderFlow orders, Load load, long count) {
    Awaitility.await()
        .atMost(PATIENCE)
        .failFast(() -> assertThat(load.failure()).isEmpty())
        .untilAsserted(
            () -> {
              startAgain(stage);
              assertThat(orders.count()).as(() -> said(stage)).isGreaterThanOrEqualTo(count);
            });
  }

  private static String said(Stage stage) {
    StringBuilder said = new StringBuilder("orders; applications said");
    for (Application one : stage.applications()) {
      try {
        said.append("\n").append(one.name()).append(": ").append(one.output());
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
    return said.toString();
  }

  private static void settle(Stage stage, Load load) {
    load.settle();
    Awaitility.await()
        .atMost(PATIENCE)
        .pollInterval(Duration.ofSeconds(3))
        .untilAsserted(
            () -> {
              // What failed as it was cut off may end a moment after orders flow again.
              startAgain(stage);
              assertThat(Auditor.breaches(HistoryReader.read(stage.access(), true), true))
                  .isEmpty();
            });
  }

  /** An event in the wire format, under an id that no registry has given yet. */
  private static void sendOfUnknownSchema(Stage stage) throws Exception {
    String strategy = stage.strategies().get(0).id();
    byte[] value = ByteBuffer.allocate(6).put((byte) 0).putInt(UNKNOWN_SCHEMA).array();
    try (KafkaProducer<byte[], byte[]> producer =
        new KafkaProducer<>(
            stage.access().client(), new ByteArraySerializer(), new ByteArraySerializer())) {
      producer
          .send(
              new ProducerRecord<>(
                  Topics.RISK_ASSESSMENTS, strategy.getBytes(StandardCharsets.UTF_8), value))
          .get();
    }
  }

  private static Relay registryOf(Stage stage) throws Exception {
    Object url = stage.access().serdes().get("schema.registry.url");
    return Relay.open().to(URI.create(url.toString()).getPort());
  }

  private static int live(int port) throws Exception {
    return HttpClient.newHttpClient()
        .send(
            HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/live")).build(),
            HttpResponse.BodyHandlers.ofString())
        .statusCode();
  }

  private static int count(Stage stage, String topic) {
    AtomicInteger count = new AtomicInteger();
    try (EventLog log = EventLog.open(stage.access(), List.of(topic))) {
      log.readToEnd(event -> count.incrementAndGet());
    }
    return count.get();
  }
}
