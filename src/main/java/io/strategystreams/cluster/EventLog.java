package io.strategystreams.cluster;

import io.strategystreams.contract.TopicEvents;
import io.strategystreams.serde.EventSerde;
import io.strategystreams.serde.UndecodableRecordException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndTimestamp;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.Deserializer;

/**
 * Topics as anyone reads them: committed records only, no group. Begins at the beginning unless
 * told otherwise. For one thread.
 *
 * <pre>{@code
 * try (EventLog log = EventLog.open(access, List.of(Topics.DECISIONS))) {
 *   log.fromTime(Instant.parse("2024-06-01T00:00:00Z"));
 *   log.readToEnd(event -> …);
 * }
 * }</pre>
 */
public final class EventLog implements AutoCloseable {
  private static final Duration A_MOMENT = Duration.ofMillis(100);
  private static final Duration ANSWER = Duration.ofSeconds(30);
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private final KafkaConsumer<byte[], byte[]> consumer;
  private final List<TopicPartition> partitions;
  private final Map<String, Deserializer<? extends SpecificRecord>> readers = new HashMap<>();

  private EventLog(KafkaConsumer<byte[], byte[]> consumer, List<TopicPartition> partitions) {
    this.consumer = consumer;
    this.partitions = partitions;
  }

  /**
   * @throws ClusterException if the brokers do not answer or a topic does not exist
   */
  public static EventLog open(ClusterAccess access, List<String> topics) {
    Map<String, Object> config = new HashMap<>(access.client());
    config.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
    config.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
    config.put(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, false);
    config.put(ConsumerConfig.FETCH_MAX_WAIT_MS_CONFIG, 100);
    config.put(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, 5000);
    KafkaConsumer<byte[], byte[]> consumer =
        new KafkaConsumer<>(config, new ByteArrayDeserializer(), new ByteArrayDeserializer());
    try {
      EventLog log = new EventLog(consumer, partitions(access, consumer, topics));
      topics.forEach(
          topic ->
              TopicEvents.of(topic)
                  .ifPresent(
                      type ->
                          log.readers.put(
                              topic, EventSerde.of(type, access.serdes()).deserializer())));
      consumer.assign(log.partitions);
      consumer.seekToBeginning(log.partitions);
      return log;
    } catch (RuntimeException failure) {
      consumer.close();
      throw failure;
    }
  }

  private static List<TopicPartition> partitions(
      ClusterAccess access, KafkaConsumer<?, ?> consumer, List<String> topics) {
    List<TopicPartition> partitions = new ArrayList<>();
    for (String topic : topics) {
      try {
        var found = consumer.partitionsFor(topic, ANSWER);
        if (found.isEmpty()) {
          throw new ClusterException(
              "topic " + topic + " must exist; make it with: strategies topics --create");
        }
        found.forEach(one -> partitions.add(new TopicPartition(topic, one.partition())));
      } catch (TimeoutException e) {
        throw new ClusterException(
            "the brokers at "
                + access.brokers()
                + " must answer within "
                + ANSWER.toSeconds()
                + " s, and did not. Are they running, and is bootstrap_servers right?",
            e);
      } catch (KafkaException e) {
        throw new ClusterException(
            "the brokers at " + access.brokers() + " must be readable: " + e.getMessage(), e);
      }
    }
    return List.copyOf(partitions);
  }

  /** How many partitions are read, those of all topics together. */
  public int partitionCount() {
    return partitions.size();
  }

  /** How many partitions a topic has. */
  public int partitionsOf(String topic) {
    return (int) partitions.stream().filter(one -> one.topic().equals(topic)).count();
  }

  /** The offset of the first record that is kept, by partition; above 0 where some were removed. */
  public Map<TopicPartition, Long> firstKept() {
    return consumer.beginningOffsets(partitions);
  }

  /** Goes on with records stamped at or after that time. */
  public void fromTime(Instant time) {
    Map<TopicPartition, Long> asked = new HashMap<>();
    partitions.forEach(one -> asked.put(one, time.toEpochMilli()));
    Map<TopicPartition, OffsetAndTimestamp> found = consumer.offsetsForTimes(asked);
    for (TopicPartition one : partitions) {
      OffsetAndTimestamp place = found.get(one);
      if (place == null) {
        consumer.seekToEnd(List.of(one));
      } else {
        consumer.seek(one, place.offset());
      }
    }
  }

  /** Goes on with what is written from now on. */
  public void fromEnd() {
    consumer.seekToEnd(partitions);
    partitions.forEach(consumer::position);
  }

  /**
   * Goes on about that many records before the end of each partition, not before its beginning.
   * Ends of transactions count as records.
   *
   * @return the partitions that are read from their beginning
   */
  public Set<TopicPartition> fromLast(long records) {
    Map<TopicPartition, Long> begins = consumer.beginningOffsets(partitions);
    Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
    partitions.forEach(
        one -> consumer.seek(one, Math.max(begins.get(one), ends.get(one) - records)));
    return partitions.stream()
        .filter(one -> ends.get(one) - records <= begins.get(one))
        .collect(Collectors.toUnmodifiableSet());
  }

  /**
   * Reads all that is committed at this moment, by partition in the order it was written.
   *
   * @throws ClusterException if nothing comes for 30 s while something is left to read
   */
  public void readToEnd(Consumer<LoggedEvent> reader) {
    Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
    Map<TopicPartition, Long> before = Map.of();
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    while (partitions.stream().anyMatch(one -> consumer.position(one) < ends.get(one))) {
      Map<TopicPartition, Long> now = new HashMap<>();
      partitions.forEach(one -> now.put(one, consumer.position(one)));
      if (!now.equals(before)) {
        before = now;
        deadline = System.nanoTime() + PATIENCE.toNanos();
      } else if (System.nanoTime() > deadline) {
        throw new ClusterException(
            "the brokers must go on giving records within "
                + PATIENCE.toSeconds()
                + " s, read so far: "
                + now);
      }
      for (ConsumerRecord<byte[], byte[]> record : consumer.poll(A_MOMENT)) {
        if (record.offset() < ends.get(new TopicPartition(record.topic(), record.partition()))) {
          reader.accept(read(record));
        } else {
          // Written after the end was asked for: the next reading begins with it.
          consumer.seek(
              new TopicPartition(record.topic(), record.partition()),
              ends.get(new TopicPartition(record.topic(), record.partition())));
        }
      }
    }
  }

  /** Takes what has come in already; does not wait. */
  public void catchUp(Consumer<LoggedEvent> reader) {
    consumer.poll(Duration.ZERO).forEach(record -> reader.accept(read(record)));
  }

  /** Reads on as records come, until told to stop, which is asked several times a second. */
  public void follow(Consumer<LoggedEvent> reader, BooleanSupplier stop) {
    while (!stop.getAsBoolean()) {
      consumer.poll(A_MOMENT).forEach(record -> reader.accept(read(record)));
    }
  }

  private LoggedEvent read(ConsumerRecord<byte[], byte[]> record) {
    Deserializer<? extends SpecificRecord> reader = readers.get(record.topic());
    if (reader == null || record.value() == null) {
      return new LoggedEvent(record, null, null);
    }
    try {
      return new LoggedEvent(
          record, reader.deserialize(record.topic(), record.headers(), record.value()), null);
    } catch (UndecodableRecordException e) {
      return new LoggedEvent(record, null, e.getMessage());
    }
  }

  @Override
  public void close() {
    consumer.close();
  }
}
