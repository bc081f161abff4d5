package io.strategystreams.paper;

import static io.strategystreams.paper.PaperFixtures.NOON;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.strategystreams.cluster.TopicCreator;
import io.strategystreams.contract.Topics;
import io.strategystreams.core.mode.Mode;
import io.strategystreams.core.money.Token;
import io.strategystreams.embedded.EmbeddedBroker;
import io.strategystreams.events.ExecutionReport;
import io.strategystreams.events.Exposure;
import io.strategystreams.events.MarketEvent;
import io.strategystreams.events.Order;
import io.strategystreams.events.PaperFlow;
import io.strategystreams.events.Tick;
import io.strategystreams.paper.topology.OrderEvent;
import io.strategystreams.paper.topology.PaperSettings;
import io.strategystreams.serde.AvroSerde;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The application on a real broker: exactly once across a restart that lost its local state. */
@Timeout(900)
class PaperApplicationTest {
  private static final Duration PATIENCE = Duration.ofSeconds(180);
  private static final int PARTITIONS = 2;
  private static final String REGISTRY = "mock://paper-application";
  private static final List<String> STRATEGIES = List.of("lender-a", "lender-b", "lender-c");

  @TempDir Path directory;

  @Test
  void executesEachOrderOnceThoughItIsSentAgainAndTheLocalStateIsLost() throws Exception {
    try (EmbeddedBroker broker = EmbeddedBroker.start();
        KafkaProducer<String, byte[]> producer =
            new KafkaProducer<>(
                client(broker), new StringSerializer(), new ByteArraySerializer())) {
      create(broker, PARTITIONS, PARTITIONS);
      List<ExecutionReport> reports;
      try (PaperApplication first = application(broker, "first")) {
        first.start();
        first.awaitRunning(PATIENCE);
        open(producer);
        sendOrders(producer, "1", "400");
        reports = await(broker, Topics.EXECUTION_REPORTS, ExecutionReport.class, 6);
      }
      try (PaperApplication second = application(broker, "second")) {
        second.start();
        second.awaitRunning(PATIENCE);
        sendOrders(producer, "1", "400");
        sendOrders(producer, "2", "500");
        tickUntilValued(producer);
        reports = await(broker, Topics.EXECUTION_REPORTS, ExecutionReport.class, 12);
        List<ExecutionReport> all = reports;
        Awaitility.await("the monitor to have read the reports")
            .atMost(PATIENCE)
            .untilAsserted(() -> assertThat(disagreements(broker, all)).isEmpty());
        assertThat(second.failure()).isEmpty();
      }

      assertThat(reports).hasSize(12);
      List<Exposure> exposures = readAll(broker, Topics.EXPOSURES, Exposure.class);
      for (String strategyId : STRATEGIES) {
        Exposure last =
            exposures.stream()
                .filter(exposure -> exposure.getStrategyId().equals(strategyId))
                .reduce((before, after) -> after)
                .orElseThrow();
        assertThat(last.getPositions().get("aave_v3:aToken:aUSDT")).isEqualByComparingTo("900");
        assertThat(last.getPositions().get("wallet:BaseToken:USDT")).isEqualByComparingTo("100");
      }
    }
  }

  private static List<String> disagreements(EmbeddedBroker broker, List<ExecutionReport> reports) {
    return PaperBooks.disagreements(
        readAll(broker, Topics.PAPER_FLOWS, PaperFlow.class),
        reports,
        readAll(broker, Topics.EXPOSURES, Exposure.class));
  }

  @Test
  void doesNotStartOnTopicsOfDifferentPartitionCounts() throws Exception {
    try (EmbeddedBroker broker = EmbeddedBroker.start()) {
      create(broker, PARTITIONS, PARTITIONS + 1);
      try (PaperApplication paper = application(broker, "never")) {
        assertThatThrownBy(paper::start)
            .isInstanceOf(IllegalStateException.class)
            .hasMessageContaining("orders=3")
            .hasMessageContaining("market-data=2");
      }
    }
  }

  private PaperApplication application(EmbeddedBroker broker, String name) {
    return new PaperApplication(
        PaperSettings.defaults(1).withValuationInterval(Duration.ofSeconds(10)),
        PaperFixtures.desk(),
        Map.of(
            "bootstrap.servers",
            broker.bootstrapServers(),
            "schema.registry.url",
            REGISTRY,
            "state.dir",
            directory.resolve(name).toString(),
            // A stopped member is missed after this; Streams does not leave when it closes.
            "session.timeout.ms",
            6000));
  }

