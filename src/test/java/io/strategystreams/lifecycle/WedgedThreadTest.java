package io.strategystreams.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.strategystreams.cluster.TopicCreator;
import io.strategystreams.embedded.BrokerSettings;
import io.strategystreams.embedded.EmbeddedBroker;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.Stores;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What probes are told of an application of which a thread hangs, and of one that only waits. */
@Timeout(900)
class WedgedThreadTest {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Duration STALL = Duration.ofSeconds(10);
  private static final Duration PATIENCE = Duration.ofSeconds(180);

  @TempDir private Path directory;

  /** What the processor waits for at a record {@code wedge}. */
  private final CountDownLatch released = new CountDownLatch(1);

  private final AtomicReference<Thread> wedged = new AtomicReference<>();

  @Test
  void aThreadThatHangsInARecordTurnsLiveFalseAndWakingTurnsItTrue() throws Exception {
    try (EmbeddedBroker broker = EmbeddedBroker.start();
        StreamsLifecycle application = application(broker.bootstrapServers(), "in");
        HealthServer probes =
            HealthServer.start("127.0.0.1", 0, application::pulse, STALL, () -> "")) {
      application.awaitRunning(PATIENCE);
      awaitStatus(probes, "/live", 200);
      awaitStatus(probes, "/ready", 200);
      send(broker.bootstrapServers(), "ordinary", "wedge");
      Awaitility.await().atMost(PATIENCE).until(() -> wedged.get() != null);

      awaitStatus(probes, "/live", 503);
      JsonNode seen = json(ask(probes, "/ready"), 503);
      assertThat(seen.path("live").booleanValue()).isFalse();
      assertThat(seen.path("problems").path(0).textValue())
          .contains("thread " + wedged.get().getName() + " is wedged: for ")
          .contains("(health.stall is 10 s)");
      assertThat(application.hasEnded()).isFalse();

      released.countDown();
      awaitStatus(probes, "/live", 200);
      awaitStatus(probes, "/ready", 200);
      assertThat(json(ask(probes, "/ready"), 200).path("problems")).isEmpty();
    }
  }

  @Test
  void recordsThatComeForEverAreLife() throws Exception {
    try (EmbeddedBroker broker = EmbeddedBroker.start();
        StreamsLifecycle application = application(broker.bootstrapServers(), "in")) {
      application.awaitRunning(PATIENCE);
      // One round of these takes longer than the stall: the thread asks for no more meanwhile.
      send(broker.bootstrapServers(), "slow", "slow", "slow", "slow", "slow");
      long end = System.nanoTime() + STALL.multipliedBy(2).toNanos();
      while (System.nanoTime() < end) {
        assertThat(Health.of(application.pulse(), STALL).problems()).isEmpty();
        LockSupport.parkNanos(Duration.ofMillis(200).toNanos());
      }
    }
  }

  @Test
  void brokersThatAreAwayAreWaitedForAndThatIsLife() throws Exception {
    EmbeddedBroker broker = EmbeddedBroker.start(kept(0));
    int port = URI.create("kafka://" + broker.bootstrapServers()).getPort();
    try (StreamsLifecycle application = application(broker.bootstrapServers(), "in");
        HealthServer probes =
            HealthServer.start("127.0.0.1", 0, application::pulse, STALL, () -> "")) {
      application.awaitRunning(PATIENCE);
      broker.close();

      long end = System.nanoTime() + STALL.multipliedBy(2).toNanos();
      while (System.nanoTime() < end) {
        assertThat(ask(probes, "/live").statusCode()).isEqualTo(200);
        LockSupport.parkNanos(Duration.ofMillis(200).toNanos());
      }
      Awaitility.await()
          .atMost(PATIENCE)
          .untilAsserted(
              () ->
                  assertThat(json(ask(probes, "/live"), 200).path("waits_for").textValue())
                      .contains("the brokers do not answer"));

      broker = EmbeddedBroker.start(kept(port));
      Awaitility.await()
          .atMost(PATIENCE)
          .untilAsserted(
              () ->
                  assertThat(json(ask(probes, "/ready"), 200).path("waits_for").isNull()).isTrue());
    } finally {
      broker.close();
    }
  }

  @Test
  void anApplicationThatFailedDoesNotLiveAndSaysWhy() throws Exception {
    try (EmbeddedBroker broker = EmbeddedBroker.start();
        StreamsLifecycle application = application(broker.bootstrapServers(), "in");
        HealthServer probes =
            HealthServer.start("127.0.0.1", 0, application::pulse, STALL, () -> "")) {
      application.awaitRunning(PATIENCE);
      send(broker.bootstrapServers(), "fail");

      Awaitility.await()
          .atMost(PATIENCE)
          .untilAsserted(
              () ->
                  assertThat(json(ask(probes, "/live"), 503).path("problems").path(0).textValue())
                      .startsWith("it failed: ")
                      .contains("asked to fail"));
    }
  }

