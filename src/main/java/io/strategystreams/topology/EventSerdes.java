package io.strategystreams.topology;

import io.strategystreams.serde.AvroSerde;
import java.util.Map;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.Serializer;

/**
 * Makes the serdes of the topology, all over one registry.
 *
 * @param config {@code schema.registry.url} and what else {@link
 *     io.strategystreams.serde.AvroSerdeConfig} knows
 */
public record EventSerdes(Map<String, ?> config) {
  public EventSerdes {
    config = Map.copyOf(config);
  }

  public <T extends SpecificRecord> Serde<T> serde(Class<T> type) {
    return AvroSerde.of(type, config);
  }

  <T extends SpecificRecord> Serializer<T> serializer(Class<T> type) {
    return serde(type).serializer();
  }

  <T extends SpecificRecord> TopicReader<T> reader(
      String topic, Class<T> type, PartitionCounts partitions) {
    return new TopicReader<>(topic, serde(type).deserializer(), partitions.of(topic));
  }
}
