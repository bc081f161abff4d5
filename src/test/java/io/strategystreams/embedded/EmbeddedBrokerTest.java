package io.strategystreams.embedded;

import static org.assertj.core.api.Assertions.assertThat;

import io.strategystreams.cluster.TopicCreator;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(300)
class EmbeddedBrokerTest {
  private static final long OLD = Instant.parse("2020-01-01T00:00:00Z").toEpochMilli();

  @Test
  void keepsWhatIsWrittenRightAfterTopicsWereMadeAndLeavesNothingBehind() throws Exception {
    Path data;
    try (EmbeddedBroker broker = EmbeddedBroker.start()) {
      data = broker.directory();
      assertThat(data).isNotEmptyDirectory();
      Map<String, Object> client = Map.of("bootstrap.servers", broker.bootstrapServers());
      List<NewTopic> topics =
          Stream.of("one", "two", "three").map(name -> new NewTopic(name, 3, (short) 1)).toList();
      try (Admin admin = Admin.create(client)) {
        new TopicCreator(admin).create(topics);
      }

      List<Future<RecordMetadata>> sent = new ArrayList<>();
      try (KafkaProducer<String, String> producer =
          new KafkaProducer<>(client, new StringSerializer(), new StringSerializer())) {
        for (NewTopic topic : topics) {
          for (int partition = 0; partition < 3; partition++) {
            sent.add(
                producer.send(
                    new ProducerRecord<>(topic.name(), partition, OLD, "key", topic.name())));
          }
        }
      }

      for (Future<RecordMetadata> one : sent) {
        assertThat(one.get().offset()).isZero();
      }
      assertThat(readAll(client, topics)).hasSize(9);
    }
    assertThat(data).doesNotExist();
  }

  private static List<String> readAll(Map<String, Object> client, List<NewTopic> topics) {
    List<TopicPartition> partitions =
        topics.stream()
            .flatMap(
                topic -> Stream.of(0, 1, 2).map(number -> new TopicPartition(topic.name(), number)))
            .toList();
    List<String> read = new ArrayList<>();
    try (KafkaConsumer<String, String> consumer =
        new KafkaConsumer<>(client, new StringDeserializer(), new StringDeserializer())) {
      consumer.assign(partitions);
      consumer.seekToBeginning(partitions);
      while (read.size() < 9) {
        for (ConsumerRecord<String, String> record : consumer.poll(Duration.ofSeconds(1))) {
          assertThat(record.timestamp()).isEqualTo(OLD);
          read.add(record.value());
        }
      }
    }
    return read;
  }
}