  @Test
  void onlyProbesAreAnswered() throws Exception {
    try (HealthServer probes =
        HealthServer.start("127.0.0.1", 0, Pulse::starting, STALL, () -> "")) {
      assertThat(ask(probes, "/").statusCode()).isEqualTo(404);
      assertThat(ask(probes, "/live/more").statusCode()).isEqualTo(404);
      assertThat(ask(probes, "/live").statusCode()).isEqualTo(200);
      assertThat(ask(probes, "/ready").statusCode()).isEqualTo(503);
      assertThat(json(ask(probes, "/ready"), 503).path("phase").textValue()).isEqualTo("STARTING");
      HttpRequest post =
          HttpRequest.newBuilder(uri(probes, "/live"))
              .POST(HttpRequest.BodyPublishers.ofString("x"))
              .build();
      assertThat(
              HttpClient.newHttpClient()
                  .send(post, HttpResponse.BodyHandlers.ofString())
                  .statusCode())
          .isEqualTo(405);
    }
  }

  private BrokerSettings kept(int port) {
    return new BrokerSettings(port, Optional.of(directory.resolve("kafka")));
  }

  private StreamsLifecycle application(String brokers, String topic) throws Exception {
    try (Admin admin = Admin.create(Map.of("bootstrap.servers", brokers))) {
      new TopicCreator(admin).create(List.of(new NewTopic(topic, 1, (short) 1)));
    }
    Topology topology = new Topology();
    topology.addSource("source", new StringDeserializer(), new StringDeserializer(), topic);
    topology.addProcessor("processor", Slow::new, "source");
    topology.addStateStore(
        Stores.keyValueStoreBuilder(
            Stores.inMemoryKeyValueStore("store"), Serdes.String(), Serdes.String()),
        "processor");
    Properties config = new Properties();
    config.put("application.id", "wedged");
    config.put("bootstrap.servers", brokers);
    config.put("state.dir", directory.resolve("state").toString());
    config.put("processing.guarantee", "exactly_once_v2");
    config.put("replication.factor", 1);
    config.put("auto.offset.reset", "earliest");
    config.put("commit.interval.ms", 100);
    // A thread that hangs keeps its transaction meanwhile.
    config.put("producer.transaction.timeout.ms", 300_000);
    Admin admin = Admin.create(Map.of("bootstrap.servers", brokers));
    return StreamsLifecycle.start(
        topology,
        config,
        () -> {
          try {
            admin
                .describeCluster(
                    new org.apache.kafka.clients.admin.DescribeClusterOptions().timeoutMs(2000))
                .nodes()
                .get();
            return new Ground.Sound();
          } catch (Exception e) {
            return new Ground.Away("the brokers do not answer");
          }
        });
  }

  private static void send(String brokers, String... values) throws Exception {
    try (KafkaProducer<String, String> producer =
        new KafkaProducer<>(
            Map.of("bootstrap.servers", brokers), new StringSerializer(), new StringSerializer())) {
      for (String value : values) {
        producer.send(new ProducerRecord<>("in", "k", value)).get();
      }
    }
  }

  private static URI uri(HealthServer probes, String path) {
    return URI.create("http://127.0.0.1:" + probes.port() + path);
  }

  private static HttpResponse<String> ask(HealthServer probes, String path) throws Exception {
    return HttpClient.newHttpClient()
        .send(
            HttpRequest.newBuilder(uri(probes, path)).timeout(PATIENCE).build(),
            HttpResponse.BodyHandlers.ofString(StandardCharsets.UTF_8));
  }

  private static void awaitStatus(HealthServer probes, String path, int status) {
    Awaitility.await()
        .atMost(PATIENCE)
        .untilAsserted(() -> assertThat(ask(probes, path).statusCode()).isEqualTo(status));
  }

  private static JsonNode json(HttpResponse<String> answer, int status) throws Exception {
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
    return JSON.readTree(answer.body());
  }

  /** Hangs, takes its time or fails, as the record says. */
  private final class Slow implements Processor<String, String, Void, Void> {
    private KeyValueStore<String, String> store;

    @Override
    public void init(ProcessorContext<Void, Void> context) {
      store = context.getStateStore("store");
    }

    @Override
    public void process(Record<String, String> record) {
      store.put(record.key(), record.value());
      switch (record.value()) {
        case "wedge" -> hang();
        case "slow" -> LockSupport.parkNanos(Duration.ofSeconds(4).toNanos());
        case "fail" -> throw new IllegalStateException("asked to fail");
        default -> {}
      }
    }

    private void hang() {
      wedged.set(Thread.currentThread());
      try {
        released.await();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
  }
}
