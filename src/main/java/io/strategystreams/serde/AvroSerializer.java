package io.strategystreams.serde;

import io.strategystreams.contract.Topics;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.avro.AvroRuntimeException;
import org.apache.avro.Schema;
import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.io.EncoderFactory;
import org.apache.avro.specific.SpecificDatumWriter;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.serialization.Serializer;

/** Writes events. Safe for use by many threads. */
final class AvroSerializer<T extends SpecificRecord> implements Serializer<T> {
  private static final byte[] ROOM_FOR_HEADER = new byte[WireFormat.HEADER_BYTES];
  private static final int USUAL_BYTES = 512;

  /** Each thread's buffer, used again: making one costs as much as writing an event. */
  private static final ThreadLocal<BinaryEncoder> ENCODER = new ThreadLocal<>();

  private final EventType<T> event;
  private final SchemaRegistryClient registry;
  private final boolean autoRegister;
  private final RecordWriter writer;

  /** Says what is wrong with an event that the other cannot write. */
  private final SpecificDatumWriter<T> explaining;

  private final Map<String, Integer> idByTopic = new ConcurrentHashMap<>();

  @FunctionalInterface
  private interface Encoding {
    void write(BinaryEncoder encoder) throws IOException;
  }

  AvroSerializer(EventType<T> event, SchemaRegistryClient registry, boolean autoRegister) {
    this.event = event;
    this.registry = registry;
    this.autoRegister = autoRegister;
    this.writer = RecordWriter.of(written(event, registry));
    this.explaining = new SpecificDatumWriter<>(written(event, registry), event.model());
  }

  private static Schema written(EventType<?> event, SchemaRegistryClient registry) {
    return registry instanceof AssumedSchema assumed ? assumed.written() : event.read();
  }

  /**
   * @throws SerializationException if the event is not whole or a decimal is not rounded
   * @throws RegistryUnavailableException if the schema's id is needed and the registry is silent
   */
  @Override
  public byte[] serialize(String topic, T value) {
    if (value == null) {
      return null;
    }
    byte[] record;
    try {
      event.amounts().check(value);
      record = written(value);
    } catch (IOException
        | AvroRuntimeException
        | NullPointerException
        | ClassCastException
        | IllegalArgumentException e) {
      throw new SerializationException(
          event.name() + " for topic " + topic + " cannot be written: " + e.getMessage(), e);
    }
    WireFormat.putHeader(record, schemaId(topic));
    return record;
  }

  private byte[] written(T value) throws IOException {
    try {
      return encoded(encoder -> writer.write(value, encoder));
    } catch (NullPointerException | ClassCastException | ArithmeticException e) {
      return encoded(encoder -> explaining.write(value, encoder));
    }
  }

  private static byte[] encoded(Encoding encoding) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream(USUAL_BYTES);
    bytes.write(ROOM_FOR_HEADER, 0, ROOM_FOR_HEADER.length);
    BinaryEncoder encoder = EncoderFactory.get().binaryEncoder(bytes, ENCODER.get());
    ENCODER.set(encoder);
    encoding.write(encoder);
    encoder.flush();
    return bytes.toByteArray();
  }

  /** Not computed inside the map: one thread's wait for the registry must not hold up others. */
  private int schemaId(String topic) {
    Integer known = idByTopic.get(topic);
    if (known != null) {
      return known;
    }
    String subject = Topics.valueSubject(topic);
    int id =
        autoRegister
            ? registry.register(subject, event.written())
            : registry.idOf(subject, event.written());
    idByTopic.put(topic, id);
    return id;
  }
}
