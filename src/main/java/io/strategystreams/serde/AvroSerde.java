package io.strategystreams.serde;

import java.util.Map;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.serialization.Deserializer;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.Serializer;

/**
 * Events as bytes: Avro in the Confluent wire format, subjects {@code <topic>-value}. A null is a
 * tombstone both ways. Safe for use by many threads.
 *
 * <pre>{@code
 * Serde<Order> orders = AvroSerde.of(Order.class, Map.of("schema.registry.url", "mock://replay"));
 * }</pre>
 */
public final class AvroSerde<T extends SpecificRecord> implements Serde<T> {
  private final AvroSerializer<T> serializer;
  private final AvroDeserializer<T> deserializer;

  private AvroSerde(EventType<T> event, SchemaRegistryClient registry, boolean autoRegister) {
    this.serializer = new AvroSerializer<>(event, registry, autoRegister);
    this.deserializer = new AvroDeserializer<>(event, registry);
  }

  /**
   * @param config read for {@link AvroSerdeConfig}'s keys; other keys are passed over
   * @throws org.apache.kafka.common.config.ConfigException if one of them is missing or wrong
   */
  public static <T extends SpecificRecord> AvroSerde<T> of(Class<T> type, Map<String, ?> config) {
    AvroSerdeConfig read = new AvroSerdeConfig(config);
    EventType<T> event = EventType.of(type);
    return new AvroSerde<>(event, read.registry(event.written()), read.autoRegister());
  }

  /** A serde over a registry client made elsewhere. */
  public static <T extends SpecificRecord> AvroSerde<T> of(
      Class<T> type, SchemaRegistryClient registry, boolean autoRegister) {
    return new AvroSerde<>(EventType.of(type), registry, autoRegister);
  }

  @Override
  public Serializer<T> serializer() {
    return serializer;
  }

  @Override
  public Deserializer<T> deserializer() {
    return deserializer;
  }
}
