package io.strategystreams.topology;

import io.strategystreams.edge.TopicReader;
import io.strategystreams.serde.EventSerde;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.Serializer;

/**
 * The serdes of the topology, all over one registry. There is one for each event, whoever asks:
 * making one reads its schema, and each remembers the schemas it has met. Safe for use by many
 * threads.
 */
public final class EventSerdes {
  private final Map<String, ?> config;
  private final Map<Class<?>, Serde<?>> serdes = new ConcurrentHashMap<>();

  /**
   * @param config {@code schema.registry.url} and what else {@link
   *     io.strategystreams.serde.AvroSerdeConfig} knows
   */
  public EventSerdes(Map<String, ?> config) {
    this.config = Map.copyOf(config);
  }

  /** What the serdes are made with. */
  public Map<String, ?> config() {
    return config;
  }

  /** The serde of an event or of a store's value. */
  @SuppressWarnings("unchecked")
  public <T extends SpecificRecord> Serde<T> serde(Class<T> type) {
    return (Serde<T>) serdes.computeIfAbsent(type, none -> EventSerde.of(type, config));
  }

  <T extends SpecificRecord> Serializer<T> serializer(Class<T> type) {
    return serde(type).serializer();
  }

  <T extends SpecificRecord> TopicReader<T> reader(
      String topic, Class<T> type, PartitionCounts partitions) {
    return new TopicReader<>(topic, serde(type).deserializer(), partitions.placement(topic));
  }
}
