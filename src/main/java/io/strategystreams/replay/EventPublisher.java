package io.strategystreams.replay;

import io.strategystreams.serde.EventSerde;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.StringSerializer;

/** Publishes events and looks at every answer. Idempotent; not for use by several threads. */
public final class EventPublisher implements AutoCloseable {
  private final Producer<String, byte[]> producer;
  private final Map<String, ?> serdeConfig;
  private final Map<Class<?>, Serde<?>> serdes = new HashMap<>();
  private final List<Future<RecordMetadata>> sent = new ArrayList<>();

  /**
   * @param clientConfig where the brokers are, and how to reach them
   * @param serdeConfig as {@link EventSerde#of(Class, Map)} reads it
   */
  public EventPublisher(Map<String, ?> clientConfig, Map<String, ?> serdeConfig) {
    this(producer(clientConfig), serdeConfig);
  }

  /**
   * @param producer that takes the records; closed with this
   */
  public EventPublisher(Producer<String, byte[]> producer, Map<String, ?> serdeConfig) {
    this.producer = producer;
    this.serdeConfig = Map.copyOf(serdeConfig);
  }

  private static Producer<String, byte[]> producer(Map<String, ?> clientConfig) {
    Map<String, Object> config = new HashMap<>(clientConfig);
    config.put(ProducerConfig.ACKS_CONFIG, "all");
    config.put(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, true);
    config.put(ProducerConfig.LINGER_MS_CONFIG, 1);
    return new KafkaProducer<>(config, new StringSerializer(), new ByteArraySerializer());
  }

  /** Sends an event; whether it arrived is known after {@link #confirm()}. */
  public <T extends SpecificRecord> void send(String topic, String key, T event, Instant time) {
    byte[] value = serde(event).serializer().serialize(topic, event);
    sent.add(producer.send(new ProducerRecord<>(topic, null, time.toEpochMilli(), key, value)));
  }

  /**
   * Returns when everything sent is acknowledged.
   *
   * @throws IllegalStateException if something was not
   */
  public void confirm() {
    producer.flush();
    try {
      sent.forEach(EventPublisher::require);
    } finally {
      sent.clear();
    }
  }

  /**
   * Looks at the answers there are and waits for none.
   *
   * @throws IllegalStateException if something was not acknowledged
   */
  public void check() {
    Iterator<Future<RecordMetadata>> each = sent.iterator();
    while (each.hasNext()) {
      Future<RecordMetadata> one = each.next();
      if (one.isDone()) {
        each.remove();
        require(one);
      }
    }
  }

  private static void require(Future<RecordMetadata> answer) {
    try {
      answer.get();
    } catch (ExecutionException failure) {
      throw new IllegalStateException(
          "an event was not acknowledged: " + failure.getCause().getMessage(), failure.getCause());
    } catch (InterruptedException failure) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while publishing", failure);
    }
  }

  @Override
  public void close() {
    producer.close();
  }

  @SuppressWarnings("unchecked")
  private <T extends SpecificRecord> Serde<T> serde(T event) {
    return (Serde<T>)
        serdes.computeIfAbsent(
            event.getClass(), type -> EventSerde.of((Class<T>) type, serdeConfig));
  }
}
