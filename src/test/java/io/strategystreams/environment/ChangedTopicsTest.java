package io.strategystreams.environment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.strategystreams.cluster.ClusterAccess;
import io.strategystreams.cluster.EventLog;
import io.strategystreams.cluster.TopicCreator;
import io.strategystreams.config.ConfigDirectory;
import io.strategystreams.config.Configuration;
import io.strategystreams.contract.Topics;
import io.strategystreams.core.strategy.Strategies;
import io.strategystreams.edge.TopicCounts;
import io.strategystreams.embedded.EmbeddedBroker;
import io.strategystreams.events.Exposure;
import io.strategystreams.lifecycle.StartupException;
import io.strategystreams.paper.PaperApplication;
import io.strategystreams.paper.topology.PaperSettings;
import io.strategystreams.serde.EventSerde;
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
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewPartitions;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Topics that are missing, differ, grow or go away, before a start and under what runs. */
@Timeout(1200)
class ChangedTopicsTest {
  private static final Duration PATIENCE = Duration.ofSeconds(180);
  private static final int PARTITIONS = 2;
  private static final AtomicInteger NUMBER = new AtomicInteger();
  private static EmbeddedBroker broker;
  private static Admin admin;
  private static ClusterAccess access;

  @TempDir private Path directory;
  private final String id = "changed-" + NUMBER.incrementAndGet();

  @BeforeAll
  static void startBroker() {
    broker = EmbeddedBroker.start();
    access =
        new ClusterAccess(
            Map.of("bootstrap.servers", broker.bootstrapServers()),
            Map.of("schema.registry.url", "mock://changed-topics"));
    admin = access.admin();
  }

  @AfterAll
  static void stopBroker() {
    admin.close(Duration.ZERO);
    broker.close();
  }

  /** Partitions are never taken back: each test has topics of its own making. */
  @BeforeEach
  void makeTopics() throws Exception {
    admin.deleteTopics(admin.listTopics().names().get()).all().get();
    Awaitility.await().atMost(PATIENCE).until(() -> admin.listTopics().names().get().isEmpty());
    Stream.concat(Topics.ALL.stream(), Stream.of(Topics.PAPER_FLOWS))
        .forEach(topic -> make(topic, PARTITIONS));
  }

  @Test
  void aStartIsRefusedWhereATopicIsMissing() throws Exception {
    delete(Topics.DECISIONS);

    assertThatExceptionOfType(StartupException.class)
        .isThrownBy(this::strategies)
        .withMessage(
            "topics are missing: decisions; make them with: strategies topics --create (to replay"
                + " history: --create --for-replay)");
    delete(Topics.PAPER_FLOWS);
    assertThatExceptionOfType(StartupException.class)
        .isThrownBy(this::paper)
        .withMessageStartingWith("topics are missing: paper-flows; ");
  }

  @Test
  void aStartIsRefusedWhereCountsDifferOrAreNotThoseOfTheState() throws Exception {
    make(id + "-strategies-store-changelog", PARTITIONS);
    grow(Topics.ORDERS);

    assertThatExceptionOfType(StartupException.class)
        .isThrownBy(this::strategies)
        .withMessageContaining("must have one and the same number of partitions, was {")
        .withMessageContaining("orders=3");
    assertThatExceptionOfType(StartupException.class)
        .isThrownBy(this::paper)
        .withMessageContaining("orders=3");
    for (String topic : Topics.CO_PARTITIONED) {
      if (!topic.equals(Topics.ORDERS)) {
        grow(topic);
      }
    }
    assertThatExceptionOfType(StartupException.class)
        .isThrownBy(this::strategies)
        .withMessageContaining("the state was written with another number of partitions than 3")
        .withMessageContaining(id + "-strategies-store-changelog=2");
  }

  @Test
  void whatRunsStopsWithAdviceWhereATopicThatMustKeepItsCountGrows() throws Exception {
    try (StrategyApplication strategies = strategies();
        PaperApplication paper = paper()) {
      strategies.awaitRunning(PATIENCE);
      paper.awaitRunning(PATIENCE);
      grow(Topics.EXECUTION_REPORTS);

      assertThat(failure(strategies::failure))
          .contains("the topics changed while it ran", "execution-reports=3", "orders=2")
          .contains("make those that differ anew");
      assertThat(failure(paper::failure)).contains("execution-reports=3", "orders=2");
    }
  }

  @Test
  void whatRunsGoesOnWhereATopicGrowsThatMay() throws Exception {
    try (StrategyApplication strategies = strategies();
        PaperApplication paper = paper()) {
      strategies.awaitRunning(PATIENCE);
      paper.awaitRunning(PATIENCE);
      grow(Topics.PRICES);
      String market = "binance:SpotPair:ETH-USDT";
      byte[] price =
          EventSerde.of(io.strategystreams.events.Price.class, access.serdes())
              .serializer()
              .serialize(Topics.PRICES, SampleEvents.price().setMarket(market).build());
      try (KafkaProducer<byte[], byte[]> producer =
          new KafkaProducer<>(
              access.client(), new ByteArraySerializer(), new ByteArraySerializer())) {
        for (int partition = 0; partition <= PARTITIONS; partition++) {
          producer
              .send(
                  new ProducerRecord<>(
                      Topics.PRICES, partition, market.getBytes(StandardCharsets.UTF_8), price))
              .get();
        }
      }

      // One lies where it lay before, one where it lies now; the third is misplaced or the same.
      Awaitility.await()
          .atMost(PATIENCE)
          .untilAsserted(
              () ->
                  assertThat(count(Topics.MARKET_DATA) / PARTITIONS + count(Topics.DEAD_LETTERS))
                      .as("every price was read")
                      .isEqualTo(PARTITIONS + 1));
      assertThat(strategies.failure()).isEmpty();
      assertThat(paper.failure()).isEmpty();
    }
  }

