package io.strategystreams.cluster;

import io.strategystreams.serde.EventSerde;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.InvalidProducerEpochException;
import org.apache.kafka.common.errors.ProducerFencedException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.Serde;

/**
 * Writes events all or none, in one transaction each time, and returns when a reader of committed
 * records sees them: brokers mark a transaction's end a moment after its writer is told of it. For
 * one thread.
 */
public final class EventSender implements AutoCloseable {
  private static final Duration CLOSING = Duration.ofSeconds(5);

  /**
   * What a command leaves open that was killed hides what is written after it for so long, unless
   * the next of its purpose ends it at once; long enough for the largest {@code apply}.
   */
  private static final Duration TRANSACTION = Duration.ofSeconds(30);

  private final ClusterAccess access;
  private final KafkaProducer<byte[], byte[]> producer;
  private final Visibility visibility;
  private final Map<Class<?>, Serde<?>> serdes = new HashMap<>();

  private EventSender(ClusterAccess access, KafkaProducer<byte[], byte[]> producer) {
    this.access = access;
    this.producer = producer;
    this.visibility = new Visibility(access);
  }

  /**
   * Ends what another of the same purpose left open, and fences it if it still runs.
   *
   * @param purpose what the transactions are called after
   * @throws ClusterException if the brokers do not answer
   */
  public static EventSender open(ClusterAccess access, String purpose) {
    Map<String, Object> config = new HashMap<>(access.client());
    config.put(ProducerConfig.ACKS_CONFIG, "all");
    config.put(ProducerConfig.TRANSACTIONAL_ID_CONFIG, transactionalId(purpose));
    config.put(ProducerConfig.TRANSACTION_TIMEOUT_CONFIG, Math.toIntExact(TRANSACTION.toMillis()));
    config.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, 30_000);
    KafkaProducer<byte[], byte[]> producer =
        new KafkaProducer<>(config, new ByteArraySerializer(), new ByteArraySerializer());
    try {
      producer.initTransactions();
      return new EventSender(access, producer);
    } catch (KafkaException e) {
      producer.close(CLOSING);
      throw new ClusterException(
          "the brokers at "
              + access.brokers()
              + " must accept a transaction, and did not: "
              + e.getMessage(),
          e);
    }
  }

  /** The same for all of a purpose, so that the next one ends what one before left open. */
  static String transactionalId(String purpose) {
    return "strategies-" + purpose + "-command";
  }

  /**
   * Writes all of them or none.
   *
   * @return where each of them lies, in their order
   * @throws ClusterException if none was written, or if the brokers do not say whether; the message
   *     tells which
   */
  public List<RecordMetadata> send(List<Outgoing> events) {
    List<ProducerRecord<byte[], byte[]>> records = new ArrayList<>();
    events.forEach(event -> records.add(record(event)));
    return sendRecords(records);
  }

  /**
   * As {@link #send}, for records that go out as they are.
   *
   * @throws ClusterException as {@link #send}
   */
  public List<RecordMetadata> sendRecords(List<ProducerRecord<byte[], byte[]>> records) {
    List<RecordMetadata> places = new ArrayList<>();
    try {
      producer.beginTransaction();
      List<Future<RecordMetadata>> sent = new ArrayList<>();
      records.forEach(record -> sent.add(producer.send(record)));
      producer.flush();
      for (Future<RecordMetadata> one : sent) {
        places.add(one.get());
      }
      commit();
    } catch (ExecutionException e) {
      throw undone(e.getCause());
    } catch (KafkaException e) {
      throw undone(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw undone(e);
    }
    visibility.await(places);
    return places;
  }

  /**
   * A commit that times out may have taken effect all the same, and must not be taken back; it is
   * asked for once more, which does no harm.
   */
  private void commit() {
    try {
      producer.commitTransaction();
    } catch (TimeoutException first) {
      try {
        producer.commitTransaction();
      } catch (TimeoutException again) {
        throw new ClusterException(
            "the brokers did not say whether it was written; look before you repeat it: "
                + again.getMessage(),
            again);
      }
    }
  }

  private ClusterException undone(Throwable cause) {
    try {
      producer.abortTransaction();
    } catch (KafkaException | IllegalStateException e) {
      cause.addSuppressed(e);
    }
    return new ClusterException(
        "nothing was written: "
            + (isFenced(cause)
                ? "another command of the same kind began meanwhile and takes precedence; look at"
                    + " what it wrote, then repeat this one if it is still wanted"
                : cause.getMessage()),
        cause);
  }

  private static boolean isFenced(Throwable cause) {
    return cause instanceof ProducerFencedException
        || cause instanceof InvalidProducerEpochException
        || (cause.getCause() != null && isFenced(cause.getCause()));
  }

  private ProducerRecord<byte[], byte[]> record(Outgoing event) {
    byte[] value = event.event() == null ? null : bytes(event.topic(), event.event());
    return new ProducerRecord<>(
        event.topic(),
        event.partition(),
        event.time().toEpochMilli(),
        event.key().getBytes(StandardCharsets.UTF_8),
        value);
  }

  @SuppressWarnings("unchecked")
  private <T extends SpecificRecord> byte[] bytes(String topic, T event) {
    Serde<T> serde =
        (Serde<T>)
            serdes.computeIfAbsent(
                event.getClass(), type -> EventSerde.of((Class<T>) type, access.serdes()));
    return serde.serializer().serialize(topic, event);
  }

  @Override
  public void close() {
    producer.close(CLOSING);
    visibility.close();
  }
}
