package io.strategystreams.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.strategystreams.contract.Keys;
import io.strategystreams.contract.Topics;
import io.strategystreams.embedded.EmbeddedBroker;
import io.strategystreams.events.ControlState;
import io.strategystreams.events.StrategyControl;
import io.strategystreams.events.Tick;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class EventLogTest {
  private static final Instant NOON = Instant.parse("2024-06-01T12:00:00Z");
  private static final int PARTITIONS = 3;

  private static EmbeddedBroker broker;
  private static ClusterAccess access;

  @BeforeAll
  static void startBroker() {
    broker = EmbeddedBroker.start();
    access =
        new ClusterAccess(
            Map.of("bootstrap.servers", broker.bootstrapServers()),
            Map.of("schema.registry.url", "mock://event-log"));
    try (Admin admin = access.admin()) {
      new TopicCreator(admin)
          .create(
              List.of(
                  new NewTopic(Topics.STRATEGY_CONTROLS, PARTITIONS, (short) 1),
                  new NewTopic(Topics.RISK_ASSESSMENTS, PARTITIONS, (short) 1),
                  new NewTopic(Topics.EXPOSURES, PARTITIONS, (short) 1),
                  new NewTopic(Topics.DEAD_LETTERS, PARTITIONS, (short) 1),
                  new NewTopic(Topics.CLOCK, PARTITIONS, (short) 1)));
    }
  }

  @AfterAll
  static void stopBroker() {
    broker.close();
  }

  @Test
  void whatIsSentIsReadWhereItsKeyBelongs() {
    try (EventSender sender = EventSender.open(access, "test")) {
      sender.send(
          IntStream.range(0, 20)
              .mapToObj(
                  n ->
                      Outgoing.of(
                          Topics.STRATEGY_CONTROLS, "s" + n, control("s" + n), NOON.plusSeconds(n)))
              .toList());
    }
    List<LoggedEvent> read = readAll(Topics.STRATEGY_CONTROLS);
    assertThat(read).hasSize(20);
    assertThat(read)
        .allSatisfy(
            event -> {
              assertThat(event.as(StrategyControl.class).getStrategyId()).isEqualTo(event.key());
              assertThat(event.record().partition())
                  .isEqualTo(Keys.partitionFor(event.key(), PARTITIONS));
            });
    try (EventLog log = EventLog.open(access, List.of(Topics.STRATEGY_CONTROLS))) {
      log.fromTime(NOON.plusSeconds(19));
      List<LoggedEvent> late = new ArrayList<>();
      log.readToEnd(late::add);
      assertThat(late).extracting(LoggedEvent::key).contains("s19").doesNotContain("s0");
    }
  }

  @Test
  void whatCannotBeDecodedIsToldAndDoesNotStopTheReading() {
    try (EventSender sender = EventSender.open(access, "test")) {
      sender.sendRecords(List.of(new ProducerRecord<>(Topics.CLOCK, bytes("clock"), bytes("?"))));
      sender.send(List.of(Outgoing.of(Topics.CLOCK, "clock", new Tick(NOON), NOON)));
      sender.send(List.of(Outgoing.tombstone(Topics.CLOCK, "clock", NOON)));
    }
    List<LoggedEvent> read = readAll(Topics.CLOCK);
    assertThat(read).hasSize(3);
    assertThat(read.get(0).undecodable()).isNotBlank();
    assertThatThrownBy(() -> read.get(0).as(Tick.class))
        .isInstanceOf(ClusterException.class)
        .hasMessageStartingWith(read.get(0).place() + " cannot be decoded: ");
    assertThat(read.get(1).as(Tick.class).getEventTime()).isEqualTo(NOON);
    assertThat(read.get(2).isTombstone()).isTrue();
  }

  @Test
  void aTransactionThatFailsWritesNothing() {
    byte[] tooLarge = new byte[3_000_000];
    try (EventSender sender = EventSender.open(access, "test")) {
      assertThatThrownBy(
              () ->
                  sender.sendRecords(
                      List.of(
                          new ProducerRecord<>(Topics.DEAD_LETTERS, bytes("a"), bytes("small")),
                          new ProducerRecord<>(Topics.DEAD_LETTERS, bytes("a"), tooLarge))))
          .isInstanceOf(ClusterException.class)
          .hasMessageStartingWith("nothing was written: ");
    }
    assertThat(readAll(Topics.DEAD_LETTERS)).isEmpty();
  }

  @Test
  void theNextCommandEndsTheTransactionThatADeadOneLeftOpen() throws Exception {
    Map<String, Object> dead = new HashMap<>(access.client());
    dead.put("transactional.id", EventSender.transactionalId("halts"));
    // Brokers would end it long after this test.
    dead.put("transaction.timeout.ms", 600_000);
    try (KafkaProducer<byte[], byte[]> killed =
        new KafkaProducer<>(dead, new ByteArraySerializer(), new ByteArraySerializer())) {
      killed.initTransactions();
      killed.beginTransaction();
      ProducerRecord<byte[], byte[]> half =
          new ProducerRecord<>(Topics.RISK_ASSESSMENTS, 0, bytes("a"), bytes("half"));
      killed.send(half).get();

      try (EventSender next = EventSender.open(access, "halts")) {
        next.sendRecords(
            List.of(new ProducerRecord<>(Topics.RISK_ASSESSMENTS, 0, bytes("a"), bytes("whole"))));
      }
      assertThat(readAll(Topics.RISK_ASSESSMENTS))
          .extracting(event -> new String(event.record().value(), StandardCharsets.UTF_8))
          .containsExactly("whole");
      assertThatThrownBy(killed::commitTransaction).isInstanceOf(KafkaException.class);
    }
  }

  @Test
  void aCommandThatAnotherOvertookWritesNothingAndSaysWhy() {
    ProducerRecord<byte[], byte[]> record =
        new ProducerRecord<>(Topics.EXPOSURES, 0, bytes("a"), bytes("first"));
    try (EventSender first = EventSender.open(access, "overtaken");
        EventSender second = EventSender.open(access, "overtaken")) {
      assertThatThrownBy(() -> first.sendRecords(List.of(record)))
          .isInstanceOf(ClusterException.class)
          .hasMessageStartingWith(
              "nothing was written: another command of the same kind began meanwhile");
      second.sendRecords(List.of(record));
    }
    assertThat(readAll(Topics.EXPOSURES)).hasSize(1);
  }

  @Test
  void aMissingTopicIsNamedWithTheCommandThatMakesIt() {
    assertThatThrownBy(() -> EventLog.open(access, List.of(Topics.ORDERS)))
        .isInstanceOf(ClusterException.class)
        .hasMessage("topic orders must exist; make it with: strategies topics --create");
  }

  private static List<LoggedEvent> readAll(String topic) {
    try (EventLog log = EventLog.open(access, List.of(topic))) {
      List<LoggedEvent> read = new ArrayList<>();
      log.readToEnd(read::add);
      return read;
    }
  }

  private static StrategyControl control(String strategyId) {
    return new StrategyControl(strategyId, ControlState.HALTED, "test", "tester", NOON, null);
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