  @Test
  void whatRunsStopsWithAdviceWhereAnInputIsDeleted() throws Exception {
    try (StrategyApplication strategies = strategies()) {
      strategies.awaitRunning(PATIENCE);
      delete(Topics.RISK_ASSESSMENTS);

      assertThat(failure(strategies::failure))
          .contains("risk-assessments", "make them with: strategies topics --create");
    }
  }

  @Test
  void whatRunsStopsWithAdviceWhereAChangelogIsDeleted() throws Exception {
    try (StrategyApplication strategies = strategies()) {
      strategies.awaitRunning(PATIENCE);
      // Looked at once since it was made: each 5 s it looks, and a look may go without an answer.
      Awaitility.await()
          .atMost(PATIENCE)
          .pollDelay(Duration.ofSeconds(16))
          .until(strategies.lifecycle()::isRunning);
      writeExposure();
      delete(id + "-configs-store-changelog");

      assertThat(failure(strategies::failure))
          .contains(id + "-configs-store-changelog")
          .contains("begin anew under another application_id");
    }
    assertThatExceptionOfType(StartupException.class)
        .as("ids of old orders would be given to new ones")
        .isThrownBy(this::strategies)
        .withMessageContaining("application " + id + " has read exposures-")
        .withMessageContaining(id + "-configs-store-changelog is missing");
  }

  /** Returns when it was read. */
  private void writeExposure() throws Exception {
    Exposure exposure = SampleEvents.exposure().build();
    byte[] value =
        EventSerde.of(Exposure.class, access.serdes())
            .serializer()
            .serialize(Topics.EXPOSURES, exposure);
    byte[] key = exposure.getStrategyId().getBytes(StandardCharsets.UTF_8);
    try (KafkaProducer<byte[], byte[]> producer =
        new KafkaProducer<>(
            access.client(), new ByteArraySerializer(), new ByteArraySerializer())) {
      producer.send(new ProducerRecord<>(Topics.EXPOSURES, key, value)).get();
    }
    Awaitility.await()
        .atMost(PATIENCE)
        .until(
            () ->
                admin
                    .listConsumerGroupOffsets(id)
                    .partitionsToOffsetAndMetadata()
                    .get()
                    .entrySet()
                    .stream()
                    .filter(place -> place.getKey().topic().equals(Topics.EXPOSURES))
                    .anyMatch(place -> place.getValue().offset() > 0));
  }

  private static String failure(java.util.function.Supplier<Optional<Throwable>> failure) {
    Awaitility.await().atMost(PATIENCE).until(() -> failure.get().isPresent());
    assertThat(failure.get()).get().isInstanceOf(StartupException.class);
    return failure.get().get().getMessage();
  }

  private StrategyApplication strategies() {
    Configuration configuration =
        ConfigDirectory.load(
            Path.of("configs"),
            Map.of(
                "STRATEGY_STREAMS_APPLICATION_ID",
                id,
                "STRATEGY_STREAMS_STATE_DIR",
                directory.resolve("state").toString()));
    Map<String, Object> tuning = new HashMap<>(access.client());
    tuning.putAll(access.serdes());
    tuning.put("metadata.max.age.ms", 2000);
    tuning.put("replication.factor", 1);
    return StrategyApplication.start(
        StreamsSettings.of(configuration.application(), Profile.DEVELOPMENT)
            .stored(Storage.MEMORY)
            .tuned(tuning),
        StrategyDesk.of(new Strategies(), configuration.desk(), ClockPolicy.replay()));
  }

  private PaperApplication paper() {
    Configuration configuration = ConfigDirectory.load(Path.of("configs"), Map.of());
    Map<String, Object> config = new HashMap<>(access.client());
    config.putAll(access.serdes());
    config.put("state.dir", directory.resolve("paper").toString());
    config.put("metadata.max.age.ms", 2000);
    PaperApplication paper =
        new PaperApplication(
            PaperSettings.defaults(1).withStorage(PaperSettings.Storage.MEMORY),
            configuration.desk(),
            config);
    paper.start();
    return paper;
  }

  private static int count(String topic) {
    AtomicInteger count = new AtomicInteger();
    try (EventLog log = EventLog.open(access, List.of(topic))) {
      log.readToEnd(event -> count.incrementAndGet());
    }
    return count.get();
  }

  private static void make(String topic, int partitions) {
    new TopicCreator(admin).create(List.of(new NewTopic(topic, partitions, (short) 1)));
  }

  private static void grow(String topic) throws Exception {
    admin.createPartitions(Map.of(topic, NewPartitions.increaseTo(PARTITIONS + 1))).all().get();
    awaitCount(topic, PARTITIONS + 1);
  }

  private static void delete(String topic) throws Exception {
    admin.deleteTopics(List.of(topic)).all().get();
    awaitCount(topic, 0);
  }

  private static void awaitCount(String topic, int count) {
    Awaitility.await()
        .atMost(PATIENCE)
        .until(() -> TopicCounts.of(admin, List.of(topic)).getOrDefault(topic, 0) == count);
  }
}
