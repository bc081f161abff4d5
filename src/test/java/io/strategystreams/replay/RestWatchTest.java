package io.strategystreams.replay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.strategystreams.cluster.TopicCreator;
import io.strategystreams.embedded.EmbeddedBroker;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListOffsetsOptions;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.IsolationLevel;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringSerializer;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.Timeout;

@Timeout(600)
class RestWatchTest {
  private static final Duration SHORT = Duration.ofMillis(200);
  private static final Duration LONG = Duration.ofMinutes(2);

  private static EmbeddedBroker broker;
  private static Admin admin;

  private String topic;
  private String group;

  @BeforeAll
  static void start() {
    broker = EmbeddedBroker.start();
    admin = Admin.create(Map.of("bootstrap.servers", broker.bootstrapServers()));
  }

  @AfterAll
  static void stop() {
    admin.close();
    broker.close();
  }

  @BeforeEach
  void topicOfItsOwn(TestInfo test) {
    topic = test.getTestMethod().orElseThrow().getName();
    group = topic + "-readers";
    new TopicCreator(admin).create(List.of(new NewTopic(topic, 2, (short) 1)));
  }

  @Test
  void emptyTopicsAreAtRestBeforeAnyoneHasRead() {
    watch(LONG, Optional.empty()).await();
  }

  @Test
  void waitsForATransactionToEndAndForItsReader() throws Exception {
    try (KafkaProducer<String, String> producer = transactional()) {
      producer.initTransactions();
      producer.beginTransaction();
      producer.send(new ProducerRecord<>(topic, 0, "key", "value")).get();
      assertMoves("a transaction is open in " + topic + "-0 from offset 0");

      producer.commitTransaction();
      awaitEndOfTransaction();
      assertMoves("group " + group + " has read " + topic + "-0 to offset 0 of 2");

      commit(2);
      watch(LONG, Optional.empty()).await();
    }
  }

  @Test
  void aReaderThatFailedIsNotWaitedFor() throws Exception {
    try (KafkaProducer<String, String> producer = transactional()) {
      producer.initTransactions();
      producer.beginTransaction();
      producer.send(new ProducerRecord<>(topic, 0, "key", "value")).get();
      producer.commitTransaction();
    }

    assertThatThrownBy(
            () -> watch(SHORT, Optional.of(new IllegalArgumentException("bad order"))).await())
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("an application failed during the replay: bad order");
  }

  @Test
  void aGroupMayReadOnlyWhatIsWatched() {
    assertThat(topic).isNotEmpty();
    assertThatThrownBy(
            () ->
                new RestWatch(
                    admin,
                    Map.of(topic, 2),
                    List.of(new ReadingGroup(group, Set.of("elsewhere"))),
                    SHORT,
                    Optional::empty))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("elsewhere");
  }

  private void assertMoves(String what) {
    assertThatThrownBy(() -> watch(SHORT, Optional.empty()).await())
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining(what);
  }

  private RestWatch watch(Duration patience, Optional<Throwable> failure) {
    return new RestWatch(
        admin,
        Map.of(topic, 2),
        List.of(new ReadingGroup(group, Set.of(topic))),
        patience,
        () -> failure);
  }

  /** Brokers mark it a moment after its writer is told. */
  private void awaitEndOfTransaction() {
    TopicPartition partition = new TopicPartition(topic, 0);
    Awaitility.await()
        .atMost(LONG)
        .until(
            () ->
                admin
                        .listOffsets(
                            Map.of(partition, OffsetSpec.latest()),
                            new ListOffsetsOptions(IsolationLevel.READ_COMMITTED))
                        .partitionResult(partition)
                        .get()
                        .offset()
                    == 2);
  }

  private void commit(long offset) throws Exception {
    admin
        .alterConsumerGroupOffsets(
            group, Map.of(new TopicPartition(topic, 0), new OffsetAndMetadata(offset)))
        .all()
        .get();
  }

  private KafkaProducer<String, String> transactional() {
    return new KafkaProducer<>(
        Map.of("bootstrap.servers", broker.bootstrapServers(), "transactional.id", topic),
        new StringSerializer(),
        new StringSerializer());
  }
}