  private static void create(EmbeddedBroker broker, int partitions, int ofOrders) throws Exception {
    List<NewTopic> topics = new ArrayList<>();
    for (String topic :
        List.of(
            Topics.MARKET_DATA,
            Topics.STRATEGY_CONTROLS,
            Topics.PAPER_FLOWS,
            Topics.EXECUTION_REPORTS,
            Topics.EXPOSURES,
            Topics.RISK_ASSESSMENTS,
            Topics.DEAD_LETTERS)) {
      topics.add(new NewTopic(topic, partitions, (short) 1));
    }
    topics.add(new NewTopic(Topics.ORDERS, ofOrders, (short) 1));
    try (Admin admin = Admin.create(client(broker))) {
      new TopicCreator(admin).create(topics);
    }
  }

  private static void open(KafkaProducer<String, byte[]> producer) throws Exception {
    for (String strategyId : STRATEGIES) {
      PaperFlow flow =
          PaperFlows.open(
              strategyId, Mode.PURE_LENDING_USDT, Token.USDT, new BigDecimal(1000), NOON);
      send(producer, Topics.PAPER_FLOWS, null, strategyId, flow, PaperFlow.class, NOON);
    }
  }

  private static void sendOrders(
      KafkaProducer<String, byte[]> producer, String number, String amount) throws Exception {
    for (String strategyId : STRATEGIES) {
      // Later than the opening, so that merging by time puts it after.
      Instant time = NOON.plusSeconds(1);
      Order order =
          OrderEvent.at(OrderEvent.supply(strategyId, strategyId + "-" + number, amount), time)
              .build();
      send(producer, Topics.ORDERS, null, strategyId, order, Order.class, time);
    }
  }

  private static void tickUntilValued(KafkaProducer<String, byte[]> producer) throws Exception {
    for (int second = 2; second < 5; second++) {
      Instant time = NOON.plusSeconds(second);
      MarketEvent tick =
          MarketEvent.newBuilder().setTick(Tick.newBuilder().setEventTime(time).build()).build();
      for (int partition = 0; partition < PARTITIONS; partition++) {
        send(producer, Topics.MARKET_DATA, partition, "clock", tick, MarketEvent.class, time);
      }
    }
  }

  private static <T extends SpecificRecord> void send(
      KafkaProducer<String, byte[]> producer,
      String topic,
      Integer partition,
      String key,
      T event,
      Class<T> type,
      Instant time)
      throws Exception {
    byte[] bytes =
        AvroSerde.of(type, Map.of("schema.registry.url", REGISTRY))
            .serializer()
            .serialize(topic, event);
    producer.send(new ProducerRecord<>(topic, partition, time.toEpochMilli(), key, bytes)).get();
  }

  private static <T extends SpecificRecord> List<T> await(
      EmbeddedBroker broker, String topic, Class<T> type, int count) {
    List<T> read = new ArrayList<>();
    Awaitility.await()
        .atMost(PATIENCE)
        .until(
            () -> {
              read.clear();
              read.addAll(readAll(broker, topic, type));
              return read.size() >= count;
            });
    return read;
  }

  private static <T extends SpecificRecord> List<T> readAll(
      EmbeddedBroker broker, String topic, Class<T> type) {
    List<T> read = new ArrayList<>();
    Map<String, Object> config = new HashMap<>(client(broker));
    config.put("isolation.level", "read_committed");
    try (KafkaConsumer<String, T> consumer =
        new KafkaConsumer<>(
            config,
            new StringDeserializer(),
            AvroSerde.of(type, Map.of("schema.registry.url", REGISTRY)).deserializer())) {
      List<TopicPartition> partitions = new ArrayList<>();
      for (int partition = 0; partition < PARTITIONS; partition++) {
        partitions.add(new TopicPartition(topic, partition));
      }
      consumer.assign(partitions);
      consumer.seekToBeginning(partitions);
      Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
      while (partitions.stream().anyMatch(one -> consumer.position(one) < ends.get(one))) {
        consumer.poll(Duration.ofMillis(200)).forEach(record -> read.add(record.value()));
      }
    }
    return read;
  }

  private static Map<String, Object> client(EmbeddedBroker broker) {
    return Map.of("bootstrap.servers", broker.bootstrapServers());
  }
}
